import { f64, i32, noIds } from "./arrays.ts";

/**
 * Ids in the order of a key, lowest first, ties by the order in which they came. Any id can be taken out again.
 * Keys and places are stored by id and may be shared by many queues, since an id stands in one queue at a time.
 */
interface Ranks {
  readonly key: Float64Array;
  readonly order: Float64Array;
  readonly place: Int32Array;
}
export interface RankedQueue {
  readonly ranks: Ranks;
  readonly ids: number[];
}

export const createRanks = (ids: number): Ranks => ({
  key: new Float64Array(ids),
  order: new Float64Array(ids),
  place: noIds(ids),
});
export const createRanked = (ranks: Ranks): RankedQueue => ({ ranks, ids: [] });

export function rankedPush(queue: RankedQueue, id: number, key: number, order: number): void {
  queue.ranks.key[id] = key;
  queue.ranks.order[id] = order;
  queue.ids.push(id);
  siftUp(queue, queue.ids.length - 1, id);
}

/** Takes out the lowest id; -1 when empty. */
export function rankedPop(queue: RankedQueue): number {
  const first = queue.ids[0];
  if (first === undefined) return -1;
  rankedRemove(queue, first);
  return first;
}

/** Takes out an id that is in the queue. */
export function rankedRemove(queue: RankedQueue, id: number): void {
  const { ids, ranks } = queue;
  const hole = i32(ranks.place, id);
  ranks.place[id] = -1;
  const last = ids.pop() as number;
  if (last === id) return;
  siftUp(queue, siftDown(queue, hole, last), last);
}

function before(ranks: Ranks, a: number, b: number): boolean {
  const keyA = f64(ranks.key, a);
  const keyB = f64(ranks.key, b);
  return keyA < keyB || (keyA === keyB && f64(ranks.order, a) < f64(ranks.order, b));
}

function put({ ids, ranks }: RankedQueue, index: number, id: number): void {
  ids[index] = id;
  ranks.place[id] = index;
}

function siftUp(queue: RankedQueue, from: number, id: number): void {
  let hole = from;
  while (hole > 0) {
    const parent = (hole - 1) >> 1;
    const above = queue.ids[parent] as number;
    if (!before(queue.ranks, id, above)) break;
    put(queue, hole, above);
    hole = parent;
  }
  put(queue, hole, id);
}

/** @returns where `id` came to lie */
function siftDown(queue: RankedQueue, from: number, id: number): number {
  const { ids, ranks } = queue;
  let hole = from;
  for (;;) {
    let child = 2 * hole + 1;
    if (child >= ids.length) break;
    if (child + 1 < ids.length && before(ranks, ids[child + 1] as number, ids[child] as number)) {
      child += 1;
    }
    if (!before(ranks, ids[child] as number, id)) break;
    put(queue, hole, ids[child] as number);
    hole = child;
  }
  put(queue, hole, id);
  return hole;
}
