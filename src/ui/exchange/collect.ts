import { measure } from "../../metrics/measure.ts";
import type { LabState } from "../../state/lab-state.ts";
import { sideView } from "../../state/lab-state.ts";
import { isPredicted } from "../../state/prediction.ts";
import { activeSides } from "../../state/settings.ts";
import { drawnOn } from "../sides/shown.ts";
import type { OpenedFile } from "./exchange-store.ts";
import type { Taken, TakenRun } from "./taken.ts";

/** The timelines of the lab as they stand on the screen: measured, or else predicted. */
export function takenOfLab(state: LabState): Taken {
  const sides = activeSides(state.settings);
  const runs = sides.flatMap((side): TakenRun[] => {
    const drawn = drawnOn(state, side);
    if (drawn === undefined) return [];
    const { trace, ghost, model } = drawn;
    const { result } = sideView(state, side);
    const prediction = state.predicted[side.key];
    const own = result?.trace === trace ? result : undefined;
    const plan = own?.plan ?? (isPredicted(prediction) ? prediction.plan : undefined);
    const metrics = own?.metrics ?? measure(trace, { costs: model.costs });
    const letter = side.key.toUpperCase();
    return [{ letter, name: model.label, id: model.id, trace, ghost, metrics, plan, model }];
  });
  return {
    title: state.scenario.title,
    about: state.scenario.id,
    rows: state.settings.view,
    runs,
  };
}

/** The runs of an opened file. */
export function takenOfFile({ name, runs }: OpenedFile, rows: Taken["rows"]): Taken {
  const about = name.replace(/(\.overlap|\.trace)?\.json(\.gz)?$/i, "").replace(/^overlap-/, "");
  return {
    title: name,
    about,
    rows,
    runs: runs.map(({ label, trace, metrics, plan, model }, i) => ({
      letter: `${i + 1}`,
      name: label === "" ? about : label,
      id: label,
      trace,
      ghost: undefined,
      metrics,
      plan,
      model,
    })),
  };
}
