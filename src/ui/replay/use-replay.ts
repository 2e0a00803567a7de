import { useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import { sideLabel } from "../../scenario/variants.ts";
import { timelineSource } from "../../state/derived/timeline-source.ts";
import { createReplay, type Replay, type ReplayState } from "../../state/replay.ts";
import { letterOf } from "../../state/settings.ts";
import type { Ms, Trace } from "../../trace/types.ts";
import { follow, type Timelines } from "../timelines/timelines.ts";
import { useLab, useLabState, useSides } from "../use-lab.ts";
import { drive } from "./playback-clock.ts";

/** One run of a replay: what its timeline draws. */
export interface Replayed {
  readonly key: string;
  /** "A" */
  readonly name: string;
  /** "Event loop"; "" where the name says it all */
  readonly label: string;
  readonly trace: Trace;
}

/** The timelines that follow a replay. */
export interface Stage {
  /** Fades what is later, and moves on where that is out of sight; undefined: shows everything. Up to 60 Hz. */
  show(until: Ms | undefined): void;
}

/** What the timelines draw, in reading order; growing ones aside. */
export function useReplayed(): readonly Replayed[] {
  const lab = useLab();
  const sides = useSides();
  const predicted = useLabState((s) => s.predicted);
  const phase = useLabState((s) => s.phase.is);
  return useMemo(() => {
    const state = { ...lab.store.getState(), predicted };
    return phase === "running"
      ? []
      : sides.flatMap((side) => {
          const drawn = timelineSource(state, side);
          if (drawn === undefined || drawn.live) return [];
          const name = letterOf(side.key);
          return [
            {
              key: side.key,
              name,
              label: sideLabel(drawn.model, drawn.variant),
              trace: drawn.trace,
            },
          ];
        });
  }, [lab, sides, predicted, phase]);
}

/** These timelines, as a replay moves them. */
export function useStage(timelines: Timelines): Stage {
  return useMemo(
    () => ({
      show(until) {
        timelines.timeView.fadeAfter(until);
        if (until !== undefined) follow(timelines, until);
      },
    }),
    [timelines],
  );
}

/** A replay of these for as long as the component is there. The timelines follow it past React. */
export function useReplay(replayed: readonly Replayed[], stage: Stage): Replay {
  const [replay] = useState(() => createReplay());
  useEffect(() => replay.load(replayed.map(({ trace }) => trace)), [replay, replayed]);
  useEffect(() => drive(replay), [replay]);
  useEffect(() => {
    const leave = replay.store.subscribe(({ at }, before) => {
      if (at !== before.at) stage.show(at);
    });
    return () => {
      leave();
      replay.close();
      stage.show(undefined);
    };
  }, [stage, replay]);
  return replay;
}

/** Renders again when the selected value changes: never select `at`, which changes at up to 60 Hz. */
export const useReplayState = <T>(replay: Replay, select: (state: ReplayState) => T): T =>
  useStore(replay.store, select);

/** What is read need not change faster, ms. */
const READING: Ms = 200;

/** Where the replay stands, for words: at once where it stands still, five times a second while it plays. */
export function useAt(replay: Replay): Ms | undefined {
  const [at, setAt] = useState(replay.store.getState().at);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last = replay.store.getState().at;
    const read = () => {
      clearTimeout(timer);
      timer = undefined;
      const { at: now } = replay.store.getState();
      if (now !== last) setAt(now); // React may render once more even for the same value
      last = now;
    };
    const leave = replay.store.subscribe(({ playing }) => {
      if (!playing) read();
      else timer ??= setTimeout(read, READING);
    });
    return () => {
      leave();
      clearTimeout(timer);
    };
  }, [replay]);
  return at;
}
