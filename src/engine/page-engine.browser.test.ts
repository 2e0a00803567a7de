import { expect, it } from "vitest";
import { compute, planOf } from "../plan/draft.ts";
import { modelById } from "../plan/models.ts";
import { createPageEngine } from "./page-engine.ts";

const request = {
  plan: planOf([{ label: "a", kind: "job", steps: [compute("hash", 1)] }]),
  model: modelById("thread-pool"),
  lanes: 1,
};

it("knows the machine before it is loaded, runs, and is gone when disposed of", async () => {
  const engine = createPageEngine();
  expect(engine.machine).toMatchObject({ tier: "A", isolated: true, coresReported: true });
  const { trace } = await engine.run(request);
  expect(trace.settled.map((s) => s.outcome)).toEqual(["done"]);
  engine.dispose();
  await expect(engine.run(request)).rejects.toMatchObject({ code: "disposed" });
});
