import { type FlateError, Gunzip } from "fflate";

/** The text of a file, piece by piece, and how many of its bytes were read. */
export interface FileText {
  readonly pieces: ReadableStreamDefaultReader<string>;
  bytes(): number;
  /** The first bytes, as they lie on the disk: they tell what a file is that can't be opened. */
  readonly head: Uint8Array;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** Enough for every signature and for the first keys of a JSON file. */
const HEAD = 4096;

/**
 * Unpacks gzip, which it tells by the first two bytes: the name of a file says nothing reliable. UTF-8 and UTF-16 are
 * told by their mark or by their zeros. Undefined where not even the first bytes can be read.
 */
export async function textOf(file: Blob): Promise<FileText | undefined> {
  const head = await headOf(file);
  if (head === undefined) return undefined;
  let bytes = 0;
  const counted = file.stream().pipeThrough(
    new TransformStream<Bytes, Bytes>({
      transform(piece, out) {
        bytes += piece.byteLength;
        out.enqueue(piece);
      },
    }),
  );
  const plain = isGzip(head) ? counted.pipeThrough(gunzip()) : counted;
  return { pieces: plain.pipeThrough(decoder()).getReader(), bytes: () => bytes, head };
}

/** A folder that was dropped is a Blob, too, and so is a file that is gone: only reading them tells. */
async function headOf(file: Blob): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  } catch {
    return undefined;
  }
}

/** What fflate calls "invalid gzip data": no member begins here. */
const NO_MEMBER = 6;

const isGzip = ([first, second]: Uint8Array): boolean => first === 0x1f && second === 0x8b;

/**
 * All members of a gzip file, one after the other; logs that were rotated or joined have several, and the platform's
 * DecompressionStream stops after the first. Zeros behind the last one pad a file to whole blocks.
 */
function gunzip(): TransformStream<Bytes, Bytes> {
  let isFilled = false;
  let out: TransformStreamDefaultController<Bytes> | undefined;
  const inflate = new Gunzip((piece) => {
    if (piece.length === 0) return;
    isFilled = true;
    out?.enqueue(piece as Bytes);
  });
  let ended = false;
  const push = (piece: Bytes, isLast: boolean) => {
    if (ended) return;
    try {
      inflate.push(piece, isLast);
    } catch (error) {
      // what follows a whole member and is none itself is padding
      if (!isFilled || (error as Partial<FlateError>).code !== NO_MEMBER) {
        throw error;
      }
      ended = true;
    }
  };
  return new TransformStream<Bytes, Bytes>({
    start(controller) {
      out = controller;
    },
    transform: (piece) => push(piece, false),
    flush: () => push(new Uint8Array(0), true),
  });
}

/** By the mark at the beginning, else by where the zeros of the first character lie. */
function encodingOf([first, second]: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first !== 0 && second === 0) return "utf-16le";
  return first === 0 && second !== 0 && second !== undefined ? "utf-16be" : "utf-8";
}

/** Bytes to text, in the encoding of the first piece. */
function decoder(): TransformStream<Bytes, string> {
  let text: TextDecoder | undefined;
  return new TransformStream<Bytes, string>({
    transform(piece, out) {
      text ??= new TextDecoder(encodingOf(piece));
      out.enqueue(text.decode(piece, { stream: true }));
    },
    flush(out) {
      const rest = text?.decode() ?? "";
      if (rest !== "") out.enqueue(rest);
    },
  });
}
