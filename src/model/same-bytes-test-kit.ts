import { compute, planOf, times, wait } from "../plan/draft.ts";
import { MODELS } from "../plan/models.ts";
import { between, randomFrom } from "../plan/random.ts";
import { predict } from "./predict.ts";

/** What `sameBytes` must come to, wherever it runs. */
export const EXPECTED_BYTES = "accf9662";

/**
 * For tests in Node and in browsers: a checksum (FNV-1a, 32 bits) over the predictions of one seeded plan under every
 * built-in model on four machines. Same number, same bytes.
 */
export function sameBytes(): string {
  const random = randomFrom(42);
  const plan = planOf(
    times(40, (i) => ({
      label: `T${i}`,
      kind: "job",
      releaseAt: between(random, 0, 20),
      retries: i % 3,
      priority: i % 4,
      steps: [
        compute("hash", between(random, 0, 9)),
        { ...wait("network", between(random, 0, 30)), timeout: 25 },
        { do: "acquire", resource: "pair" },
        compute("hash", between(random, 0, 3)),
        { do: "release", resource: "pair" },
      ],
    })),
    { resources: [{ id: "pair", capacity: 2, whenFull: "block" }] },
  );
  const machines = [
    { lanes: 4, cores: 8 },
    { lanes: 4, cores: 3 },
    { lanes: 4, cores: 2, quantum: 2, switchCost: 0.1 },
    { lanes: 3, cores: 4, discipline: "srtf" as const, costs: { startLane: 1, switch: 0.05 } },
  ];
  let hash = 0x811c9dc5;
  for (const model of MODELS) {
    for (const machine of machines) {
      for (const char of JSON.stringify(predict(plan, model, machine))) {
        hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
      }
    }
  }
  return hash.toString(16);
}
