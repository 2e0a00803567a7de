import { Profiler } from "react";
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import "./tokens.css";
import "./base.css";
import { EngineError, type Machine, type RunRequest } from "../engine/interface.ts";
import { otherValue } from "../scenario/knobs-test-kit.ts";
import { createLab, type Lab } from "../state/lab.ts";
import { engineOf, find, pair, pictureOf, stoppedRun, whenStopped } from "../state/lab-test-kit.ts";
import { App } from "./app.tsx";
import { LabView, PANELS } from "./lab-view.tsx";
import { LabProvider } from "./use-lab.ts";

const picture = async (request: RunRequest) => pictureOf(request);
const labs: Lab[] = [];
afterEach(() => {
  for (const lab of labs.splice(0)) lab.dispose();
});

function labOf(answer = picture, machine: Partial<Machine> = {}) {
  const { engine } = engineOf(answer);
  const lab = createLab({
    engine: { ...engine, machine: { ...engine.machine, ...machine } },
    scenario: pair,
    find,
  });
  labs.push(lab);
  return lab;
}

const show = (lab: Lab) =>
  render(
    <LabProvider value={lab}>
      <LabView chrome="full" controls="full" panels={PANELS} />
    </LabProvider>,
  );

test("before the first run there is the work to do, the question and one Run", async () => {
  const screen = await show(labOf());
  await expect.element(screen.getByRole("heading", { name: "What there is to do" })).toBeVisible();
  await expect.element(screen.getByText(/2 tasks: 6.00.ms of computing/)).toBeVisible();
  await expect.element(screen.getByRole("button", { name: "Run", exact: true })).toBeVisible();
  await expect.element(screen.getByRole("heading", { name: "Numbers" })).not.toBeInTheDocument();
});

test("Run shows both sides with the two numbers, and resolves the question in words", async () => {
  const screen = await show(labOf());
  await screen.getByRole("radio", { name: "once" }).click();
  await screen.getByRole("button", { name: "Run", exact: true }).click();
  const pool = screen.getByRole("region", { name: "B: Thread pool" });
  await expect.element(pool).toHaveTextContent(/in progress2executing2makespan3.00.ms/);
  await expect.element(pool).toHaveTextContent(/faster than A2.00×/);
  await expect.element(screen.getByText(/your answer, not so/)).toBeVisible();
  await expect.element(screen.getByText(/Not so. one lane/)).toBeVisible();
  await expect
    .element(screen.getByRole("status").filter({ hasText: /Run finished/ }))
    .toBeInTheDocument();
  await expect
    .element(screen.getByRole("row", { name: /Makespan.*6.00.ms.*3.00.ms.*0.500×/ }))
    .toBeVisible();
});

test("a changed knob leaves the runs on the screen, marked as from the previous settings", async () => {
  const lab = labOf();
  const screen = await show(lab);
  await lab.run();
  await screen.getByRole("spinbutton", { name: "Computing" }).fill("9");
  await screen.getByRole("spinbutton", { name: "Lanes" }).click();
  await expect.element(screen.getByText(/From the previous settings/).first()).toBeVisible();
  expect(lab.store.getState().settings.knobs).toEqual({ ms: 9 });
});

test("Stop ends a run, and what was measured stays", async () => {
  const lab = labOf((request) => whenStopped(request.signal, stoppedRun(request)));
  const screen = await show(lab);
  await screen.getByRole("button", { name: "Run", exact: true }).click();
  await expect.element(screen.getByRole("progressbar")).toBeVisible();
  await screen.getByRole("button", { name: "Stop" }).click();
  await expect.element(screen.getByText("You stopped this run.")).toBeVisible();
  await expect.element(screen.getByRole("button", { name: "Run", exact: true })).toBeVisible();
});

test("a failure is a sentence and what to do, beside what was measured before", async () => {
  const lab = labOf(async (request) => {
    if (request.model.id === "thread-pool")
      throw new EngineError("worker-load", "It did not load.");
    return pictureOf(request);
  });
  const screen = await show(lab);
  await lab.run();
  const card = screen.getByRole("region", { name: "The run failed" });
  await expect.element(card).toHaveTextContent(/It did not load. ?Reload the page/);
  await expect
    .element(screen.getByRole("region", { name: "A: Event loop" }))
    .toHaveTextContent(/makespan6.00.ms/);
  await expect.element(screen.getByRole("button", { name: "Run", exact: true })).toBeEnabled();
});

