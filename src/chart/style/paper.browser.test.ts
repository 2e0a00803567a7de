import { afterEach, expect, test } from "vitest";
import { createSurface } from "../canvas/surface.ts";
import { luminance, type Palette } from "./palette.ts";
import { PAPER_PX } from "./paper.ts";

const hosts: HTMLElement[] = [];
afterEach(() => {
  dispatchEvent(new Event("afterprint"));
  delete document.documentElement.dataset.theme;
  for (const host of hosts.splice(0)) host.remove();
});

/** A surface of 300 px on a dark page. `drawn`: what each picture was drawn with. */
function dark() {
  const host = document.createElement("div");
  host.style.width = "300px";
  host.style.colorScheme = "dark";
  const root = document.createElement("div");
  host.append(root);
  document.body.append(host);
  hosts.push(host);
  const drawn: { readonly width: number; readonly palette: Palette; readonly dpr: number }[] = [];
  const surface = createSurface(root, () => {
    const { pens } = surface.begin(40);
    drawn.push({ width: surface.width(), palette: surface.palette(), dpr: pens.dpr });
  });
  return { host, surface, drawn, canvas: host.querySelector("canvas") };
}

test("before it is printed a chart is drawn light, sharp and as wide as the paper; at once", () => {
  const { surface, drawn, canvas } = dark();
  expect(luminance(surface.palette().surface)).toBeLessThan(0.1);
  dispatchEvent(new Event("beforeprint"));
  expect(drawn).toHaveLength(1);
  expect(drawn[0]?.width).toBe(PAPER_PX);
  expect(luminance(drawn[0]?.palette.surface ?? surface.palette().ink)).toBeGreaterThan(0.9);
  expect(drawn[0]?.dpr).toBeGreaterThanOrEqual(3);
  expect(canvas?.getBoundingClientRect().width).toBe(PAPER_PX);
  surface.destroy();
});

test("after it, the screen has its colours and its width again", () => {
  const { surface, drawn, canvas } = dark();
  dispatchEvent(new Event("beforeprint"));
  dispatchEvent(new Event("afterprint"));
  expect(drawn[1]?.width).toBe(300);
  expect(luminance(surface.palette().surface)).toBeLessThan(0.1);
  expect(canvas?.getBoundingClientRect().width).toBe(300);
  surface.destroy();
});

test("a destroyed chart is not drawn for paper", () => {
  const { surface, drawn } = dark();
  surface.destroy();
  dispatchEvent(new Event("beforeprint"));
  expect(drawn).toEqual([]);
});
