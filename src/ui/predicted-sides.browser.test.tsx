import { Profiler } from "react";
import { afterEach, expect, test } from "vitest";
import { render } from "vitest-browser-react";
import "./tokens.css";
import "./base.css";
import type { RunRequest, RunResult } from "../engine/interface.ts";
import { SCENARIOS } from "../scenario/catalogue-test-kit.ts";
import { otherValue } from "../scenario/knobs-test-kit.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { createLab, type Lab } from "../state/lab.ts";
import { engineOf, find, pair, pictureOf } from "../state/lab-test-kit.ts";
import { createPredictor } from "../state/prediction/predictor.ts";
import { LabView, PANELS } from "./lab-view.tsx";
import { LabProvider } from "./use-lab.ts";

const labs: Lab[] = [];
afterEach(() => {
  for (const lab of labs.splice(0)) lab.dispose();
});

/** Measured, 1.5 times as slow as predicted. */
function slow(request: RunRequest): RunResult {
  const run = pictureOf(request, 1.5);
  return {
    ...run,
    trace: {
      ...run.trace,
      provenance: {
        kind: "measured",
        startedAt: "2026-11-21T11:23:05.000Z",
        cores: 2,
        clockStep: 0.005,
        clockSkew: 0,
        isolated: true,
        userAgent: "test",
      },
    },
  };
}

function labOf(scenario: Scenario = pair): Lab {
  const { engine } = engineOf(async (request) => slow(request));
  const lab = createLab({ engine, scenario, find, predictor: createPredictor });
  labs.push(lab);
  return lab;
}

let commits = 0;
const show = (lab: Lab) =>
  render(
    <Profiler id="lab" onRender={() => commits++}>
      <LabProvider value={lab}>
        <LabView chrome="full" controls="full" panels={PANELS} />
      </LabProvider>
    </Profiler>,
  );

const frame = () => new Promise(requestAnimationFrame);
const pictures = (root: Element) =>
  [...root.querySelectorAll<HTMLCanvasElement>('[data-part="timeline"] canvas')].map((canvas) =>
    canvas.toDataURL(),
  );

test("before any run every side shows what to expect, marked as predicted", async () => {
  const screen = await show(labOf());
  const pool = screen.getByRole("region", { name: "B: Thread pool" });
  await expect.element(pool).toHaveTextContent(/predicted/);
  await expect.element(pool).toHaveTextContent(/in progress2executing2makespan3.00.ms/);
  await expect.element(pool).toHaveTextContent(/faster than A2.00×/);
  await expect
    .element(screen.getByRole("application", { name: "A, Event loop, predicted, by thread" }))
    .toBeVisible();
});

test.each(SCENARIOS.map((scenario) => [scenario.id, scenario] as const))(
  "%s: a knob is predicted at once, rendered once and drawn in the next frame",
  async (_, scenario) => {
    const lab = labOf(scenario);
    const screen = await show(lab);
    const { container } = screen;
    // what is loaded beside the page comes in commits of its own: they are over
    await expect.element(screen.getByRole("group", { name: "Replay" })).toBeVisible();
    await expect.element(screen.getByRole("button", { name: "Take away" })).toBeVisible();
    await frame();
    await frame();
    const [knob] = scenario.knobs;
    if (knob === undefined) return;
    const before = pictures(container);
    const { predicted } = lab.store.getState();
    commits = 0;
    lab.setKnob(knob.id, otherValue(knob));
    expect(lab.store.getState().predicted).not.toBe(predicted);
    await frame();
    expect(commits).toBeLessThanOrEqual(1);
    expect(pictures(container)).toHaveLength(before.length);
    expect(pictures(container)).not.toEqual(before);
  },
);

test("after a run, the prediction, the difference and the likely reason stand beside it", async () => {
  const lab = labOf();
  const screen = await show(lab);
  await lab.run();
  const part = screen.getByRole("region", { name: "Against the prediction" });
  await expect
    .element(part.getByRole("row", { name: /Makespan/ }))
    .toHaveTextContent(/Makespan6.00.ms\+3.00.ms3.00.ms\+1.50.ms/);
  await expect.element(part.getByText(/3\.00.ms \(50\.0.%\) longer than predicted/)).toBeVisible();
  await expect.element(part.getByText(/1\.50× as long as calibration/)).toBeVisible();
  await expect.element(screen.getByText(/one at a time, as predicted/)).toBeVisible();
  // other settings: nothing measured of them yet, so nothing to hold against their prediction
  lab.setKnob("ms", 9);
  await expect.element(part).not.toBeInTheDocument();
});

test("how a run was measured can be read and copied, or taken by hand where copying is refused", async () => {
  const lab = labOf();
  const screen = await show(lab);
  await lab.run();
  await screen.getByText("How this was measured").click();
  await expect.element(screen.getByText("2026-11-21 11:23 UTC")).toBeVisible();
  await screen.getByRole("button", { name: "Copy as text" }).click();
  await expect.element(screen.getByText(/^Copied\.$|Select the text and copy it/)).toBeVisible();
});

test("another machine is predicted only when asked for, beside this one", async () => {
  const lab = labOf();
  const screen = await show(lab);
  expect(lab.store.getState().settings.whatIf).toBeUndefined();
  await screen.getByText("What if: the same work on another machine").click();
  await expect.element(screen.getByRole("spinbutton", { name: "Cores" })).toHaveValue(4);
  await screen.getByRole("spinbutton", { name: "Cores" }).fill("1");
  const pool = screen.getByRole("region", { name: "B, Thread pool on 1 core" });
  await expect.element(pool).toHaveTextContent(/on 1 core, predicted6.00.ms speedup 1.00×/);
  await expect.element(pool).toHaveTextContent(/on this machine, predicted3.00.ms speedup 2.00×/);
  await expect
    .element(screen.getByRole("spinbutton", { name: "Time slice" }))
    .not.toBeInTheDocument();
  await screen.getByRole("radio", { name: "as set" }).click();
  await expect.element(screen.getByRole("spinbutton", { name: "Time slice" })).toBeVisible();
  expect(lab.store.getState().settings.whatIf).toEqual({ cores: 1, lanes: "same", slice: 10 });
});
