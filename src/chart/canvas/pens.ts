import { FONT_STACK, TEXT_PX } from "../style/font.ts";
import { type MarkState, tokenOf } from "../style/looks.ts";
import { css, inkOn, mix, type Palette, type Rgba, type Token } from "../style/palette.ts";
import { dotted, type Fill, groundOf, hatched, textured } from "../style/pattern.ts";

/** Everything a canvas needs to draw states, made once per palette and pixel ratio. */
export interface Pens {
  readonly dpr: number;
  readonly palette: Palette;
  readonly surface: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly font: string;
  /** solid colour of a state: outlines, rails, marks too small for a pattern */
  solid(state: MarkState): string;
  /** what fills the inside of a state other than running */
  fill(state: MarkState): Fill;
  /** what fills a state whose mark is too low for its edges or its rail */
  flat(state: MarkState): Fill;
  /** solid colour of running bars and the ink that reads on it */
  running(tint: Token): { readonly fill: string; readonly faint: string; readonly ink: string };
}

export function makePens(palette: Palette, dpr: number): Pens {
  const tokens = Object.keys(palette) as Token[];
  const solid = new Map(tokens.map((token) => [token, css(palette[token])]));
  const bars = new Map(tokens.map((token) => [token, barPens(palette[token], palette.surface)]));
  const hatch = hatched(palette.waiting, mix(palette.waiting, palette.surface, 0.14), dpr);
  const dots = dotted(palette.queued, palette.surface, dpr);
  const ready = css(mix(palette.ready, palette.surface, 0.22));
  const flat = new Map<MarkState, Fill>(
    (["blocked", "ready", "queued"] as const).map((state) => [
      state,
      textured(state, palette[state], mix(palette[state], palette.surface, groundOf(state)), dpr),
    ]),
  );
  const of = (token: Token): string => solid.get(token) ?? "";
  const running = barPens(palette.running, palette.surface);
  return {
    dpr,
    palette,
    surface: of("surface"),
    ink: of("ink"),
    inkSoft: of("inkSoft"),
    font: `500 ${TEXT_PX * dpr}px ${FONT_STACK}`,
    solid: (state) => of(tokenOf[state]),
    flat: (state) => flat.get(state) ?? of(tokenOf[state]),
    running: (tint) => bars.get(tint) ?? running,
    fill: (state) => {
      switch (state) {
        case "running":
          return of("running");
        case "waiting":
          return hatch;
        case "blocked":
        case "preempted":
          return of("surface");
        case "ready":
          return ready;
        case "queued":
          return of("queued");
        case "starting":
          return dots;
        default:
          return state satisfies never;
      }
    },
  };
}

const barPens = (colour: Rgba, surface: Rgba) => ({
  fill: css(colour),
  faint: css(mix(colour, surface, 0.2)),
  ink: css(inkOn(colour)),
});
