import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { headersFor } from "../scripts/headers.mjs";

/** The built site; `OVERLAP_DIST` names another folder of this checkout, so that two builds can be tested at once. */
const DIST = fileURLToPath(new URL(`../${process.env.OVERLAP_DIST ?? "dist"}/`, import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

interface ServeOptions {
  /** Folder to serve; the built site unless told. */
  readonly root?: string;
  /** Pages that are not files, by path ("/course.html"), so that a spec can frame the site in its own page. */
  readonly pages?: Readonly<Record<string, string>>;
  /** false: none of the headers of public/_headers, as on a host that knows nothing of them (tier B). */
  readonly headers?: boolean;
  /** Paths answered with 404, as asked at each request: a worker script that was deployed away, say, and comes back. */
  readonly missing?: Pick<RegExp, "test">;
}

export interface Served {
  /** Origin with a trailing slash. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the built site in ways `vite preview` does not. Each call listens on a free port of its own. */
export async function serve(options: ServeOptions = {}): Promise<Served> {
  const { root = DIST, pages = {}, headers = true, missing } = options;
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://host").pathname);
    const file = path.endsWith("/") ? `${path}index.html` : path;
    const body = missing?.test(path) ? undefined : (pages[path] ?? (await read(root, file)));
    response.writeHead(body === undefined ? 404 : 200, {
      ...(headers ? headersFor(path) : {}),
      "Content-Type": TYPES[extname(file)] ?? "application/octet-stream",
    });
    response.end(body ?? "Not found");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** undefined where there is no such file below the root. */
async function read(root: string, path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(join(root, normalize(`/${path}`)));
  } catch {
    return undefined;
  }
}
