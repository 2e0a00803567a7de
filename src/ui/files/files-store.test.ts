import { expect, test } from "vitest";
import type { importFile } from "../../state/files/import-file.ts";
import type { ImportOutcome } from "../../state/files/import-types.ts";
import { createExchange } from "./files-store.ts";

type Options = NonNullable<Parameters<typeof importFile>[2]>;

/** An exchange whose reading ends when the test says so. */
function exchangeOf() {
  const asked: { name: string; options: Options; end(outcome: ImportOutcome): void }[] = [];
  const exchange = createExchange(
    (_, name, options = {}) =>
      new Promise((end) => {
        asked.push({ name, options, end });
      }),
  );
  return { exchange, asked, state: exchange.store.getState };
}
const read: ImportOutcome = { ended: "read", runs: [], notes: [], part: undefined };
const blob = new Blob(["[]"]);

test("a file is read, then stands before those opened earlier, until it is closed", async () => {
  const { exchange, asked, state } = exchangeOf();
  for (const name of ["a.json", "b.json"]) {
    const opening = exchange.open(blob, name);
    expect(state().opening).toEqual({ is: "reading", name, progress: undefined });
    asked.at(-1)?.end(read);
    await opening;
  }
  expect(state().opening).toEqual({ is: "idle" });
  expect(state().files.map(({ name }) => name)).toEqual(["b.json", "a.json"]);
  expect(state().opened?.name).toBe("b.json");
  exchange.close(state().files[0]?.id ?? 0);
  expect(state().files.map(({ name }) => name)).toEqual(["a.json"]);
  expect(state().opened).toBeUndefined();
});

test("a first part is shown only if it is wanted", async () => {
  const { exchange, asked, state } = exchangeOf();
  for (const wanted of [false, true]) {
    const opening = exchange.open(blob, "big.json");
    asked.at(-1)?.end({ ...read, part: "Too large." });
    await opening;
    expect(state()).toMatchObject({ opening: { is: "offer" }, files: [] });
    if (wanted) exchange.accept();
    else exchange.cancel();
    expect(state().files).toHaveLength(wanted ? 1 : 0);
    expect(state().opening).toEqual({ is: "idle" });
  }
});

test("a cancel ends the reading, and nothing of it comes later", async () => {
  const { exchange, asked, state } = exchangeOf();
  const opening = exchange.open(blob, "a.json");
  exchange.cancel();
  expect(asked[0]?.options.signal?.aborted).toBe(true);
  asked[0]?.options.onProgress?.({ doing: "reading", read: 1, of: 2, events: 3 });
  asked[0]?.end(read);
  await opening;
  expect(state()).toEqual({ opening: { is: "idle" }, files: [] });
});

test("another file takes the place of the one being read", async () => {
  const { exchange, asked, state } = exchangeOf();
  const first = exchange.open(blob, "a.json");
  const second = exchange.open(blob, "b.json");
  expect(asked[0]?.options.signal?.aborted).toBe(true);
  asked[0]?.end({ ended: "refused", error: "No." });
  asked[1]?.end(read);
  await Promise.all([first, second]);
  expect(state().files.map(({ name }) => name)).toEqual(["b.json"]);
});

test("a refusal keeps what is open", async () => {
  const { exchange, asked, state } = exchangeOf();
  const good = exchange.open(blob, "a.json");
  asked[0]?.end(read);
  await good;
  const bad = exchange.open(blob, "b.json");
  asked[1]?.end({ ended: "refused", error: "No." });
  await bad;
  expect(state().opening).toEqual({ is: "refused", name: "b.json", error: "No." });
  expect(state().files).toHaveLength(1);
});
