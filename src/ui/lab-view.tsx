import { lazy, Suspense, useEffect } from "react";
import type { Scenario } from "../scenario/scenario.ts";
import { hasResults } from "../state/derived/completeness.ts";
import { Controls } from "./controls/controls.tsx";
import { ExchangeSection } from "./files/files-section.tsx";
import { afterFirstPicture } from "./first-picture.ts";
import css from "./lab-view.module.css";
import { Announcer } from "./page/announcer.tsx";
import { ErrorBoundary } from "./page/error-boundary.tsx";
import { FailureCard } from "./page/failure-note.tsx";
import { Notices } from "./page/notices.tsx";
import { OpeningNote } from "./page/opening-note.tsx";
import type { AfterRunPart } from "./results/after-run.tsx";
import { Question } from "./results/question.tsx";
import { Why } from "./results/why.tsx";
import { SweepSection } from "./sweep/sweep-section.tsx";
import { Sides } from "./timelines/sides.tsx";
import { useLabState } from "./use-lab.ts";
import { useTimeView } from "./use-time-view.ts";
import { WhatIf } from "./what-if/what-if-section.tsx";

export const PANELS = ["question", "timeline", "strip", "saw", "why", "numbers"] as const;
type Panel = (typeof PANELS)[number];

interface LabViewProps {
  /** `embed`: no links to other scenarios, and no heading: the page round it has one */
  readonly chrome: "full" | "embed";
  readonly controls: "full" | "minimal" | "none";
  readonly panels: readonly Panel[];
}

const loadAfterRun = () => import("./results/after-run.tsx");
const AfterRun = lazy(() =>
  loadAfterRun().then(({ AfterRun: component }) => ({ default: component })),
);

/** The lab without the page round it. */
export function LabView({ chrome, controls, panels }: LabViewProps) {
  const scenario = useLabState((s) => s.scenario);
  const ran = useLabState(hasResults);
  const isPlan = scenario.kind === "plan";
  const measures = useTimeView((s) => s.range !== undefined);
  const has = (panel: Panel) => panels.includes(panel);
  // Loaded now, so that the first figures wait for nothing; if it fails, the render that needs it tries again and says so.
  useEffect(
    () =>
      void afterFirstPicture()
        .then(loadAfterRun)
        .catch(() => {}),
    [],
  );
  return (
    <div className={css.lab}>
      <Notices />
      <OpeningNote />
      {chrome === "full" ? (
        <div className={css.intro}>
          <h1 className={css.title}>{scenario.title}</h1>
          <p className={css.idea}>{scenario.idea}</p>
        </div>
      ) : null}
      {controls === "none" ? null : <Controls amount={controls} />}
      <FailureCard />
      <ErrorBoundary key={scenario.id}>
        {has("question") ? <Question /> : null}
        {has("timeline") ? <Stage scenario={scenario} strip={has("strip")} /> : null}
      </ErrorBoundary>
      {chrome === "full" && has("timeline") ? <ExchangeSection /> : null}
      {chrome === "full" && has("timeline") && isPlan ? <SweepSection /> : null}
      <ErrorBoundary key={`reading ${scenario.id}`}>
        {has("timeline") && chrome === "full" && isPlan ? <WhatIf /> : null}
        <div className={css.reading}>
          <div className={css.words}>
            {has("saw") && ran ? <Later part="saw" /> : null}
            {has("why") ? <Why links={chrome === "full"} /> : null}
            {has("numbers") && ran && isPlan ? <Later part="prediction" /> : null}
          </div>
          {has("numbers") && (ran || measures) && isPlan ? <Later part="figures" /> : null}
        </div>
      </ErrorBoundary>
      <Announcer />
    </div>
  );
}

/** Loaded with the first memory lab that is opened. */
const MemoryStage = lazy(() =>
  import("./labs/memory-stage.tsx").then(({ MemoryStage: component }) => ({ default: component })),
);

/** Where what happens is drawn, by the kind of scenario. */
function Stage({ scenario, strip }: { scenario: Scenario; strip: boolean }) {
  switch (scenario.kind) {
    case "plan":
      return <Sides scenario={scenario} strip={strip} />;
    case "memory":
      return (
        <Suspense fallback={null}>
          <MemoryStage />
        </Suspense>
      );
    default:
      return scenario satisfies never;
  }
}

function Later({ part }: { part: AfterRunPart }) {
  return (
    <Suspense fallback={null}>
      <AfterRun part={part} />
    </Suspense>
  );
}
