import type { Field } from "./field-kinds.ts";

/**
 * The policy of links and embeds: the nearest valid value, and a sentence that says so. Never throws.
 * @param own what stands in where nothing is given, or nothing near
 * @param warnings gets the sentence
 * @param ending how it ends
 */
export function lenient<T, Own>(
  name: string,
  given: unknown,
  field: Field<T>,
  own: Own,
  warnings: string[],
  ending = (used: T | Own): string => `, ${used} is used`,
): T | Own {
  if (given === undefined) return own;
  const read = field(given);
  if ("value" in read) return read.value;
  const used = read.nearest ?? own;
  warnings.push(`${name}: ${read.fault}${ending(used)}.`);
  return used;
}
