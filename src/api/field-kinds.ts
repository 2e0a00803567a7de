import { MAX_TIME, shown } from "../plan/check-values.ts";
import type { Ms } from "../trace/types.ts";

export { shown };

/**
 * What a field turned out to be: its value; or what is wrong, as it is said after the field's name, and the nearest
 * valid value where there is one nearer than the field's usual.
 */
type Reading<T> =
  | { readonly value: T }
  | { readonly fault: string; readonly nearest?: T | undefined };

/** What a field may be. Takes anything, never throws; what a fault leads to is for a policy to say. */
export type Field<T> = (given: unknown) => Reading<T>;
export type Fields<T> = { readonly [K in keyof T]-?: Field<Exclude<T[K], undefined>> };

const field =
  <T>(right: (given: unknown) => given is T, wrong: string): Field<T> =>
  (given) =>
    right(given) ? { value: given } : { fault: `${shown(given)} ${wrong}` };

const isNumber = (given: unknown): given is number => typeof given === "number";

/** A minus zero is a zero. */
export const whole =
  (min: number, max: number, note = ""): Field<number> =>
  (given) =>
    isNumber(given) && Number.isInteger(given) && given >= min && given <= max
      ? { value: given + 0 }
      : { fault: `${shown(given)} is not a whole number from ${min} to ${max}${note}` };

/** One of these very values, two at least. */
export function oneOf<const T extends string | number | boolean>(values: readonly T[]): Field<T> {
  const words = values.map((value) => JSON.stringify(value));
  const wrong =
    words.length === 2 ? `is neither ${words.join(" nor ")}` : `is none of ${words.join(", ")}`;
  return field((given): given is T => values.some((value) => value === given), wrong);
}

export const finiteFrom0: Field<number> = field(
  (given): given is number => isNumber(given) && Number.isFinite(given) && given >= 0,
  "is not a finite number from 0",
);

export const timeFrom0: Field<Ms> = field(
  (given): given is Ms => isNumber(given) && given >= 0 && given <= MAX_TIME,
  `is not a time in ms from 0 to ${MAX_TIME}`,
);

export const timeAbove0: Field<Ms> = field(
  (given): given is Ms => isNumber(given) && Number.isFinite(given) && given > 0,
  "is not a time in ms above 0",
);

export const name: Field<string> = field(
  (given): given is string => typeof given === "string" && given !== "",
  "is not a name",
);

export const names: Field<readonly string[]> = field(
  (given): given is readonly string[] =>
    Array.isArray(given) && given.every((one) => typeof one === "string"),
  "is not a list of names",
);

/** @param wrong what is said after a text that it does not hold for */
export const text = (right: (given: string) => boolean, wrong: string): Field<string> =>
  field((given): given is string => typeof given === "string" && right(given), wrong);

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** @param wrong what is said after what is no object */
export const record = (wrong: string): Field<Readonly<Record<string, unknown>>> =>
  field(isRecord, wrong);
