const SVG = "http://www.w3.org/2000/svg";

/** By name; null takes an attribute away. */
type Attributes = Readonly<Record<string, string | number | null>>;

/**
 * An SVG element that remembers what it was told: most frames change nothing of it, and an attribute that is written
 * again costs a frame its style, whatever was written. The part of d3-selection that a chart needs in each frame.
 */
export interface Shape<E extends SVGElement = SVGElement> {
  readonly node: E;
  set(attributes: Attributes): void;
  /** shows or hides it; it is shown at first */
  show(on: boolean): void;
  text(words: string): void;
  /** a new element within it */
  add<K extends keyof SVGElementTagNameMap>(
    name: K,
    attributes?: Attributes,
  ): Shape<SVGElementTagNameMap[K]>;
}

export function shape<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
): Shape<SVGElementTagNameMap[K]> {
  const node = document.createElementNS(SVG, name);
  const written = new Map<string, string | number | null>();
  let words = "";
  const made: Shape<SVGElementTagNameMap[K]> = {
    node,
    set(next) {
      for (const name in next) {
        const value = next[name] ?? null;
        if (written.get(name) === value) continue;
        written.set(name, value);
        if (value === null) node.removeAttribute(name);
        else node.setAttribute(name, `${value}`);
      }
    },
    show: (on) => made.set({ display: on ? null : "none" }),
    text(next) {
      if (next !== words) node.textContent = next;
      words = next;
    },
    add(child, own) {
      const added = shape(child, own);
      node.append(added.node);
      return added;
    },
  };
  made.set(attributes);
  return made;
}
