import "./tokens.css";
import "./base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { Lab } from "../state/lab.ts";
import { App } from "./app.tsx";
import { LabView, type LabViewProps } from "./lab-view.tsx";
import { ErrorBoundary } from "./page/error-boundary.tsx";
import { LabProvider } from "./use-lab.ts";

export type MountOptions =
  | { readonly chrome: "full" }
  | ({ readonly chrome: "embed" } & Omit<LabViewProps, "chrome">);

/**
 * Shows a lab inside `host`: with the whole page round it, or alone. The caller keeps the lab and disposes of it.
 * @returns takes it off the page
 */
export function mountLab(host: HTMLElement, lab: Lab, options: MountOptions): () => void {
  const root = createRoot(host);
  root.render(
    <StrictMode>
      <ErrorBoundary>
        <LabProvider value={lab}>
          {options.chrome === "full" ? <App /> : <LabView {...options} />}
        </LabProvider>
      </ErrorBoundary>
    </StrictMode>,
  );
  return () => root.unmount();
}
