import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import "../tokens.css";
import "../base.css";
import {
  EngineError,
  type Machine,
  type RunRequest,
  type RunResult,
} from "../../engine/interface.ts";
import { createLab, type Lab } from "../../state/lab.ts";
import {
  engineOf,
  find,
  pair,
  pictureOf,
  stoppedRun,
  whenStopped,
} from "../../state/lab-test-kit.ts";
import { RunButton } from "../controls/run-button.tsx";
import { LabProvider } from "../use-lab.ts";
import { SweepSection } from "./sweep-section.tsx";

const picture = async (request: RunRequest) => pictureOf(request);
const labs: Lab[] = [];
beforeEach(() => page.viewport(1280, 800));
afterEach(() => {
  for (const lab of labs.splice(0)) lab.dispose();
});

function labOf(
  answer: (request: RunRequest, index: number) => Promise<RunResult> = picture,
  machine: Partial<Machine> = {},
) {
  const { engine } = engineOf(answer);
  const lab = createLab({
    engine: { ...engine, machine: { ...engine.machine, ...machine } },
    scenario: pair,
    find,
  });
  labs.push(lab);
  return lab;
}

async function open(lab: Lab) {
  const screen = await render(
    <LabProvider value={lab}>
      <RunButton />
      <SweepSection />
    </LabProvider>,
  );
  await screen.getByText("Sweep: how far does it scale?").click();
  return screen;
}
type Screen = Awaited<ReturnType<typeof open>>;
const start = (screen: Screen) => screen.getByRole("button", { name: "Start sweep" });
const again = (screen: Screen) => screen.getByRole("button", { name: "Sweep again" });
const run = (screen: Screen) => screen.getByRole("button", { name: "Run", exact: true });

test("opened, it predicts, says what it will do, and measures nothing by itself", async () => {
  const screen = await open(labOf());
  await expect.element(screen.getByText(/Predicted: 2.00× on 2 lanes/)).toBeVisible();
  await expect.element(screen.getByText(/12 runs, at least .* Order by seed 1: 1 /)).toBeVisible();
  await expect
    .element(screen.getByRole("application", { name: "Speedup against lanes, Thread pool" }))
    .toHaveAccessibleDescription(/Nothing is measured yet/);
});

test("a sweep ends in a sentence, its baseline and a table", async () => {
  const screen = await open(labOf());
  await start(screen).click();
  await expect.element(again(screen)).toBeVisible();
  await expect
    .element(screen.getByText(/^This browser reports 2 cores; your jobs scale to 2\./))
    .toBeVisible();
  await expect
    .element(screen.getByText(/with 1 lane: 6.00.ms, the median of 3 runs/))
    .toBeVisible();
  await expect
    .element(screen.getByRole("status"))
    .toHaveTextContent(/Sweep ended. This browser reports/);
  await screen.getByText("The sweep as a table").click();
  await expect.element(screen.getByRole("row", { name: /^2 3 3.00.ms 2.00×/ })).toBeVisible();
});

test("while it measures, Run is refused, progress is told, and Stop keeps what was measured", async () => {
  const lab = labOf((request, index) =>
    index < 2 ? picture(request) : whenStopped(request.signal, stoppedRun(request)),
  );
  const screen = await open(lab);
  await start(screen).click();
  await expect.element(screen.getByText(/Run 3 of 12 · \d lanes?/)).toBeVisible();
  await expect.element(screen.getByRole("progressbar")).toHaveAttribute("value", "2");
  await expect.element(run(screen)).toHaveAttribute("aria-disabled", "true");
  await run(screen).click({ force: true });
  expect(lab.store.getState().phase.is).toBe("idle");
  await screen.getByRole("button", { name: "Stop sweep" }).click();
  await expect.element(again(screen)).toBeVisible();
  await expect.element(again(screen)).toHaveFocus();
  await expect.element(screen.getByText(/^Too few points for a curve/)).toBeVisible();
  await expect.element(screen.getByText("Ended after 2 of 12 runs.")).toBeVisible();
  await expect.element(run(screen)).not.toHaveAttribute("aria-disabled", "true");
});

