/** What a file is that can't be opened, and what its owner can do: two sentences. */
interface Kind {
  readonly is: string;
  readonly advice: string;
}

const OURS = "Open an *.overlap.json file, or a Chrome trace (Trace Event JSON).";

/** First bytes that tell a format. */
const SIGNATURES: readonly (readonly [bytes: readonly number[], kind: Kind])[] = [
  [
    [0x50, 0x4b, 0x03, 0x04],
    { is: "a zip archive", advice: "Unpack it and open the trace inside." },
  ],
  [
    [0x28, 0xb5, 0x2f, 0xfd],
    { is: "compressed by zstd", advice: "Unpack it first, or pack it by gzip." },
  ],
  [
    [0x42, 0x5a, 0x68],
    { is: "compressed by bzip2", advice: "Unpack it first, or pack it by gzip." },
  ],
  [
    [0xfd, 0x37, 0x7a, 0x58],
    { is: "compressed by xz", advice: "Unpack it first, or pack it by gzip." },
  ],
  [[0x89, 0x50, 0x4e, 0x47], { is: "a PNG picture", advice: OURS }],
  [[0xff, 0xd8, 0xff], { is: "a JPEG picture", advice: OURS }],
  [[0x25, 0x50, 0x44, 0x46], { is: "a PDF document", advice: OURS }],
  [
    [0x0a],
    {
      is: "a binary trace, by the look of it one of Perfetto (protobuf)",
      advice: "Perfetto's traceconv makes JSON of it: traceconv json trace.pb trace.json.",
    },
  ],
];

/** Keys near the beginning of a JSON object that tell whose it is. */
const KEYS: readonly (readonly [pattern: RegExp, kind: Kind])[] = [
  [
    /"callFrame"|"timeDeltas"/,
    {
      is: "a CPU profile (*.cpuprofile)",
      advice:
        "A profile holds samples, not slices: record a trace in the Performance panel instead.",
    },
  ],
  [
    /"log"\s*:\s*\{[\s\S]*?"(?:version|creator|entries)"/,
    {
      is: "a HAR file, a log of requests",
      advice:
        "Record a trace in the Performance panel instead: it has the requests and the threads.",
    },
  ],
  [
    /speedscope\.app\/file-format-schema/,
    { is: "a profile of speedscope", advice: "Open what it was made of, if that is a trace." },
  ],
  [
    /"meta"\s*:\s*\{[\s\S]*?"(?:processType|interval|preprocessedProfileVersion)"/,
    {
      is: "a profile of Firefox",
      advice:
        "It holds samples, not slices; a trace of Chromium, Node.js or another program can be opened.",
    },
  ],
];

/**
 * What a file is, as a refusal: what was found and what to do. Never throws.
 * @param head its first bytes
 * @param text its first characters, unpacked
 */
export function refusalOf(head: Uint8Array, text: string): string {
  const { is, advice } = kindOf(head, text);
  return `This file can't be opened: it is ${is}. ${advice}`;
}

export const LIST_OF_RECORDS = `This file can't be opened: it is a list of records, and none of them is an event of a trace. ${OURS}`;

function kindOf(head: Uint8Array, text: string): Kind {
  const start = text.trimStart();
  if (start === "") return head.length === 0 ? { is: "empty", advice: OURS } : BLANK;
  if (/^<(?:!doctype html|html)/i.test(start)) {
    return {
      is: "a web page (HTML)",
      advice:
        "It may be what a download was refused with: open it to see, and save the trace again.",
    };
  }
  if (start.startsWith("<")) return { is: "XML", advice: OURS };
  if (start.startsWith("{"))
    return KEYS.find(([pattern]) => pattern.test(start))?.[1] ?? JSON_OBJECT;
  const signature = SIGNATURES.find(([bytes]) => bytes.every((byte, i) => head[i] === byte));
  if (signature !== undefined && !isText(start)) return signature[1];
  return isText(start) ? { is: "text, but no JSON", advice: OURS } : { is: "binary", advice: OURS };
}

const BLANK: Kind = { is: "blank", advice: OURS };
const JSON_OBJECT: Kind = {
  is: 'JSON, but neither "format": "overlap" nor "traceEvents" is in it',
  advice: OURS,
};

/** No control characters but those of lines, and nothing that was no character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what tells text from bytes
const isText = (text: string): boolean => !/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text);
