import {
  type Envelope,
  type Failed,
  hear,
  type Outgoing,
  type Ready,
  type Resize,
  type Run,
  SOURCE,
  VERSION,
} from "./messages.ts";
import type { Parameters } from "./parameters.ts";

/** The page that frames this one, as far as it can be told something. */
interface HostLink {
  /** To anybody who frames this page. */
  announce(message: Ready | Resize): void;
  /** Over the host's port; else to the origin the address names; else to nobody. */
  report(message: Run | Failed): void;
  /** How `hello` is answered from now on; one that came earlier is answered at once. */
  greet(ready: () => Ready): void;
}

/**
 * Listens from now on: a host may say hello before this page has been drawn. Opened directly, in a tab of its own,
 * the page has no host, and nothing is sent or heard.
 */
export function linkToHost({ id, origin }: Pick<Parameters, "id" | "origin">): HostLink {
  const host = window.parent === window ? undefined : window.parent;
  const envelope: Envelope = { source: SOURCE, v: VERSION, id };
  const enveloped = (message: Outgoing) => ({ ...envelope, ...message });
  let port: MessagePort | undefined;
  let readyNow: (() => Ready) | undefined;

  const answer = (to: MessagePort, message: Outgoing) => to.postMessage(enveloped(message));
  const complain = (to: MessagePort | undefined, why: string) =>
    to && answer(to, { type: "error", code: "bad-message", message: why });

  addEventListener("message", (event) => {
    if (host === undefined || event.source !== host) return;
    if (origin !== undefined && event.origin !== origin) return;
    const heard = hear(event.data);
    const [given] = event.ports;
    switch (heard.is) {
      case "not-ours":
        return;
      case "bad":
        return complain(given ?? port, heard.why);
      case "hello":
        if (given === undefined) return complain(port, "hello: it comes without its port.");
        return converse(given);
      default:
        return heard satisfies never;
    }
  });

  /** The newest port counts: a host that was loaded again has a new one. */
  function converse(given: MessagePort): void {
    port?.close();
    port = given;
    port.onmessage = ({ data }) => {
      const heard = hear(data);
      if (heard.is === "not-ours") return;
      complain(given, heard.is === "bad" ? heard.why : "hello: this port is connected already.");
    };
    if (readyNow !== undefined) answer(port, readyNow());
  }

  return {
    announce: (message) => host?.postMessage(enveloped(message), "*"),
    report(message) {
      if (port !== undefined) answer(port, message);
      else if (origin !== undefined) host?.postMessage(enveloped(message), origin);
    },
    greet(ready) {
      readyNow = ready;
      if (port !== undefined) answer(port, ready());
    },
  };
}
