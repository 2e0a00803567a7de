import { parseArgs } from "node:util";

/**
 * Which parts of a command its arguments ask for: those of `--only a,b`, in their own order, or all.
 * @param {readonly string[]} args
 * @param {{ readonly command: string, readonly one: string, readonly names: readonly string[] }} of `command`: as it is typed, `one`: what one part is called
 * @returns {{ readonly names: readonly string[] } | { readonly refused: string }} `refused`: a sentence
 */
export function chosen(args, { command, one, names }) {
  const { values, tokens } = parseArgs({
    args: [...args],
    options: { only: { type: "string" } },
    // what is wrong is told below, not thrown
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const strange = tokens
    .map((token) =>
      token.kind === "positional"
        ? token.value
        : token.kind === "option" && token.name !== "only"
          ? token.rawName
          : undefined,
    )
    .find((text) => text !== undefined);
  if (strange !== undefined) {
    const some = names.includes(strange) ? strange : names.slice(0, 2).join(",");
    return {
      refused: `Unknown argument "${strange}"; to run some ${one}s: ${command} -- --only ${some}`,
    };
  }
  if (values.only === undefined) return { names };
  const there = `here are ${names.join(", ")}.`;
  if (typeof values.only !== "string" || values.only === "") {
    return { refused: `--only: which ${one}? T${there}` };
  }
  const wanted = values.only.split(",");
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    return { refused: `--only: no ${one} ${unknown.join(", ")}; t${there}` };
  }
  return { names: names.filter((name) => wanted.includes(name)) };
}

/**
 * The same of this command. One that asks for what there is not ends with a sentence and exit code 2.
 * @param {Parameters<typeof chosen>[1]} of
 * @returns {readonly string[]}
 */
export function chosenHere(of) {
  const choice = chosen(process.argv.slice(2), of);
  if ("names" in choice) return choice.names;
  console.error(choice.refused);
  process.exit(2);
}
