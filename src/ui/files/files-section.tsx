import { lazy, Suspense } from "react";
import { afterFirstPicture } from "../first-picture.ts";
import { ErrorBoundary } from "../page/error-boundary.tsx";
import css from "./files-section.module.css";

/** Not part of the first load: it comes while the reader reads. */
const ExchangeBar = lazy(() =>
  afterFirstPicture()
    .then(() => import("./files-bar.tsx"))
    .then(({ ExchangeBar: bar }) => ({ default: bar })),
);

/** Taking traces away and bringing them in. */
export function ExchangeSection() {
  return (
    <section className={css.section} aria-label="Take away and open">
      <ErrorBoundary>
        <Suspense>
          <ExchangeBar />
        </Suspense>
      </ErrorBoundary>
    </section>
  );
}
