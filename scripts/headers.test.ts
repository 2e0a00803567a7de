import { expect, test } from "vitest";
import { headersFor, parseHeaders, siteHeaders } from "./headers.mjs";

test("reads the headers of one rule", () => {
  const text = "/*\n  A: 1; b: 2\n  C-D: x\n\n/other\n  E: 3\n";
  expect(parseHeaders(text, "/*")).toEqual({ A: "1; b: 2", "C-D": "x" });
  expect(parseHeaders(text, "/other")).toEqual({ E: "3" });
  expect(parseHeaders(text, "/none")).toEqual({});
});

test("the site isolates itself, lets course pages frame it, and runs no script but its own", () => {
  const headers = siteHeaders();
  expect(headers).toMatchObject({
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Document-Isolation-Policy": "isolate-and-require-corp",
  });
  const policy = headers["Content-Security-Policy"] ?? "";
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toContain("frame-ancestors");
  expect(policy).not.toMatch(/unsafe|https?:|'nonce/);
});

test.each(["/", "/index.html"])(
  "%s is framed by its own site alone, under both policies",
  (path) => {
    const both = headersFor(path)["Content-Security-Policy"];
    expect(both).toBe(`${siteHeaders()["Content-Security-Policy"]}, frame-ancestors 'self'`);
    expect(headersFor("/embed.html")).toEqual(siteHeaders());
  },
);
