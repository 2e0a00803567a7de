import { expect, it } from "vitest";
import { shape } from "./svg.ts";

it("writes what it is told, and nothing that it was told before", async () => {
  const svg = shape("svg");
  const line = svg.add("line", { x1: 1, "stroke-width": 2 });
  const seen: string[] = [];
  const observer = new MutationObserver((changes) =>
    seen.push(...changes.map(({ attributeName, type }) => attributeName ?? type)),
  );
  observer.observe(svg.node, { attributes: true, childList: true, subtree: true });
  line.set({ x1: 1, x2: 5 });
  line.show(true);
  line.show(false);
  line.show(false);
  line.show(true);
  line.text("a");
  line.text("a");
  await Promise.resolve();
  expect(seen).toEqual(["x2", "display", "display", "childList"]);
  expect(line.node.outerHTML).toBe('<line x1="1" stroke-width="2" x2="5">a</line>');
});
