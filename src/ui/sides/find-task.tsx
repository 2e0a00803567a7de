import { type KeyboardEvent, useMemo, useState } from "react";
import { lifeOf } from "../../chart/commands.ts";
import { around } from "../../chart/domain.ts";
import { activeSides } from "../../state/settings.ts";
import type { Task, TaskId } from "../../trace/types.ts";
import { useLab } from "../use-lab.ts";
import { useTimeView } from "../use-time-view.ts";
import { drawnOn, sharedDomain } from "./shown.ts";
import css from "./time-tools.module.css";

/** More matches than these are not read: another letter finds sooner. */
const MOST = 50;

/** Finds a task by name, selects it and brings it into sight. Also opened by the key / of a timeline. */
export function FindTask() {
  const { timeView } = useLab();
  const finding = useTimeView((s) => s.finding);
  return (
    <div className={css.find}>
      <button
        type="button"
        className={css.tool}
        aria-expanded={finding}
        onClick={() => timeView.find(!finding)}
      >
        Find a task
      </button>
      {finding ? <Finder /> : null}
    </div>
  );
}

function Finder() {
  const lab = useLab();
  const [wanted, setWanted] = useState("");
  const tasks = useMemo(() => tasksOf(lab), [lab]);
  const found = useMemo(() => matching(tasks, wanted), [tasks, wanted]);
  const close = () => lab.timeView.find(false);
  const choose = (task: TaskId | undefined) => {
    if (task === undefined) return;
    reveal(lab, task);
    close();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) choose(found[0]?.id);
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
          {found.map((task) => (
            <li key={task.id}>
              <button type="button" onClick={() => choose(task.id)}>
                {task.label}
              </button>
            </li>
          ))}
        </ul>
      )}
    </search>
  );
}

type Lab = ReturnType<typeof useLab>;

/** All sides run the same plan: the tasks of one are those of every one. */
function tasksOf(lab: Lab): readonly Task[] {
  const state = lab.store.getState();
  const drawn = activeSides(state.settings).map((side) => drawnOn(state, side)?.trace.tasks ?? []);
  return drawn[0] ?? [];
}

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

/** Selects a task and, where some of the run is out of sight, shows its life on all sides. */
function reveal(lab: Lab, task: TaskId): void {
  const state = lab.store.getState();
  lab.select(task);
  const { domain } = lab.timeView.store.getState();
  if (domain === undefined) return;
  const lives = activeSides(state.settings).flatMap((side) => {
    const trace = drawnOn(state, side)?.trace;
    const life = trace === undefined ? undefined : lifeOf(trace, task);
    return life === undefined ? [] : [life];
  });
  if (lives.length === 0) return;
  const from = Math.min(...lives.map(([start]) => start));
  const to = Math.max(...lives.map(([, end]) => end));
  if (from >= domain[0] && to <= domain[1]) return;
  lab.timeView.show(around(from, to, sharedDomain(state)), "jump");
}
