import { describe, expect, test } from "vitest";
import type { Scenario } from "../scenario/scenario.ts";
import { createLab } from "./lab.ts";
import { engineOf, find, pair, pictureOf, single, whenStopped } from "./lab-test-kit.ts";

const late: Scenario = { ...pair, id: "late", title: "Comes late" };
const later: Scenario = { ...pair, id: "later", title: "Comes later" };

/** A lab whose `pair` and `single` are there; the bodies of `late` and `later` come, or do not, when told. */
function labOf(engine = engineOf(async (request) => pictureOf(request)).engine) {
  const asked: { readonly id: string; come(scenario: Scenario): void; fail(): void }[] = [];
  const loaded = new Map<string, Scenario>();
  const lab = createLab({
    engine,
    scenario: pair,
    find: (id) => find(id) ?? loaded.get(id),
    load(id) {
      if (id !== "late" && id !== "later") return undefined;
      return new Promise((come, fail) =>
        asked.push({
          id,
          come(scenario) {
            loaded.set(id, scenario);
            come(scenario);
          },
          fail: () => fail(new Error("It did not come.")),
        }),
      );
    },
  });
  const state = () => lab.store.getState();
  return { lab, asked, state };
}

/** What was promised has settled. */
const turn = () => new Promise((done) => setTimeout(done, 0));

describe("a scenario whose body is not there", () => {
  test("is opened when it has come, and the one before stays until then", async () => {
    const { lab, asked, state } = labOf();
    lab.setKnob("ms", 9);
    expect(lab.setScenario("late")).toBe(true);
    expect(state().opening).toEqual({ is: "loading", scenario: "late" });
    expect(state().scenario.id).toBe("pair");
    lab.setKnob("ms", 7);
    expect((await lab.run()).ended).toBe("complete");
    asked[0]?.come(late);
    await turn();
    expect(state().scenario.id).toBe("late");
    expect(state().settings).toMatchObject({ scenario: "late", knobs: { ms: 3 } });
    expect(state().opening).toBeUndefined();
    lab.setScenario("pair");
    expect(state().settings.knobs).toEqual({ ms: 7 });
  });

  test("is there at once the next time", async () => {
    const { lab, asked, state } = labOf();
    lab.setScenario("late");
    asked[0]?.come(late);
    await turn();
    lab.setScenario("pair");
    lab.setScenario("late");
    expect(state().scenario.id).toBe("late");
    expect(asked).toHaveLength(1);
  });

  test("that does not come is a sentence; the one before stays, and it can be asked for again", async () => {
    const { lab, asked, state } = labOf();
    lab.setScenario("late");
    asked[0]?.fail();
    await turn();
    expect(state().opening).toEqual({
      is: "failed",
      scenario: "late",
      sentence: "It did not come.",
    });
    expect(state().scenario.id).toBe("pair");
    expect((await lab.run()).ended).toBe("complete");
    lab.setScenario("late");
    expect(state().opening).toEqual({ is: "loading", scenario: "late" });
    asked[1]?.come(late);
    await turn();
    expect(state()).toMatchObject({ scenario: { id: "late" }, opening: undefined });
  });

  test("that did not come can be put away", async () => {
    const { lab, asked, state } = labOf();
    lab.setScenario("late");
    asked[0]?.fail();
    await turn();
    lab.cancelOpening();
    expect(state().opening).toBeUndefined();
  });

  test("there is none of: false, and nothing is asked for", () => {
    const { lab, state } = labOf();
    expect(lab.setScenario("nonsense")).toBe(false);
    expect(state().opening).toBeUndefined();
  });
});

describe("what was asked for last counts", () => {
  test("of two that come in the other order", async () => {
    const { lab, asked, state } = labOf();
    lab.setScenario("late");
    lab.setScenario("later");
    asked[1]?.come(later);
    await turn();
    asked[0]?.come(late);
    await turn();
    expect(state().scenario.id).toBe("later");
  });

  test("one that is there, while another is on its way; the very one shown, too", async () => {
    const { lab, asked, state } = labOf();
    lab.setScenario("late");
    lab.setScenario("single");
    expect(state()).toMatchObject({ scenario: single, opening: undefined });
    lab.setScenario("later");
    lab.setScenario("single");
    for (const one of asked) one.come(one.id === "late" ? late : later);
    await turn();
    expect(state()).toMatchObject({ scenario: single, opening: undefined });
  });

  test("also of a failure: one that came to nothing meanwhile is not told", async () => {
    const { lab, asked, state } = labOf();
    lab.setScenario("late");
    lab.setScenario("later");
    asked[0]?.fail();
    await turn();
    expect(state().opening).toEqual({ is: "loading", scenario: "later" });
  });
});

test("who opens a scenario may act in the turn in which it opens", async () => {
  const { lab, asked, state } = labOf();
  const seen: string[] = [];
  const arrival = (scenario: Scenario, enter: () => void) => {
    seen.push(`${scenario.id} while ${state().scenario.id}`);
    enter();
    lab.set({ seed: 7 });
  };
  lab.setScenario("late", arrival);
  expect(seen).toEqual([]);
  asked[0]?.come(late);
  await turn();
  expect(seen).toEqual(["late while pair"]);
  expect(state().settings).toMatchObject({ scenario: "late", seed: 7 });
});

test("a run goes on while a scenario is on its way, and ends when it opens", async () => {
  const { engine } = engineOf((request) => whenStopped(request.signal, pictureOf(request)));
  const { lab, asked, state } = labOf(engine);
  const running = lab.run();
  lab.setScenario("late");
  await turn();
  expect(state().phase).toMatchObject({ is: "running", stopping: false });
  asked[0]?.come(late);
  await running;
  expect(state().scenario.id).toBe("late");
});

test("a lab that is let go opens nothing any more", async () => {
  const { lab, asked, state } = labOf();
  lab.setScenario("late");
  lab.dispose();
  asked[0]?.come(late);
  await turn();
  expect(state().scenario.id).toBe("pair");
});
