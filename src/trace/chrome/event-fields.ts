/** Characters of a name that anybody reads. */
const LONGEST_NAME = 200;
/** µs: 285 years, and small enough that its nanoseconds are whole numbers still. */
const LARGEST = 9e15;

/** What an event says, read by the fields' own names only. */
export type Fields = Readonly<Record<string, unknown>>;

const NOTHING: Fields = {};

export const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null ? (value as Fields) : NOTHING;

/** Some writers put numbers into quotes. NaN for what is no number, or none that could be a time. */
export function numberOf(value: unknown): number {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof number === "number" && Math.abs(number) <= LARGEST ? number : Number.NaN;
}

export const idOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? `${value}`.slice(0, LONGEST_NAME) : "";

export const catOf = ({ cat }: Fields): string => (typeof cat === "string" ? cat : "");

export function nameOf(value: unknown): string {
  if (typeof value !== "string") return "";
  return value.length > LONGEST_NAME ? `${value.slice(0, LONGEST_NAME - 1)}…` : value;
}

/** LLVM (clang and rustc -ftime-trace): "Total OptFunction", with how often and for how long on average. */
export const isTotal = ({ name, args }: Fields): boolean =>
  typeof name === "string" && name.startsWith("Total ") && "avg ms" in fieldsOf(args);

/** By category, scope and id, as the format says; an `id2.local` means something within its process only. */
export function asyncKey(event: Fields, pid: string): string {
  const id2 = fieldsOf(event.id2);
  const id = idOf(event.id ?? id2.global);
  const local = id2.local === undefined ? "" : `${pid} ${idOf(id2.local)}`;
  return `${catOf(event)} ${idOf(event.scope)} ${id} ${local}`;
}
