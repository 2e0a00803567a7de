/**
 * Reads of typed arrays whose index is in bounds by construction. One helper per array type keeps each
 * call site monomorphic, so that the JIT turns it into a plain load.
 */
export const i32 = (array: Int32Array, index: number): number => array[index] as number;
export const f64 = (array: Float64Array, index: number): number => array[index] as number;
export const u8 = (array: Uint8Array, index: number): number => array[index] as number;

/** An `Int32Array` of -1: the "none" of every id in the simulation. */
export const noIds = (length: number): Int32Array => new Int32Array(length).fill(-1);

/** The same numbers in an array of twice the room. */
export function grownI32(array: Int32Array): Int32Array {
  const grown = new Int32Array(Math.max(16, array.length * 2));
  grown.set(array);
  return grown;
}
export function grownF64(array: Float64Array): Float64Array {
  const grown = new Float64Array(Math.max(16, array.length * 2));
  grown.set(array);
  return grown;
}
export function grownU8(array: Uint8Array): Uint8Array {
  const grown = new Uint8Array(Math.max(16, array.length * 2));
  grown.set(array);
  return grown;
}

/** A list of ids that is filled and emptied at every instant: emptying a plain array gives its memory back each time. */
export interface Ids {
  list: Int32Array;
  size: number;
}

export const createIds = (): Ids => ({ list: new Int32Array(64), size: 0 });

export function addId(ids: Ids, id: number): void {
  if (ids.size === ids.list.length) ids.list = grownI32(ids.list);
  ids.list[ids.size] = id;
  ids.size += 1;
}
