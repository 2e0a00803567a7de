/** May hold a number of more digits than a double keeps: told in one quick pass, since few files do. */
const MAY_BE_LONG = /\d{16}|\d[\d.]{16}/;

const TEXT_OR_LONG_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.]{15,}(?![\d.eE+-])/gs;

/**
 * The same JSON with each number as a text that a double can't hold: `JSON.parse` would round it. Times since the
 * epoch in µs lose their nanoseconds that way, and ids of 64 bits fall together.
 */
function keepLongNumbers(json: string): string {
  if (!MAY_BE_LONG.test(json)) return json;
  return json.replace(TEXT_OR_LONG_NUMBER, (found) =>
    found[0] === '"' || String(Number(found)) === found ? found : `"${found}"`,
  );
}

/** Undefined for what is no JSON, not even with null for the NaN and Infinity that Python writes. */
export function parsedJson(json: string): unknown {
  const kept = keepLongNumbers(json);
  return (
    attempt(() => JSON.parse(kept)) ??
    attempt(() =>
      JSON.parse(kept.replace(TEXT_OR_NAN, (found) => (found[0] === '"' ? found : "null"))),
    )
  );
}

const TEXT_OR_NAN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity)\b/gs;

function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}
