import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { compute, planOf, times } from "../../plan/draft.ts";
import { modelById } from "../../plan/models.ts";
import { isPredicted, type PredictionRequest } from "../../state/prediction/prediction.ts";
import { usePredictions } from "./use-predictions.ts";

const request = (steps: number): PredictionRequest => ({
  plan: planOf(
    times(2, () => ({ label: "x", kind: "x", steps: times(steps, () => compute("fib", 1)) })),
  ),
  model: modelById("thread-pool"),
  lanes: 2,
  cores: 2,
  seed: 1,
});

test("a few tasks of very many steps come from a worker, small work with the first rendering", async () => {
  const requests = [request(60_000), request(3)];
  const seen: string[] = [];
  function Makespans() {
    const outcomes = usePredictions(requests);
    const text = outcomes
      .map((one) => (isPredicted(one) ? String(one.metrics.makespan) : "later"))
      .join(" and ");
    seen.push(text);
    return <p>{text}</p>;
  }
  const screen = await render(<Makespans />);
  await expect.element(screen.getByText("60000 and 3")).toBeVisible();
  expect([...new Set(seen)]).toEqual(["later and 3", "60000 and 3"]);
});
