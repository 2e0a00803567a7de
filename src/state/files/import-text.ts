/** The text of a file, piece by piece, and how many of its bytes were read. */
export interface FileText {
  readonly pieces: ReadableStreamDefaultReader<string>;
  bytes(): number;
}

/**
 * Unpacks gzip, which it tells by the first two bytes: the name of a file says nothing reliable. Undefined where not
 * even these can be read.
 */
export async function textOf(file: Blob): Promise<FileText | undefined> {
  const head = await headOf(file);
  if (head === undefined) return undefined;
  let bytes = 0;
  const counted = file.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(piece, out) {
        bytes += piece.byteLength;
        out.enqueue(piece);
      },
    }),
  );
  const plain = isGzip(head) ? counted.pipeThrough(new DecompressionStream("gzip")) : counted;
  return { pieces: plain.pipeThrough(new TextDecoderStream()).getReader(), bytes: () => bytes };
}

/** A folder that was dropped is a Blob, too, and so is a file that is gone: only reading them tells. */
async function headOf(file: Blob): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await file.slice(0, 2).arrayBuffer());
  } catch {
    return undefined;
  }
}

const isGzip = ([first, second]: Uint8Array): boolean => first === 0x1f && second === 0x8b;
