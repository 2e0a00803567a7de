import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import "../tokens.css";
import "../base.css";
import { createLab } from "../../state/lab.ts";
import { engineOf, find, pictureOf } from "../../state/lab-test-kit.ts";
import { counters } from "../../state/memory-lab-test-kit.ts";
import { LabView, PANELS } from "../lab-view.tsx";
import { LabProvider } from "../use-lab.ts";

beforeEach(() => page.viewport(1280, 800));

async function open(scenario = counters()) {
  const { engine } = engineOf(async (request) => pictureOf(request));
  const lab = createLab({
    engine,
    scenario,
    find: (id) => (id === scenario.id ? scenario : find(id)),
  });
  const screen = await render(
    <LabProvider value={lab}>
      <LabView chrome="full" controls="full" panels={PANELS} />
    </LabProvider>,
  );
  return { lab, screen };
}

test("a memory lab stands in the frame of every scenario, with its own figures and sentences", async () => {
  const { lab, screen } = await open();
  await expect.element(screen.getByRole("heading", { name: "One counter" })).toBeVisible();
  await expect.element(screen.getByText("Nothing is predicted here")).toBeVisible();
  await expect.element(screen.getByRole("spinbutton", { name: "Lanes" })).not.toBeInTheDocument();
  await expect.element(screen.getByText("Sweep: how far")).not.toBeInTheDocument();
  await screen.getByRole("button", { name: "Run", exact: true }).click();
  const plain = screen.getByRole("region", { name: "A: plain" });
  await expect.element(plain.getByText("10", { exact: true })).toBeVisible();
  await expect.element(screen.getByRole("region", { name: "B: atomic" })).toBeVisible();
  await expect.element(screen.getByText("atomic: 20")).toBeVisible();
  await expect.element(screen.getByText(/updates are lost/)).toBeVisible();
  lab.setKnob("times", 50);
  await expect.element(screen.getByText(/From the previous settings/)).toBeVisible();
});

test("it is stopped by the button that started it, and another scenario draws its timelines", async () => {
  const { lab, screen } = await open(
    counters(
      ({ signal }) =>
        new Promise((done) => {
          signal.addEventListener("abort", () => done("stopped"));
        }),
    ),
  );
  await screen.getByRole("button", { name: "Run", exact: true }).click();
  await expect.element(screen.getByText("A memory lab is going on")).toBeVisible();
  await screen.getByRole("button", { name: "Stop" }).click();
  await expect.element(screen.getByRole("button", { name: "Run", exact: true })).toBeVisible();
  lab.setScenario("pair");
  await expect.element(screen.getByRole("region", { name: "A: Event loop" })).toBeVisible();
});
