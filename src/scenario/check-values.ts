/** A plan that can't be run. `field` is where it is wrong ("tasks[3].steps[0].for"); `message` begins with it. */
export class PlanError extends TypeError {
  override readonly name = "PlanError";
  readonly field: string;
  constructor(field: string, what: string) {
    super(`${field}: ${what}`);
    this.field = field;
  }
}

export function object(field: string, value: unknown): void {
  if (typeof value !== "object" || value === null) throw new PlanError(field, "is missing");
}

export function list(field: string, value: unknown): void {
  if (!Array.isArray(value)) throw new PlanError(field, "is not a list");
}

export function text(field: string, value: unknown): void {
  if (typeof value !== "string" || value === "") throw new PlanError(field, "is not a name");
}

export function time(field: string, value: unknown): void {
  if (typeof value === "number" && value >= 0 && value < Number.POSITIVE_INFINITY) return;
  throw new PlanError(field, `${shown(value)} is not a time in ms (finite, not negative)`);
}

export function whole(field: string, value: unknown, from: number): void {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= from) return;
  throw new PlanError(field, `${shown(value)} is not a whole number from ${from}`);
}

/** String() itself throws for an object without a prototype. */
const shown = (value: unknown): string =>
  typeof value === "object" && value !== null ? "an object" : String(value);
