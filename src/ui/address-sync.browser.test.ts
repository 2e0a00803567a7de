import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SCENARIOS, scenarioById } from "../scenario/catalogue-test-kit.ts";
import { writeHash } from "../state/address/url.ts";
import { createLab, type Lab } from "../state/lab.ts";
import { engineOf, pictureOf } from "../state/lab-test-kit.ts";
import { bindAddress } from "./address-sync.ts";

/** The test page's own address, put back after each test. */
const home = location.href;
let lab: Lab;
let ran: readonly string[];
let unbind: () => void;

beforeEach(() => {
  const kit = engineOf(async (request) => pictureOf(request));
  ran = kit.ran;
  history.replaceState(null, "", "?scenario=two-tasks&a=event-loop&b=thread-pool");
  lab = createLab({ engine: kit.engine, scenario: scenarioById("two-tasks") ?? SCENARIOS[0] });
  unbind = bindAddress(lab);
});
afterEach(() => {
  unbind();
  history.replaceState(null, "", home);
});

const settings = () => lab.store.getState().settings;

test("a changed setting replaces the address and makes no step in the history", async () => {
  const steps = history.length;
  lab.setKnob("pieces", 4);
  lab.setView("tasks");
  await vi.waitFor(() => expect(location.search).toContain("pieces=4"));
  expect(location.search).toContain("view=tasks");
  expect(history.length).toBe(steps);
});

test("another scenario is a step back to what was set before", async () => {
  lab.setKnob("pieces", 4);
  lab.setScenario("fib");
  expect(location.search).toContain("scenario=fib");
  history.back();
  await vi.waitFor(() => expect(settings().scenario).toBe("two-tasks"));
  expect(settings().knobs).toMatchObject({ pieces: 4 });
  history.forward();
  await vi.waitFor(() => expect(settings().scenario).toBe("fib"));
});

test("what the timelines show is in the address, and comes back with it", async () => {
  lab.timeView.show([12.5, 80], "smooth");
  await vi.waitFor(() => expect(location.search).toContain("zoom=12.5-80"));
  lab.setScenario("fib");
  expect(location.search).not.toContain("zoom");
  history.back();
  await vi.waitFor(() => expect(lab.timeView.store.getState().domain).toEqual([12.5, 80]));
  lab.timeView.show(undefined, "jump");
  await vi.waitFor(() => expect(location.search).not.toContain("zoom"));
});

test("a pasted whole state is opened, read and never run", async () => {
  location.hash = await writeHash({ ...settings(), seed: 77, lanes: 1 }, [5, 50]);
  await vi.waitFor(() => expect(settings()).toMatchObject({ seed: 77, lanes: 1 }));
  expect(lab.timeView.store.getState().domain).toEqual([5, 50]);
  await vi.waitFor(() => expect(location.hash).toBe(""));
  expect(location.search).toContain("seed=77");
  expect(ran).toEqual([]);
});

test("a damaged state changes nothing but says so", async () => {
  const before = settings();
  location.hash = "#s=1.nonsense!";
  await vi.waitFor(() => expect(lab.store.getState().notices).toHaveLength(1));
  expect(settings()).toEqual(before);
});

test("a place on the page is no state", async () => {
  lab.setKnob("pieces", 4);
  location.hash = "#lab";
  await new Promise((done) => setTimeout(done, 50));
  expect(settings().knobs).toMatchObject({ pieces: 4 });
  expect(lab.store.getState().notices).toEqual([]);
});
