import { createStore, type StoreApi } from "zustand/vanilla";
import type { Ms, TimeRange } from "../trace/types.ts";
import { timelineEnd } from "./derived/timeline-source.ts";
import type { LabState } from "./lab-state.ts";

export const SORTS = ["start", "duration", "thread"] as const;
export type Sort = (typeof SORTS)[number];

/** What the timelines of one lab show, all of them the same. */
export interface TimeViewState {
  /** undefined: everything there is, however that grows */
  readonly domain: TimeRange | undefined;
  /** earlier domains, newest last */
  readonly history: readonly (TimeRange | undefined)[];
  /** the stretch that the numbers are of; undefined: the whole run */
  readonly range: TimeRange | undefined;
  /** how far a replay has come, ms: what is later is faded. Changes at up to 60 Hz: React does not look at it */
  readonly until: Ms | undefined;
  /** order of rows by task */
  readonly sort: Sort;
  /** the reader is looking for a task by name */
  readonly finding: boolean;
}

export interface TimeView {
  readonly store: StoreApi<TimeViewState>;
  /**
   * `smooth` steps that follow each other closely are one step of the history; `follow` is no step of the reader's
   * and leaves the history as it is.
   */
  show(domain: TimeRange | undefined, step: "smooth" | "jump" | "follow"): void;
  /** To what was shown before; to everything where there is nothing before. */
  back(): void;
  measure(range: TimeRange | undefined): void;
  fadeAfter(until: Ms | undefined): void;
  sortBy(sort: Sort): void;
  find(finding: boolean): void;
}

/** A pause this long between two turns of the wheel makes them two steps of the history. */
const PAUSE: Ms = 600;
const MOST = 50;

/**
 * What one lab's timelines show. Another scenario, and a new run, begin with everything; a measured stretch ends
 * where what is drawn ends, and is dropped where that ends before it.
 * @param now ms, ever later
 */
export function createTimeView(lab: StoreApi<LabState>, now?: () => Ms): TimeView {
  const view = freeTimeView(now);
  lab.subscribe((state, before) => {
    const began = state.phase.is === "running" && before.phase.is !== "running";
    if (began || state.scenario !== before.scenario) {
      view.store.setState({ domain: undefined, history: [], range: undefined });
    } else if (isDrawnAnew(state, before)) {
      keepRangeWithin(timelineEnd(lab.getState()));
    }
  });
  return view;

  function keepRangeWithin(end: Ms | undefined): void {
    const { range } = view.store.getState();
    if (range === undefined || end === undefined || range[1] <= end) return;
    view.measure(range[0] < end ? [range[0], end] : undefined);
  }
}

/** Not the cursor or the selection, which change with every move of the pointer. */
const isDrawnAnew = (now: LabState, before: LabState): boolean =>
  now.settings !== before.settings ||
  now.predicted !== before.predicted ||
  now.measured !== before.measured ||
  now.latest !== before.latest ||
  now.live !== before.live;

/**
 * What some timelines show, of no lab.
 * @param now ms, ever later
 */
export function freeTimeView(now: () => Ms = () => performance.now()): TimeView {
  const store = createStore<TimeViewState>(() => ({
    domain: undefined,
    history: [],
    range: undefined,
    until: undefined,
    sort: "start",
    finding: false,
  }));
  let smoothAt = Number.NEGATIVE_INFINITY;
  return {
    store,
    show(domain, step) {
      const { domain: from, history } = store.getState();
      if (step === "follow") {
        store.setState({ domain });
        return;
      }
      const goesOn = step === "smooth" && now() - smoothAt < PAUSE;
      smoothAt = step === "smooth" ? now() : Number.NEGATIVE_INFINITY;
      if (same(from, domain)) return;
      store.setState({ domain, history: goesOn ? history : [...history, from].slice(-MOST) });
    },
    back() {
      const { history } = store.getState();
      smoothAt = Number.NEGATIVE_INFINITY;
      store.setState({ domain: history.at(-1), history: history.slice(0, -1) });
    },
    measure: (range) => store.setState({ range }),
    fadeAfter: (until) => store.setState({ until }),
    sortBy: (sort) => store.setState({ sort }),
    find: (finding) => store.setState({ finding }),
  };
}

const same = (a: TimeRange | undefined, b: TimeRange | undefined): boolean =>
  a?.[0] === b?.[0] && a?.[1] === b?.[1];
