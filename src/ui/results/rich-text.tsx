import { Fragment } from "react";

/** Plain text with **terms** as `<dfn>`: no other markup is understood, so nothing can be injected. */
export function RichText({ text }: { text: string }) {
  return text.split("**").map((part, i) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts never move
    i % 2 === 1 ? <dfn key={i}>{part}</dfn> : <Fragment key={i}>{part}</Fragment>,
  );
}
