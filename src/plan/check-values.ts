/** A plan that can't be run. `field` is where it is wrong ("tasks[3].steps[0].for"); `message` begins with it. */
export class PlanError extends TypeError {
  override readonly name = "PlanError";
  readonly field: string;
  readonly what: string;
  constructor(field: string, what: string, options?: ErrorOptions) {
    super(`${field}: ${what}`, options);
    this.field = field;
    this.what = what;
  }
}

/**
 * Checks a list and each of its items. Checks of an item name its fields alone ("releaseAt"); the item's place is put
 * before them where one fails, as putting a million of them in words would take longer than all the checks.
 */
export function each<T>(
  field: string,
  items: readonly T[],
  check: (item: T, index: number) => void,
): void {
  if (!Array.isArray(items)) throw new PlanError(field, "is not a list");
  let index = 0;
  try {
    // for...of also visits the holes of a sparse list
    for (const item of items) {
      if (item === null || item === undefined) throw new PlanError("", "is missing");
      check(item, index);
      index += 1;
    }
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    const inner = error.field === "" ? "" : `.${error.field}`;
    throw new PlanError(`${field}[${index}]${inner}`, error.what, { cause: error });
  }
}

/** Refuses a field that is not among `known`, and says which there are. `of`: what has these fields ("a task"). */
export function fieldsOf(of: string, value: object, known: ReadonlySet<string>): void {
  for (const key in value) {
    if (known.has(key) || !Object.hasOwn(value, key)) continue;
    throw new PlanError(key.slice(0, 40), `is no field of ${of}: ${[...known].join(", ")}`);
  }
}

export function text(field: string, value: unknown): void {
  if (typeof value !== "string" || value === "") throw new PlanError(field, "is not a name");
}

/** ms, some 30 years: sums of so long times are still told apart by less than a time slice. */
export const MAX_TIME = 1e12;

export function time(field: string, value: unknown): void {
  if (typeof value === "number" && value >= 0 && value <= MAX_TIME) return;
  throw new PlanError(field, `${shown(value)} is not a time in ms (from 0 to ${MAX_TIME})`);
}

export function bytes(field: string, value: unknown): void {
  if (typeof value === "number" && value >= 0 && value <= Number.MAX_SAFE_INTEGER) return;
  throw new PlanError(field, `${shown(value)} is not a size in bytes (from 0 to 2^53 - 1)`);
}

export function finite(field: string, value: unknown): void {
  if (typeof value === "number" && Number.isFinite(value)) return;
  throw new PlanError(field, `${shown(value)} is not a finite number`);
}

/** @param to absent: as far as whole numbers are exact */
export function whole(field: string, value: unknown, from: number, to?: number): void {
  const most = to ?? Number.MAX_SAFE_INTEGER;
  if (typeof value === "number" && Number.isInteger(value) && value >= from && value <= most)
    return;
  const range = to === undefined ? `from ${from}` : `from ${from} to ${to}`;
  throw new PlanError(field, `${shown(value)} is not a whole number ${range}`);
}

/** Any value as a sentence may hold it: short, and without String(), which throws for an object without a prototype. */
export function shown(value: unknown): string {
  if (typeof value === "string") {
    return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  }
  if (typeof value === "number" || value === null || value === undefined) return String(value);
  return `a value of type ${typeof value}`;
}
