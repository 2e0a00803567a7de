/**
 * Small combinators that turn unknown JSON into typed values, strictly: a missing, unknown or ill-typed field
 * fails with the path to it. They throw `DecodeError`; whoever starts the decoding catches it.
 */
export type Decoder<T> = (value: unknown, path: string) => T;

export class DecodeError extends Error {
  override readonly name = "DecodeError";
}

type Decoders = Readonly<Record<string, Decoder<unknown>>>;
type Decoded<D extends Decoders> = { readonly [K in keyof D]: ReturnType<D[K]> };

const show = (value: unknown): string => {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  if (value === null) return "null";
  const text = typeof value === "string" ? JSON.stringify(value) : String(value ?? "missing");
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
};

const refuse = (path: string, wanted: string, value: unknown): never => {
  throw new DecodeError(`${path} should be ${wanted}, but is ${show(value)}`);
};

export function record(value: unknown, path: string): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : refuse(path, "an object", value);
}

/** An object with all of `required`, any of `optional`, and nothing else. */
export function object<R extends Decoders, O extends Decoders = Record<never, never>>(
  required: R,
  optional?: O,
): Decoder<Decoded<R> & Partial<Decoded<O>>> {
  const fields = new Map<string, Decoder<unknown>>(
    Object.entries<Decoder<unknown>>({ ...required, ...optional }),
  );
  const needed = Object.keys(required);
  return (value, path) => {
    const given = record(value, path);
    for (const key of needed)
      if (!Object.hasOwn(given, key)) throw new DecodeError(`${path}.${key} is missing`);
    const out: Record<string, unknown> = {};
    for (const key of Object.keys(given)) {
      const decode = fields.get(key);
      if (decode === undefined) throw new DecodeError(`${path}.${key} is not a known field`);
      out[key] = decode(given[key], `${path}.${key}`);
    }
    return out as Decoded<R> & Partial<Decoded<O>>;
  };
}

/** One of several objects, told apart by the text in their field `tag`. */
export function tagged<C extends Decoders>(tag: string, cases: C): Decoder<ReturnType<C[keyof C]>> {
  const known = new Map<unknown, Decoder<unknown>>(Object.entries<Decoder<unknown>>(cases));
  const wanted = oneOfWords(Object.keys(cases));
  return (value, path) => {
    const given = record(value, path);
    const name = Object.hasOwn(given, tag) ? given[tag] : undefined;
    const decode = known.get(name) ?? (() => refuse(`${path}.${tag}`, wanted, name));
    return decode(value, path) as ReturnType<C[keyof C]>;
  };
}

export function list<T>(item: Decoder<T>, most: number): Decoder<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) return refuse(path, "a list", value);
    if (value.length > most)
      throw new DecodeError(`${path} has ${value.length} items, more than the ${most} allowed`);
    return value.map((v, i) => item(v, `${path}[${i}]`));
  };
}

export function text(most: number): Decoder<string> {
  return (value, path) => {
    if (typeof value !== "string") return refuse(path, "text", value);
    if (value.length > most)
      throw new DecodeError(
        `${path} has ${value.length} characters, more than the ${most} allowed`,
      );
    return value;
  };
}

export const number: Decoder<number> = (value, path) =>
  typeof value === "number" && Number.isFinite(value)
    ? value
    : refuse(path, "a finite number", value);

export const index: Decoder<number> = (value, path) =>
  Number.isSafeInteger(value) && number(value, path) >= 0
    ? number(value, path)
    : refuse(path, "a whole number from 0", value);

export const boolean: Decoder<boolean> = (value, path) =>
  typeof value === "boolean" ? value : refuse(path, "true or false", value);

export function oneOf<const T extends string | number>(...values: readonly T[]): Decoder<T> {
  const wanted = oneOfWords(values);
  return (value, path) => values.find((v) => v === value) ?? refuse(path, wanted, value);
}

const oneOfWords = (values: readonly (string | number)[]): string => {
  const words = values.map((v) => JSON.stringify(v));
  return words.length === 1 ? `${words[0]}` : `one of ${words.join(", ")}`;
};

/**
 * Any JSON, passed through: at most `deep` levels and `most` values, texts of at most `longest` characters, and no
 * `__proto__`, which careless copying would turn into a prototype.
 */
export function json(deep: number, most: number, longest: number): Decoder<unknown> {
  return (value, path) => {
    let seen = 0;
    const short = text(longest);
    const visit = (v: unknown, at: string, depth: number): void => {
      seen += 1;
      if (seen > most) throw new DecodeError(`${path} holds more than ${most} values`);
      if (depth > deep) throw new DecodeError(`${path} is nested more than ${deep} levels deep`);
      if (typeof v === "string") short(v, at);
      if (typeof v !== "object" || v === null) return;
      for (const [key, inner] of Object.entries(v)) {
        if (key === "__proto__") throw new DecodeError(`${at}.${key} is not a known field`);
        visit(inner, `${at}.${short(key, at)}`, depth + 1);
      }
    };
    visit(value, path, 0);
    return value;
  };
}
