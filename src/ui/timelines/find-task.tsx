import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import { around, taskExtent } from "../../chart/index.ts";
import type { Task } from "../../trace/types.ts";
import css from "./time-tools.module.css";
import type { Timelines } from "./timelines.ts";

/** More matches than these are not read: another letter finds sooner. */
const MOST = 50;

/** Finds a task by name, selects it and brings it into sight. Also opened by the key / of a timeline. */
export function FindTask({ timelines }: { timelines: Timelines }) {
  const { timeView } = timelines;
  const finding = useStore(timeView.store, (s) => s.finding);
  const button = useRef<HTMLButtonElement>(null);
  const [chosen, setChosen] = useState("");
  // A timeline that gets the focus back says itself what was selected.
  const tell = (label: string) => {
    if (document.activeElement === button.current) setChosen(`${label} is selected.`);
  };
  return (
    <div className={css.find}>
      <button
        ref={button}
        type="button"
        className={css.tool}
        aria-expanded={finding}
        onClick={() => timeView.find(!finding)}
      >
        Find a task
      </button>
      {finding ? (
        <Finder timelines={timelines} otherwise={() => button.current?.focus()} tell={tell} />
      ) : null}
      <p className="visually-hidden" role="status">
        {finding ? "" : chosen}
      </p>
    </div>
  );
}

/**
 * @param otherwise takes the focus at the end, where nothing had it before
 * @param tell is told which task was chosen, once the focus is where it goes
 */
function Finder({
  timelines,
  otherwise,
  tell,
}: {
  timelines: Timelines;
  otherwise: () => void;
  tell: (label: string) => void;
}) {
  const [wanted, setWanted] = useState("");
  const [before] = useState(() => document.activeElement);
  const runs = useMemo(() => runsToSearch(timelines), [timelines]);
  const found = useMemo(() => foundIn(runs, wanted), [runs, wanted]);
  const close = () => timelines.timeView.find(false);
  const leave = () => {
    if (before instanceof HTMLElement && before !== document.body && before.isConnected) {
      before.focus({ preventScroll: true });
    } else otherwise();
    close();
  };
  const choose = (one: Found | undefined) => {
    if (one === undefined) return;
    reveal(timelines, one);
    leave();
    tell(one.task.label);
  };
  const press = (event: KeyboardEvent) => {
    const first = event.key === "Enter" && event.target instanceof HTMLInputElement;
    if (event.key !== "Escape" && !first) return;
    // What gets the focus now must not get the rest of the key press, too: Enter would press a button.
    event.preventDefault();
    if (first) choose(found[0]);
    else leave();
  };
  return (
    <search
      className={css.sheet}
      aria-label="Find a task"
      onKeyDown={press}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) close();
      }}
    >
      <input
        type="search"
        aria-label="Name of the task"
        placeholder="Name of the task"
        // biome-ignore lint/a11y/noAutofocus: it was opened to be typed into
        autoFocus
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
      {found.length === 0 ? (
        <p className={css.none}>No task has this in its name.</p>
      ) : (
        <ul className={css.found} aria-label="Tasks found">
          {found.map(({ task, run }) => (
            <li key={`${run} ${task.id}`}>
              <button type="button" onClick={() => choose({ task, run })}>
                {task.label}
                {runs.length > 1 ? <span className={css.where}> {runs[run]?.name}</span> : null}
              </button>
            </li>
          ))}
        </ul>
      )}
    </search>
  );
}

/** A task of one of the runs. */
interface Found {
  readonly task: Task;
  readonly run: number;
}

const runsToSearch = ({ runs, sameTasks }: Timelines) => (sameTasks ? runs().slice(0, 1) : runs());

const foundIn = (runs: ReturnType<Timelines["runs"]>, wanted: string): readonly Found[] =>
  runs
    .flatMap(({ trace }, run) => matching(trace.tasks, wanted).map((task) => ({ task, run })))
    .slice(0, MOST);

/** Names that begin with what is wanted come first. */
export function matching(tasks: readonly Task[], wanted: string): readonly Task[] {
  const text = wanted.trim().toLowerCase();
  const starts: Task[] = [];
  const holds: Task[] = [];
  for (const task of tasks) {
    const at = task.label.toLowerCase().indexOf(text);
    if (at === 0) starts.push(task);
    else if (at > 0) holds.push(task);
    if (starts.length >= MOST) break;
  }
  return [...starts, ...holds].slice(0, MOST);
}

/** Selects a task and, where some of the run is out of sight, shows its extent on all sides that have it. */
function reveal(timelines: Timelines, { task: { id }, run }: Found): void {
  const { timeView, sameTasks, bounds } = timelines;
  timelines.select(id, run);
  const { domain } = timeView.store.getState();
  if (domain === undefined) return;
  const lives = timelines
    .runs()
    .filter((_, i) => sameTasks || i === run)
    .flatMap(({ trace }) => {
      const extent = taskExtent(trace, id);
      return extent === undefined ? [] : [extent];
    });
  if (lives.length === 0) return;
  const from = Math.min(...lives.map(([start]) => start));
  const to = Math.max(...lives.map(([, end]) => end));
  if (from >= domain[0] && to <= domain[1]) return;
  timeView.show(around(from, to, bounds()), "jump");
}
