import { Profiler } from "react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import "../tokens.css";
import "../base.css";
import { createLab, type Lab } from "../../state/lab.ts";
import { engineOf, find, pair, pictureOf } from "../../state/lab-test-kit.ts";
import { Sides } from "../timelines/sides.tsx";
import { LabProvider } from "../use-lab.ts";

const labs: Lab[] = [];
beforeEach(() => page.viewport(1280, 900));
afterEach(() => {
  for (const lab of labs.splice(0)) lab.dispose();
});

/** Side a takes 600 ms one after the other (A then B), side b 300 ms side by side. */
async function show(onRender = () => {}) {
  const { engine } = engineOf(async (request) => pictureOf(request, 100));
  const lab = createLab({ engine, scenario: pair, find });
  labs.push(lab);
  const screen = await render(
    <LabProvider value={lab}>
      <Profiler id="sides" onRender={onRender}>
        <Sides scenario={pair} strip />
      </Profiler>
    </LabProvider>,
  );
  await lab.run();
  const key = (name: string | RegExp) => screen.getByRole("button", { name, exact: true });
  await expect.element(key("Play")).toBeVisible();
  const until = () => lab.timeView.store.getState().until;
  const slider = screen.getByRole("slider", { name: "Time of the replay" });
  const sentences = screen.getByRole("list", { name: "At this time" });
  return { lab, screen, key, until, slider, sentences };
}

test("steps go from event to event and back, on all sides at once, and say what happened", async () => {
  const { key, until, sentences, slider } = await show();
  await key(/^Step to the next/).click();
  await expect.element(sentences).toHaveTextContent("A predicted: 1 executing, 1 still to come");
  await key(/^Step to the next/).click();
  expect(until()).toBe(300);
  await expect.element(sentences).toHaveTextContent(/1 executing, 1 done/);
  await expect.element(sentences).toHaveTextContent(/ended at 300.ms: 0 executing, 2 done/);
  await expect
    .element(slider)
    .toHaveAttribute("aria-valuetext", expect.stringMatching(/^300.ms of 600.ms$/));
  await key(/^Step back/).click();
  expect(until()).toBe(0);
  await expect.element(sentences).toHaveTextContent(/B predicted: 2 executing/);
});

test("what is later is faded on every timeline, and shown again when the replay ends", async () => {
  const { key, screen } = await show();
  const playheads = () =>
    [...screen.container.querySelectorAll('[data-part="playhead"]')].map(
      (playhead) => playhead.getAttribute("display") ?? "shown",
    );
  expect(playheads()).toEqual(["none", "none"]);
  await key(/^Step to the next/).click();
  await expect.poll(playheads).toEqual(["shown", "shown"]);
  await key("End replay").click();
  await expect.poll(playheads).toEqual(["none", "none"]);
  await expect.element(screen.getByRole("combobox", { name: "Speed" })).toHaveFocus();
});

test("plays by itself only when asked, to the end, without a render for each picture", async () => {
  let renders = 0;
  const { key, until, screen } = await show(() => {
    renders += 1;
  });
  expect(until()).toBeUndefined();
  await screen.getByRole("combobox", { name: "Speed" }).selectOptions("1×");
  renders = 0;
  let pictures = 0;
  const leave = labs[0]?.timeView.store.subscribe(() => {
    pictures += 1;
  });
  await key("Play").click();
  await expect.poll(until, { timeout: 10_000 }).toBe(600);
  await expect.element(key("Play")).toBeVisible();
  leave?.();
  expect(pictures).toBeGreaterThan(renders);
});

test("with the focus in the transport, space plays and pauses, comma and full stop step, Escape ends", async () => {
  const { key, until, slider } = await show();
  slider.element().focus();
  await userEvent.keyboard(".");
  expect(until()).toBe(0);
  await userEvent.keyboard(".");
  expect(until()).toBe(300);
  await userEvent.keyboard(",");
  expect(until()).toBe(0);
  await userEvent.keyboard(" ");
  await expect.element(key("Pause")).toBeVisible();
  await userEvent.keyboard(" ");
  await expect.element(key("Play")).toBeVisible();
  expect(until()).toBeLessThan(600);
  await userEvent.keyboard("{Escape}");
  expect(until()).toBeUndefined();
});

test("space on a button presses that button, nothing else", async () => {
  const { key, until } = await show();
  key(/^Step to the next/)
    .element()
    .focus();
  await userEvent.keyboard(" ");
  expect(until()).toBe(0);
  await expect.element(key("Play")).toBeVisible();
});

test("scrubbing stands at any time; every lane and task is listed there", async () => {
  const { slider, screen, until } = await show();
  await slider.fill("450");
  expect(until()).toBe(450);
  await screen.getByText("Every lane and task at this time").click();
  const a = screen.getByRole("region", { name: "A, Event loop" }).last();
  await expect.element(a).toHaveTextContent(/L0executing B/);
  await expect.element(a).toHaveTextContent(/AdoneBexecuting on L0/);
});

test("two steps that are microseconds apart are said to be at two times", async () => {
  const { slider } = await show();
  for (const at of ["450.11", "450.138"]) {
    await slider.fill(at);
    await expect.element(slider).toHaveAttribute("aria-valuetext", `${at}\u202fms of 600\u202fms`);
  }
});

test("zoomed timelines move on with the replay", async () => {
  const { lab, slider } = await show();
  lab.timeView.show([0, 100], "jump");
  await slider.fill("450");
  const [from = 0, to = 0] = lab.timeView.store.getState().domain ?? [];
  expect(from).toBeLessThanOrEqual(450);
  expect(to).toBeGreaterThanOrEqual(450);
  expect(to - from).toBeCloseTo(100);
});

test("moving on with the replay is no step that the reader goes back through", async () => {
  const { lab, slider } = await show();
  lab.timeView.show([0, 100], "jump");
  await slider.fill("250");
  await slider.fill("450");
  await slider.fill("100");
  expect(lab.timeView.store.getState().history).toEqual([undefined]);
});

test("a new run ends the replay, and replays what it measured", async () => {
  const { lab, key, until, slider } = await show();
  await key(/^Step to the next/).click();
  lab.setKnob("ms", 9);
  await lab.run();
  await expect.element(key("Play")).toBeVisible();
  expect(until()).toBeUndefined();
  await expect.element(slider).toHaveAttribute("max", "600");
});

test("fits 320 px, begun", async () => {
  await page.viewport(320, 640);
  const { key } = await show();
  await key(/^Step to the next/).click();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
});
