import type { Scenario, Variant } from "./scenario.ts";

/** The variant of that id; undefined where the scenario has none of it. */
export const variantOf = (
  { variants }: Pick<Scenario, "variants">,
  id: unknown,
): Variant | undefined => variants?.all.find((variant) => variant.id === id);

/**
 * One variant for each side of the scenario: the one asked for where there is it, else the scenario's own.
 * Undefined for a scenario without variants.
 * @param asked ids by side, in the order of `models`; from links and scripts, so they may be anything
 */
export function resolveVariants(
  scenario: Pick<Scenario, "models" | "variants">,
  asked: readonly unknown[] = [],
): readonly string[] | undefined {
  const { models, variants } = scenario;
  return (
    variants && models.map((_, i) => (variantOf(scenario, asked[i]) ?? ownVariant(variants, i)).id)
  );
}

const ownVariant = ({ all, sides }: NonNullable<Scenario["variants"]>, side: number): Variant =>
  all.find(({ id }) => id === sides[side]) ?? all[0];

/** What a side is called: "Event loop", "Event loop, bounded". */
export const sideLabel = (
  model: { readonly label: string },
  variant: Pick<Variant, "label"> | undefined,
): string => (variant === undefined ? model.label : `${model.label}, ${variant.label}`);
