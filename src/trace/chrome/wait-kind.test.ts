import { expect, test } from "vitest";
import { waitKindOf } from "./wait-kind.ts";

test.each([
  ["TCPWRAP", "network"],
  ["TCPCONNECTWRAP", "network"],
  ["TLSWRAP", "network"],
  ["PIPEWRAP", undefined],
  ["GETADDRINFOREQWRAP", "network"],
  ["QUERYWRAP", "network"],
  ["DNSCHANNEL", "network"],
  ["HTTPCLIENTREQUEST", "network"],
  ["HTTPINCOMINGMESSAGE", "network"],
  ["FSREQCALLBACK", "disk"],
  ["FSREQPROMISE", "disk"],
  ["STATWATCHER", "disk"],
  ["Timeout", "timer"],
  ["Immediate", undefined],
  ["ResourceSendRequest", "network"],
  ["URLRequest", "network"],
  ["HTTP2_SESSION", "network"],
  ["SOCKET_ALIVE", "network"],
  ["FileReader", "disk"],
  ["disk_cache", "disk"],
  ["IndexedDB", "database"],
  ["sqlQuery", "database"],
  ["setTimeout", "timer"],
  ["state", undefined],
  ["status", undefined],
  ["CPUProfile", undefined],
  ["planet", undefined],
  ["networkx", undefined],
  ["AnimationFrame", undefined],
  ["", undefined],
])("%s waits for %s", (name, kind) => {
  expect(waitKindOf({ name, category: "" })).toBe(kind);
});

test("the name tells first, then the category", () => {
  expect(waitKindOf({ name: "readFile", category: "net" })).toBe("disk");
  expect(waitKindOf({ name: "GET /", category: "node,node.net" })).toBe("network");
  expect(waitKindOf({ name: "lookup", category: "node,node.dns,node.dns.native" })).toBe("network");
  expect(waitKindOf({ name: "x", category: "__proto__,constructor" })).toBe(undefined);
});
