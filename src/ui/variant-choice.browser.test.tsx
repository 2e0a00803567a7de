import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import "./tokens.css";
import "./base.css";
import type { RunRequest } from "../engine/interface.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { calls, comparableCalls } from "../scenario/variants-test-kit.ts";
import { createLab, type Lab } from "../state/lab.ts";
import { engineOf, pictureOf } from "../state/lab-test-kit.ts";
import { createPredictor } from "../state/prediction/predictor.ts";
import { takenOfLab } from "./files/screen-runs.ts";
import { LabView, PANELS } from "./lab-view.tsx";
import { SweepPanel } from "./sweep/sweep-panel.tsx";
import { LabProvider } from "./use-lab.ts";

const labs: Lab[] = [];
afterEach(() => {
  for (const lab of labs.splice(0)) lab.dispose();
});

/** Takes 6 ms with the short timeout and 12 without: the made-up plans are not run. */
const picture = async (request: RunRequest) => {
  const [step] = request.plan.tasks[0]?.steps ?? [];
  return pictureOf(request, step?.do === "wait" && step.for > 30 ? 2 : 1);
};

async function show(scenario: Scenario = calls) {
  const { engine } = engineOf(picture);
  const find = (id: string) => (id === scenario.id ? scenario : undefined);
  const lab = createLab({ engine, scenario, find, predictor: createPredictor });
  labs.push(lab);
  const screen = await render(
    <LabProvider value={lab}>
      <LabView chrome="full" controls="full" panels={PANELS} />
    </LabProvider>,
  );
  return { lab, screen };
}

const settings = (lab: Lab) => lab.store.getState().settings;

test("each side chooses a model and a variant, and is called by both", async () => {
  const { lab, screen } = await show();
  const a = screen.getByRole("combobox", { name: "Timeout A" });
  await expect.element(a).toHaveValue("none");
  await expect.element(screen.getByRole("region", { name: "B: Event loop, 30 ms" })).toBeVisible();
  await screen.getByRole("combobox", { name: "Timeout B" }).selectOptions("no timeout");
  expect(settings(lab).variants).toEqual(["none", "none"]);
  await expect
    .element(screen.getByRole("region", { name: "B: Event loop, no timeout" }))
    .toBeVisible();
  await screen.getByRole("combobox", { name: "Execution model B" }).selectOptions("none");
  await expect.element(screen.getByRole("combobox", { name: "Timeout B" })).not.toBeInTheDocument();
});

test("a choice and a switch are turned by pointer and by keyboard", async () => {
  const { lab, screen } = await show();
  const group = screen.getByRole("radiogroup", { name: "After a timeout" });
  await expect.element(group.getByRole("radio", { name: "answer in part" })).toBeChecked();
  (group.getByRole("radio", { name: "answer in part" }).element() as HTMLElement).focus();
  await userEvent.keyboard("{ArrowRight}");
  expect(settings(lab).knobs.policy).toBe("fallback");
  const retries = screen.getByRole("checkbox", { name: "Retry once" });
  (retries.element() as HTMLElement).focus();
  await userEvent.keyboard(" ");
  expect(settings(lab).knobs.retries).toBe(true);
  await retries.click();
  expect(settings(lab).knobs.retries).toBe(false);
});

test("a choice of long names is a list", async () => {
  const long = ["partial", "fallback"].map((value) => ({
    value,
    label: `${value} ${"o".repeat(20)}`,
  }));
  const knobs = calls.knobs.map((knob) =>
    knob.is === "choice" ? { ...knob, options: long } : knob,
  );
  const { lab, screen } = await show({ ...calls, knobs });
  await screen.getByRole("combobox", { name: "After a timeout" }).selectOptions("fallback");
  expect(settings(lab).knobs.policy).toBe("fallback");
});

