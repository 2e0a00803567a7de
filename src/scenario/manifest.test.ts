import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { entryById, loadScenario, ScenarioLoadError, scenarioById } from "./catalogue.ts";
import { MANIFEST } from "./manifest.ts";

test("every body has a line in the manifest, and every line a body of its id", () => {
  const folder = fileURLToPath(new URL("catalogue", import.meta.url));
  const files = readdirSync(folder).filter((name) => !/\.test\.ts$/.test(name));
  expect(files.map((name) => name.replace(".ts", "")).sort()).toEqual(
    MANIFEST.map(({ id }) => id).sort(),
  );
});

describe.each(MANIFEST.map((entry) => [entry.id, entry] as const))("%s", (id, entry) => {
  test("is its line and its body, and the same object ever after", async () => {
    const scenario = await loadScenario(id);
    const { words: _, load, ...head } = entry;
    expect(scenario).toEqual({ ...head, ...(await load()).body });
    expect(scenarioById(id)).toBe(scenario);
    expect(await loadScenario(id)).toBe(scenario);
  });

  test("goes on to a scenario that there is", async () => {
    expect(entryById((await loadScenario(id))?.next ?? "")).toBeDefined();
  });

  test("has words to find it by that its title does not have", () => {
    const words = entry.words.split(" ");
    expect(words.length).toBeGreaterThan(2);
    expect(new Set(words).size).toBe(words.length);
    for (const word of words) expect(entry.title.split(" ")).not.toContain(word);
  });

  test("takes little of the first load", () => {
    // gzipped the loader adds some 40 bytes; what counts is measured on the built site
    const { id: _, load: __, models, ...words } = entry;
    expect(JSON.stringify({ ...words, models }).length).toBeLessThan(260);
  });
});

test("there is nothing to load of an unknown id, or of a name every object has", () => {
  expect(loadScenario("nope")).toBeUndefined();
  expect(loadScenario("constructor")).toBeUndefined();
});

test("a body that does not come is a sentence for whoever asked for it", () => {
  const { message } = new ScenarioLoadError("Two tasks", new TypeError("Failed to fetch"));
  expect(message).toMatch(/^“Two tasks” could not be loaded: .*\.$/);
});
