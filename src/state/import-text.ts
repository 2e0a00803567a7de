/** The text of a file, piece by piece, and how many of its bytes were read. */
export interface FileText {
  readonly pieces: ReadableStreamDefaultReader<string>;
  bytes(): number;
}

/** Unpacks gzip, which it tells by the first two bytes: the name of a file says nothing reliable. */
export async function textOf(file: Blob): Promise<FileText> {
  let bytes = 0;
  const counted = file.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(piece, out) {
        bytes += piece.byteLength;
        out.enqueue(piece);
      },
    }),
  );
  const plain = (await isGzip(file))
    ? counted.pipeThrough(new DecompressionStream("gzip"))
    : counted;
  return { pieces: plain.pipeThrough(new TextDecoderStream()).getReader(), bytes: () => bytes };
}

async function isGzip(file: Blob): Promise<boolean> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return first === 0x1f && second === 0x8b;
}