test("before the run the work of each variant is drawn; of one variant, once", async () => {
  const { lab, screen } = await show();
  const work = screen.getByRole("region", { name: "What there is to do" });
  await expect.element(work).toHaveTextContent(/no timeout: 2 tasks: 2 waits of 180.ms in all/);
  await expect.element(work).toHaveTextContent(/30 ms: 2 tasks: 2 waits of 60.0.ms in all/);
  lab.setVariant("b", "none");
  await expect
    .element(work)
    .toHaveTextContent(/^What there is to do2 tasks: .*Every side gets this/);
});

test("sides of different work stand beside each other without a ratio", async () => {
  const { lab, screen } = await show();
  const b = screen.getByRole("region", { name: "B: Event loop, 30 ms" });
  await expect.element(b).toHaveTextContent(/makespan30.0.ms/);
  await expect.element(b).not.toHaveTextContent(/than A/);
  await lab.run();
  await expect.element(b).toHaveTextContent(/makespan6.00.ms/);
  await expect.element(b).not.toHaveTextContent(/than A/);
  const numbers = screen.getByRole("region", { name: "Numbers" });
  await expect
    .element(numbers.getByRole("columnheader", { name: "B Event loop, 30 ms" }))
    .toBeVisible();
  await expect
    .element(numbers.getByRole("columnheader", { name: "B ÷ A" }))
    .not.toBeInTheDocument();
  const saw = screen.getByRole("region", { name: "What you saw" });
  await expect.element(saw).toHaveTextContent(/on the event loop \(no timeout\).*\(30 ms\)/i);
  await expect.element(saw).not.toHaveTextContent("times as long");
});

test("where the scenario calls them comparable, there is the ratio", async () => {
  const { lab, screen } = await show(comparableCalls);
  const b = screen.getByRole("region", { name: "B: Event loop, 30 ms" });
  await expect.element(b).toHaveTextContent(/faster than A3.00×/);
  await lab.run();
  await expect.element(b).toHaveTextContent(/faster than A2.00×/);
  await expect.element(screen.getByRole("columnheader", { name: "B ÷ A" })).toBeVisible();
  await expect
    .element(screen.getByRole("region", { name: "What you saw" }))
    .toHaveTextContent("It took 2.0 times as long on the event loop (no timeout)");
});

test("once a side has another variant, the question says what its figures are about", async () => {
  const { lab, screen } = await show();
  await expect.element(screen.getByText(/as it opens/)).not.toBeInTheDocument();
  lab.setVariant("a", "short");
  await expect
    .element(screen.getByText(/as it opens \(.*Retry once off, A no timeout, B 30 ms\)/))
    .toBeVisible();
});

test("what is taken away says which variant it is of", async () => {
  const { lab } = await show();
  await lab.run();
  const { runs } = takenOfLab(lab);
  expect(runs.map(({ name, id, row, variant }) => ({ name, id, row, variant }))).toEqual([
    {
      name: "Event loop, no timeout",
      id: "event-loop-none",
      row: "A, no timeout",
      variant: { id: "none", label: "no timeout" },
    },
    {
      name: "Event loop, 30 ms",
      id: "event-loop-short",
      row: "B, 30 ms",
      variant: { id: "short", label: "30 ms" },
    },
  ]);
});

test("a sweep is of one variant, which can be chosen", async () => {
  const { engine } = engineOf(picture);
  const lab = createLab({ engine, scenario: calls, find: () => calls });
  labs.push(lab);
  const screen = await render(
    <LabProvider value={lab}>
      <SweepPanel />
    </LabProvider>,
  );
  const choice = screen.getByRole("combobox", { name: "Timeout" });
  await expect.element(choice).toHaveValue("none");
  await choice.selectOptions("30 ms");
  await expect.element(choice).toHaveValue("short");
  await expect
    .element(screen.getByRole("application", { name: /Speedup against lanes, Thread pool, 30 ms/ }))
    .toBeInTheDocument();
});

test("the lab with variants fits 320 px", async () => {
  await page.viewport(320, 640);
  await show();
  const { documentElement: root } = document;
  expect(root.scrollWidth).toBeLessThanOrEqual(320);
  await page.viewport(1280, 800);
});
