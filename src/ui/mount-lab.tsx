import "./tokens.css";
import "./base.css";
import "./print.css";
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { Lab } from "../state/lab.ts";
import { ErrorBoundary } from "./page/error-boundary.tsx";
import { Unopened } from "./page/unopened.tsx";
import { LabProvider } from "./use-lab.ts";

/**
 * Shows `page`, the whole app or a part of it, as a view of `lab` inside `host`. The caller keeps the lab and
 * disposes of it.
 * @returns takes it off the page
 */
export function mountLab(host: HTMLElement, lab: Lab, page: ReactNode): () => void {
  const root = createRoot(host);
  root.render(
    <StrictMode>
      <ErrorBoundary>
        <LabProvider value={lab}>{page}</LabProvider>
      </ErrorBoundary>
    </StrictMode>,
  );
  return () => root.unmount();
}

/** Says why there is no lab to show, and how to try again. */
export const mountUnopened = (host: HTMLElement, error: unknown): void =>
  createRoot(host).render(<Unopened error={error} />);