test("while the lab runs, the sweep waits and says so", async () => {
  const lab = labOf((request) => whenStopped(request.signal, stoppedRun(request)));
  const screen = await open(lab);
  await run(screen).click();
  await expect.element(screen.getByText(/A run is going on: the sweep can start/)).toBeVisible();
  await start(screen).click({ force: true });
  await expect.element(start(screen)).toBeVisible();
  lab.stop();
});

test("a failure is a sentence and what to do", async () => {
  const screen = await open(
    labOf(async (request, index) => {
      if (index === 3) throw new EngineError("worker-lost", "A worker was lost.");
      return pictureOf(request);
    }),
  );
  await start(screen).click();
  await expect
    .element(screen.getByRole("alert"))
    .toHaveTextContent(/A worker was lost\..*measured before is still here/);
  await screen.getByText("The sweep as a table").click();
  await expect.element(screen.getByRole("row", { name: /^1 1 6.00.ms/ })).toBeVisible();
});

test("work is swept under a model of the screen; under any of two where the screen has no pool", async () => {
  const lab = labOf();
  lab.setModel("b", "sequential");
  const screen = await open(lab);
  const plot = (model: string) =>
    screen.getByRole("application", { name: `Speedup against lanes, ${model}` });
  const choice = screen.getByRole("combobox", { name: "Model" });
  await expect.element(plot("Thread pool")).toBeVisible();
  await choice.selectOptions("m-n");
  await expect.element(plot("M:N scheduler")).toBeVisible();
  await start(screen).click();
  await expect.element(again(screen)).toBeVisible();
  lab.setModel("a", "loop-and-pool");
  await choice.selectOptions("loop-and-pool");
  await expect.element(plot("Event loop + worker pool")).toBeVisible();
});

test("other settings have a sweep of their own, and turned back find theirs again", async () => {
  const lab = labOf();
  const screen = await open(lab);
  await start(screen).click();
  await expect.element(again(screen)).toBeVisible();
  const status = screen.getByRole("status");
  await expect.element(status).toHaveTextContent(/^Sweep ended\. This browser reports/);
  lab.setKnob("ms", 9);
  await expect.element(start(screen)).toBeVisible();
  await expect.element(status).toBeEmptyDOMElement();
  lab.setKnob("ms", 3);
  await expect.element(again(screen)).toBeVisible();
  // found again is not ended again
  await expect.element(status).toBeEmptyDOMElement();
});

test("a sweep that ended before it measured anything has nothing more to tell", async () => {
  const lab = labOf((request) => whenStopped(request.signal, stoppedRun(request)));
  const screen = await open(lab);
  await start(screen).click();
  await expect.element(screen.getByRole("status")).toHaveTextContent("Sweep started.");
  await screen.getByRole("button", { name: "Stop sweep" }).click();
  await expect.element(screen.getByRole("status")).toHaveTextContent(/^Sweep ended\.$/);
});

test("another scenario ends the sweep", async () => {
  const lab = labOf((request) => whenStopped(request.signal, stoppedRun(request)));
  const screen = await open(lab);
  await start(screen).click();
  await expect.element(screen.getByRole("button", { name: "Stop sweep" })).toBeVisible();
  lab.setScenario("single");
  await expect.element(start(screen)).toBeVisible();
});

test("sixty-four cores are predicted, and said to be", async () => {
  const screen = await open(labOf());
  await screen.getByRole("radio", { name: "64 cores, predicted" }).click();
  await expect
    .element(screen.getByRole("application", { name: /predicted for 64 cores/ }))
    .toHaveAccessibleDescription(/for 1 to 64 lanes/);
});

test("without workers there is the prediction alone", async () => {
  const screen = await open(labOf(picture, { tier: "C" }));
  await expect.element(screen.getByText(/nothing can be measured, only predicted/)).toBeVisible();
  await expect.element(start(screen)).not.toBeInTheDocument();
});

test("fits 320 px, swept", async () => {
  await page.viewport(320, 640);
  const screen = await open(labOf());
  await start(screen).click();
  await expect.element(again(screen)).toBeVisible();
  await screen.getByText("The sweep as a table").click();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
});
