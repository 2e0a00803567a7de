import { type Field, type Fields, isRecord } from "./field-kinds.ts";

/**
 * The policy of scripts: no nearest valid value, for a typo is an error.
 * @param hint where to look, said after the fault
 * @returns `own` where nothing is given
 * @throws TypeError that names the field
 */
export function strict<T, Own>(
  name: string,
  given: unknown,
  field: Field<T>,
  own: Own,
  hint = "",
): T | Own {
  return given === undefined ? own : required(name, given, field, hint);
}

/** As `strict`, of what can't be left out. */
export function required<T>(name: string, given: unknown, field: Field<T>, hint = ""): T {
  if (given === undefined) throw new TypeError(`${name}: is missing${hint}`);
  const read = field(given);
  if ("value" in read) return read.value;
  throw new TypeError(`${name}: ${read.fault}${hint}`);
}

/** @param path of the object itself, with its dot: "model." @throws TypeError that names a field there is none of */
export function onlyFields(path: string, given: object, fields: readonly string[]): void {
  const unknown = Object.keys(given).find((field) => !fields.includes(field));
  if (unknown === undefined) return;
  throw new TypeError(`${path}${unknown}: there is no such field; there are ${fields.join(", ")}`);
}

/** Those of the fields that are given. @throws TypeError that names the field by its path */
export function partOf<T extends object>(
  path: string,
  given: unknown,
  fields: Fields<T>,
): Partial<T> {
  if (!isRecord(given)) throw new TypeError(`${path}: takes an object`);
  const known = Object.keys(fields) as (keyof T & string)[];
  onlyFields(`${path}.`, given, known);
  const read: Partial<T> = {};
  for (const name of known) {
    const value = strict(`${path}.${name}`, given[name], fields[name], undefined);
    if (value !== undefined) read[name] = value;
  }
  return read;
}

/** All of the fields. @throws TypeError that names the field by its path */
export function wholeOf<T extends object>(path: string, given: unknown, fields: Fields<T>): T {
  const part = partOf(path, given, fields);
  const missing = Object.keys(fields).find((name) => !(name in part));
  if (missing !== undefined) throw new TypeError(`${path}.${missing}: is missing`);
  return part as T;
}
