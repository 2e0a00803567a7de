import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { endOf, type Replay, SPEEDS, type Speed, speedFor } from "../../state/replay.ts";
import { Readings } from "./readings.tsx";
import { Scrubber } from "./scrubber.tsx";
import css from "./transport.module.css";
import { type Replayed, type Stage, useReplay, useReplayState } from "./use-replay.ts";

/** Play, pause, step forward and back, scrub: all runs at one time, and what each was doing then in words. */
export function Transport({ replayed, stage }: { replayed: readonly Replayed[]; stage: Stage }) {
  const replay = useReplay(replayed, stage);
  return (
    <div className={css.replay}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for data to send */}
      <div
        role="group"
        aria-label="Replay"
        className={css.transport}
        onKeyDown={(event) => press(replay, event)}
      >
        <Keys replay={replay} />
        <Scrubber replay={replay} />
        <Speeds replay={replay} replayed={replayed} />
      </div>
      <Readings replay={replay} replayed={replayed} />
    </div>
  );
}

/** On what uses Space itself, it stays with that. */
const USES_SPACE = "button, select, summary";

function press(replay: Replay, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (obey(replay, event)) event.preventDefault();
}

function obey(replay: Replay, { key, target }: KeyboardEvent): boolean {
  const { at, playing } = replay.store.getState();
  switch (key) {
    case " ":
      if (target instanceof Element && target.matches(USES_SPACE)) return false;
      (playing ? replay.pause : replay.play)();
      return true;
    case ",":
      replay.previous();
      return true;
    case ".":
      replay.next();
      return true;
    case "Escape":
      replay.close();
      return at !== undefined;
    default:
      return false;
  }
}

function Keys({ replay }: { replay: Replay }) {
  const playing = useReplayState(replay, (s) => s.playing);
  return (
    <div className={css.keys}>
      <Key label="Step back to the previous event" shortcut="," onPress={replay.previous}>
        <path d="M3 3h2v10H3zM13 3v10L6 8z" />
      </Key>
      <Key
        label={playing ? "Pause" : "Play"}
        shortcut="Space"
        onPress={playing ? replay.pause : replay.play}
      >
        <path d={playing ? "M4 3h3v10H4zM9 3h3v10H9z" : "M4 2.5v11L13 8z"} />
      </Key>
      <Key label="Step to the next event" shortcut="." onPress={replay.next}>
        <path d="M3 3v10l7-5zM11 3h2v10h-2z" />
      </Key>
    </div>
  );
}

function Key({
  label,
  shortcut,
  onPress,
  children,
}: {
  label: string;
  shortcut: string;
  onPress: () => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      className={css.key}
      aria-label={label}
      aria-keyshortcuts={shortcut}
      title={`${label} (${shortcut})`}
      onClick={onPress}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" fill="currentColor" aria-hidden="true">
        {children}
      </svg>
    </button>
  );
}

function Speeds({ replay, replayed }: { replay: Replay; replayed: readonly Replayed[] }) {
  // What suits the traces follows from them here, too: a turned knob then costs no second render.
  const chosen = useReplayState(replay, (s) => (s.isSpeedChosen ? s.speed : undefined));
  const speed = chosen ?? speedFor(endOf(replayed.map(({ trace }) => trace)));
  const loop = useReplayState(replay, (s) => s.loop);
  const begun = useReplayState(replay, (s) => s.at !== undefined);
  const rest = useRef<HTMLDivElement>(null);
  return (
    <div className={css.rest} ref={rest}>
      <label className={css.speed}>
        <span>Speed</span>
        <select
          className={css.select}
          value={speed}
          onChange={(event) => replay.setSpeed(speedOf(event.currentTarget.value))}
        >
          {SPEEDS.map((one) => (
            <option key={one} value={one}>
              {one < 1 ? `1/${Math.round(1 / one)}` : one}×
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className={css.toggle}
        aria-pressed={loop}
        onClick={() => replay.setLoop(!loop)}
      >
        Loop
      </button>
      <button
        type="button"
        className={css.end}
        // It stays in its place unseen: what stands beside it would jump.
        data-off={begun ? undefined : ""}
        onClick={() => {
          replay.close();
          rest.current?.querySelector<HTMLElement>("select")?.focus();
        }}
      >
        End replay
      </button>
    </div>
  );
}

const speedOf = (value: string): Speed => SPEEDS.find((speed) => String(speed) === value) ?? 1;
