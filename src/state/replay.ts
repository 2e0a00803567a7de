import { createStore, type StoreApi } from "zustand/vanilla";
import { nextEvent, previousEvent } from "../metrics/moment.ts";
import type { Ms, Trace } from "../trace/types.ts";

/** Times as fast as the run was. */
export const SPEEDS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 4] as const;
export type Speed = (typeof SPEEDS)[number];

export interface ReplayState {
  /** what is replayed, all of it at one time; empty: there is nothing to replay */
  readonly traces: readonly Trace[];
  /** end of the longest, ms */
  readonly end: Ms;
  /** how far the replay has come; undefined: everything is shown */
  readonly at: Ms | undefined;
  readonly playing: boolean;
  readonly speed: Speed;
  /** false: `speed` is what suits the traces (`speedFor`) */
  readonly isSpeedChosen: boolean;
  /** at the end it begins again */
  readonly loop: boolean;
}

/** A recording of one or more runs, gone through forward and back. */
export interface Replay {
  readonly store: StoreApi<ReplayState>;
  /** Takes up these; others than before end the replay. */
  load(traces: readonly Trace[]): void;
  /** Goes on from where it stands; from the beginning, where that is nowhere or the end. */
  play(): void;
  pause(): void;
  /** Reads the clock: call it before each picture while it plays. */
  tick(): void;
  /** Stands at `at` ms, or as near as there is. Playing goes on from there. */
  seek(at: Ms): void;
  /** Pauses at the next change of any run. */
  next(): void;
  /** Pauses at the change before. */
  previous(): void;
  setSpeed(speed: Speed): void;
  setLoop(loop: boolean): void;
  /** Shows everything again. */
  close(): void;
}

/** A whole replay should leave time to look: at least this long, ms, where a speed allows it. */
const LOOK: Ms = 6000;

/** End of the longest, ms. */
export const endOf = (traces: readonly Trace[]): Ms =>
  Math.max(0, ...traces.map(({ duration }) => duration));

/** The fastest speed that leaves time to look at `duration` ms. */
export const speedFor = (duration: Ms): Speed =>
  SPEEDS.findLast((speed) => duration / speed >= LOOK) ?? SPEEDS[0];

/**
 * Where it stands follows from the clock alone, never from how many pictures were drawn: a slow page shows fewer
 * of them at the right times.
 * @param now ms, ever later
 */
export function createReplay(now: () => Ms = () => performance.now()): Replay {
  const store = createStore<ReplayState>(() => NOTHING);
  const get = store.getState;
  const put = store.setState;
  const { playFrom, stand, tick, here } = createPlayhead(store, now);
  return {
    store,
    load(traces) {
      const { traces: before, speed, isSpeedChosen } = get();
      if (sameTraces(traces, before)) return;
      const end = endOf(traces);
      const next = isSpeedChosen ? speed : speedFor(end);
      put({ traces, end, speed: next, at: undefined, playing: false });
    },
    play() {
      const { at, end, playing } = get();
      if (playing || end <= 0) return;
      playFrom(at === undefined || at >= end ? 0 : at);
    },
    pause() {
      tick();
      put({ playing: false });
    },
    tick,
    seek(at) {
      const { end, playing } = get();
      const to = Math.max(0, Math.min(end, at));
      if (playing) playFrom(to);
      else stand(to);
    },
    next() {
      const at = here();
      const { traces, end } = get();
      stand(at === undefined ? 0 : (nextEvent(traces, at) ?? end));
    },
    previous() {
      const at = here() ?? Number.POSITIVE_INFINITY;
      stand(previousEvent(get().traces, at) ?? 0);
    },
    setSpeed(speed) {
      const at = here();
      put({ speed, isSpeedChosen: true });
      if (get().playing && at !== undefined) playFrom(at);
    },
    setLoop: (loop) => put({ loop }),
    close: () => put({ at: undefined, playing: false }),
  };
}

const NOTHING: ReplayState = {
  traces: [],
  end: 0,
  at: undefined,
  playing: false,
  speed: 1,
  isSpeedChosen: false,
  loop: false,
};

/** Moves `at` by the clock. */
function createPlayhead({ getState, setState }: StoreApi<ReplayState>, now: () => Ms) {
  /** Where the replay stood at some moment of the clock, and since then it plays at one speed. */
  let since: { readonly at: Ms; readonly clock: Ms } = { at: 0, clock: 0 };

  const playFrom = (at: Ms) => {
    since = { at, clock: now() };
    setState({ at, playing: true });
  };
  const stand = (at: Ms) => setState({ at, playing: false });

  function tick(): void {
    const { playing, speed, end, loop } = getState();
    if (!playing) return;
    const at = since.at + (now() - since.clock) * speed;
    if (at < end) setState({ at });
    else if (loop) setState({ at: at % end });
    else stand(end);
  }

  /** A step is taken from where the clock is, not from the last picture. */
  const here = (): Ms | undefined => {
    tick();
    return getState().at;
  };
  return { playFrom, stand, tick, here };
}

const sameTraces = (a: readonly Trace[], b: readonly Trace[]): boolean =>
  a.length === b.length && a.every((trace, i) => trace === b[i]);
