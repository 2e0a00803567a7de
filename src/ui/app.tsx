import { useEffect } from "react";
import { LabView, PANELS } from "./lab-view.tsx";
import { Footer } from "./page/footer.tsx";
import { Header } from "./page/header.tsx";
import css from "./page/page.module.css";
import { ScenarioList } from "./page/scenario-list.tsx";
import { useLabState } from "./use-lab.ts";

/** The whole page: header, scenarios, lab, footer. */
export function App() {
  const title = useLabState((s) => s.scenario.title);
  useEffect(() => {
    document.title = `${title} – Overlap`;
  }, [title]);
  return (
    <>
      <a className={css.skip} href="#lab">
        Skip to the lab
      </a>
      <Header />
      <div className={css.page}>
        <nav className={css.sidebar} aria-label="Scenarios">
          <div>
            <ScenarioList />
          </div>
        </nav>
        <div className={css.column}>
          <main id="lab" className={css.main} tabIndex={-1}>
            <LabView chrome="full" controls="full" panels={PANELS} />
          </main>
          <Footer />
        </div>
      </div>
    </>
  );
}
