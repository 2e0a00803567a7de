/** What stuck tasks wait for: one object for all that wait for the same. */
export interface Awaited {
  readonly name: string;
  /** stuck tasks of which any one could give it, if it could go on */
  readonly givers: readonly number[];
}

interface Wait {
  readonly task: number;
  readonly awaited: Awaited;
}

interface Circle {
  /** Who waits for whom, each for the next and the last for the first. */
  readonly waits: readonly Wait[];
  /** false: there is no circle; `waits` leads to a task that waits for what nobody is left to give. */
  readonly closed: boolean;
}

/** How far the givers of a thing have been followed. */
interface Look {
  /** index in the path of the task that came first for it; -1: followed to the end */
  by: number;
  next: number;
  /** the task that came for it could give it, too */
  bySelf: boolean;
}

/**
 * Follows the wait-for graph depth first from the first stuck task to a circle (Coffman, Elphick and Shoshani,
 * "System Deadlocks", Computing Surveys 3(2), 1971: circular wait). Tasks and things are looked at once each, so a
 * million tasks take a second. That a task waits for itself counts only where all others lead nowhere.
 * @param stuck not empty
 */
export function findCircle(stuck: readonly number[], awaitedBy: (task: number) => Awaited): Circle {
  const seen = new Set<number>();
  const path: Wait[] = [];
  const place = new Map<number, number>();
  const looks = new Map<Awaited, Look>();
  let end: readonly Wait[] = [];

  /** @returns where in the path a circle begins; -1: none is closed yet */
  function enter(task: number): number {
    const awaited = awaitedBy(task);
    seen.add(task);
    place.set(task, path.length);
    path.push({ task, awaited });
    const look = looks.get(awaited);
    if (look === undefined) looks.set(awaited, { by: path.length - 1, next: 0, bySelf: false });
    // The path has come to the same thing before: its giver, next on the path, waits for this task.
    return look === undefined || look.by < 0 || look.by === path.length - 2 ? -1 : look.by + 1;
  }

  /** Takes one step from the end of the path. @returns as `enter` */
  function follow({ task, awaited }: Wait): number {
    const look = looks.get(awaited);
    const last = path.length - 1;
    if (look?.by === last) {
      const giver = awaited.givers[look.next];
      look.next += 1;
      if (giver === task) look.bySelf = true;
      else if (giver !== undefined)
        return seen.has(giver) ? (place.get(giver) ?? -1) : enter(giver);
      if (giver !== undefined) return -1;
      if (look.bySelf) return last;
      look.by = -1;
    }
    if (end.length === 0) end = [...path];
    path.pop();
    place.delete(task);
    return -1;
  }

  for (const start of stuck) {
    if (!seen.has(start)) enter(start);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const from = follow(top);
      if (from >= 0) return { waits: path.slice(from), closed: true };
    }
  }
  return { waits: end, closed: false };
}

/**
 * Whom to let fail so that the others can go on, as databases do: the first blocked task of the circle; where there
 * is none, the task that waits for what will never come.
 * @returns undefined: none of them is blocked
 */
export function victimOf(
  { waits, closed }: Circle,
  isBlocked: (task: number) => boolean,
): number | undefined {
  const tasks = waits.map(({ task }) => task).filter(isBlocked);
  return closed ? tasks.sort((a, b) => a - b)[0] : tasks.at(-1);
}