test("without workers a sentence stands in place of Run, and the rest works", async () => {
  const screen = await show(labOf(picture, { tier: "C" }));
  await expect.element(screen.getByText(/offers no Web Workers/)).toBeVisible();
  await expect
    .element(screen.getByRole("button", { name: "Run", exact: true }))
    .not.toBeInTheDocument();
  await expect.element(screen.getByRole("heading", { name: "What there is to do" })).toBeVisible();
});

test("a growing run goes past React: twenty steps of it render at most once", async () => {
  let grow = (_: number) => {};
  const lab = labOf((request) => {
    const { trace } = stoppedRun(request);
    grow = (settled) =>
      request.onProgress?.({
        phase: "running",
        settled,
        total: 99,
        trace: { ...trace, duration: 4 + settled },
      });
    return whenStopped(request.signal, stoppedRun(request));
  });
  let commits = 0;
  const screen = await render(
    <Profiler id="lab" onRender={() => commits++}>
      <LabProvider value={lab}>
        <LabView chrome="full" controls="full" panels={PANELS} />
      </LabProvider>
    </Profiler>,
  );
  await screen.getByRole("button", { name: "Run", exact: true }).click();
  await expect.element(screen.getByText("A · starting workers")).toBeVisible();
  grow(0);
  await expect.element(screen.getByText("A · 0 of 99 tasks")).toBeVisible();
  commits = 0;
  for (let settled = 1; settled <= 20; settled++) grow(settled);
  expect(lab.store.getState().live?.trace.duration).toBe(24);
  await new Promise(requestAnimationFrame);
  expect(commits).toBeLessThanOrEqual(1);
  lab.stop();
});

test("terms become definitions, and nothing else in a text is markup", async () => {
  const lab = labOf();
  const screen = await show(lab);
  await lab.run();
  const why = screen.getByRole("region", { name: "Why" });
  await expect.element(why).toHaveTextContent("Because of the lanes.");
  expect(why.element().querySelector("dfn")?.textContent).toBe("lanes");
});

test("the whole page fits 320 px, before and after a run", async () => {
  await page.viewport(320, 640);
  const lab = labOf();
  await render(
    <LabProvider value={lab}>
      <App />
    </LabProvider>,
  );
  const { documentElement: root } = document;
  expect(root.scrollWidth).toBeLessThanOrEqual(320);
  await lab.run();
  await new Promise(requestAnimationFrame);
  expect(root.scrollWidth).toBeLessThanOrEqual(320);
  await page.viewport(1280, 800);
});

test("a number counts as it is typed where it may stand, and goes to the nearest when left", async () => {
  const lab = labOf();
  const screen = await show(lab);
  const field = screen.getByRole("spinbutton", { name: "Computing" });
  const knob = () => lab.store.getState().settings.knobs.ms;
  await field.fill("12");
  expect(knob()).toBe(12);
  await field.fill("999");
  expect(knob()).toBe(12);
  await userEvent.keyboard("{Enter}");
  expect(knob()).toBe(50);
  await field.fill("");
  await userEvent.tab();
  expect(knob()).toBe(50);
  await expect.element(field).toHaveValue(50);
});

test("the model, the lanes and the repeats are set by keyboard", async () => {
  const lab = labOf();
  const screen = await show(lab);
  await screen.getByRole("combobox", { name: "Execution model B" }).selectOptions("none");
  (screen.getByRole("slider", { name: "Lanes, slider" }).element() as HTMLElement).focus();
  await userEvent.keyboard("{ArrowRight}");
  (screen.getByRole("radio", { name: "1", exact: true }).element() as HTMLElement).focus();
  await userEvent.keyboard("{ArrowRight}");
  expect(lab.store.getState().settings).toMatchObject({
    models: ["event-loop", "none"],
    lanes: 3,
    repeats: 3,
  });
  await expect.element(screen.getByText(/A · A · A/)).toBeVisible();
});

test("once a knob is turned the question says what its figures are about", async () => {
  const lab = labOf();
  const screen = await show(lab);
  await expect.element(screen.getByText(/as it opens/)).not.toBeInTheDocument();
  const [knob] = pair.knobs;
  if (knob === undefined) throw new Error("the test's scenario has no knob");
  lab.setKnob(knob.id, otherValue(knob));
  await expect
    .element(screen.getByText(new RegExp(`as it opens \\(${knob.label} ${knob.default}`)))
    .toBeVisible();
});
