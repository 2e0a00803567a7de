import type { WaitKind } from "../types.ts";

const oneOf = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** Whole words in names of async slices that tell what is waited for; the first line that has one counts. */
const TELLING: readonly (readonly [WaitKind, ReadonlySet<string>])[] = [
  ["database", oneOf("sql sqlite mysql postgres query database db redis mongo mongodb")],
  [
    "network",
    oneOf("net network http https tcp udp tls ssl quic socket websocket dns url fetch xhr"),
  ],
  ["network", oneOf("resource request download upload connect connection")],
  ["disk", oneOf("disk file fs stat fstat lstat")],
  ["timer", oneOf("timer timeout interval sleep delay")],
  // what Node.js calls them, each one word
  ["network", oneOf("tcpwrap tcpserverwrap tcpconnectwrap tlswrap udpwrap udpsendwrap")],
  ["network", oneOf("dnschannel getaddrinforeqwrap getnameinforeqwrap querywrap")],
  ["network", oneOf("httpclientrequest httpincomingmessage")],
  ["disk", oneOf("fsreqcallback fsreqpromise fseventwrap filehandle statwatcher")],
];

interface Named {
  readonly name: string;
  readonly category: string;
}

/** What an async slice waits for: a guess by its name, else by its category; undefined where neither tells. */
export const waitKindOf = ({ name, category }: Named): WaitKind | undefined =>
  kindIn(wordsOf(name)) ?? kindIn(wordsOf(category));

const kindIn = (words: readonly string[]): WaitKind | undefined =>
  TELLING.find(([, telling]) => words.some((word) => telling.has(word)))?.[0];

/** "URLRequest", "url_request" and "url request" are the same two words. */
function wordsOf(text: string): readonly string[] {
  const words = text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? [];
  return words.map((word) => word.toLowerCase());
}
