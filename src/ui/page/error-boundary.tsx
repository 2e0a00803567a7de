import { Component, type ReactNode } from "react";
import css from "./page.module.css";

/** A bug in one part ends in a sentence, not in a white page. */
export class ErrorBoundary extends Component<
  { children: ReactNode },
  { error: Error | undefined }
> {
  override state: { error: Error | undefined } = { error: undefined };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <section className={css.failure} role="alert">
        <p>
          <strong>This part of the page stopped working: {error.message}</strong>
        </p>
        <p>
          <a href="./">Open the page afresh.</a> If it happens again, please report it with the
          address of this page.
        </p>
      </section>
    );
  }
}
