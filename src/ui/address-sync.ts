import { type AskedLink, askedByUrl, linkOf } from "../api/links.ts";
import { MANIFEST } from "../scenario/manifest.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { writeUrl } from "../state/address/url.ts";
import type { Lab } from "../state/lab.ts";
import type { Arrival } from "../state/opening.ts";

/** A slider sends dozens of changes a second; browsers refuse more than about 100 address changes in 10 s. */
const WRITE_AFTER_MS = 300;

/**
 * Keeps the address bar and the lab the same: a changed setting or zoom replaces the address, another scenario is a
 * step in the history, and going back restores what was set there. Nothing is ever run.
 * @returns stops
 */
export function bindAddress(lab: Lab): () => void {
  const { store, timeView } = lab;
  const { machine } = store.getState();
  const bar = createBar(() =>
    writeUrl(store.getState().settings, machine, timeView.store.getState().domain),
  );
  /** the scenario that the address is of */
  let { scenario } = store.getState().settings;

  const reader = createReader(lab, bar, (read) => {
    scenario = read;
  });
  const leaveSettings = store.subscribe((now, before) => {
    if (now.settings === before.settings || reader.isReading()) return;
    if (now.settings.scenario === scenario) {
      bar.replaceSoon();
      return;
    }
    scenario = now.settings.scenario;
    bar.step();
  });
  const leaveZoom = timeView.store.subscribe((now, before) => {
    // Another scenario begins with everything shown: what was shown of the one left stays in its address.
    if (store.getState().settings.scenario !== scenario || reader.isReading()) return;
    if (now.domain !== before.domain) bar.replaceSoon();
  });
  return () => {
    reader.dispose();
    bar.rest();
    leaveSettings();
    leaveZoom();
  };
}

type Bar = ReturnType<typeof createBar>;

/** Writes the address bar. @param written the address of everything as it is now */
function createBar(written: () => string) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** the query as last written or read: another one means that the visitor went somewhere */
  let known = location.search;
  /** the address of everything as it is now, written yet or not */
  let latest = written();

  const rest = () => clearTimeout(timer);
  const replace = () => {
    rest();
    known = written();
    latest = known;
    history.replaceState(null, "", known);
  };
  return {
    replace,
    replaceSoon() {
      rest();
      latest = written();
      timer = setTimeout(replace, WRITE_AFTER_MS);
    },
    /** What was left keeps its latest address, and what is now has one of its own. */
    step() {
      rest();
      history.replaceState(null, "", latest);
      known = written();
      latest = known;
      history.pushState(null, "", known);
    },
    hasMoved: () => location.search !== known,
    /** What the address says, or would if it were written by now. */
    take(): string {
      const search = location.search === known ? written() : location.search;
      known = location.search;
      rest();
      return search;
    },
    /** What is now is what the address said. */
    taken() {
      latest = written();
    },
    rest,
  };
}

/** Sets the lab as the address says, wherever the visitor goes. @param onRead the scenario that was read */
function createReader(lab: Lab, bar: Bar, onRead: (scenario: string) => void) {
  const { machine } = lab.store.getState();
  const listening = new AbortController();
  const { signal } = listening;
  let reading = false;
  /** several steps back in quick succession: only the last one read counts */
  let visit = 0;

  async function read(): Promise<void> {
    // The skip link's "#lab" is a place on the page, not a state.
    if (!bar.hasMoved() && !location.hash.startsWith("#s=")) return;
    const search = bar.take();
    visit += 1;
    const mine = visit;
    const asked = await askedByUrl(search, location.hash);
    if (mine !== visit || signal.aborted) return;
    const arrival: Arrival = (scenario, enter) => arrive(asked, scenario, enter);
    if (!lab.setScenario(asked.scenario, arrival)) lab.setScenario(MANIFEST[0].id, arrival);
  }

  function arrive(asked: AskedLink, scenario: Scenario, enter: () => void): void {
    if (signal.aborted) return;
    const { state, zoom, ignored } = linkOf(asked, machine, scenario);
    reading = true;
    enter();
    lab.set(state);
    lab.timeView.show(zoom, "jump");
    lab.notify(ignored);
    onRead(state.scenario);
    bar.taken();
    reading = false;
    if (location.hash.startsWith("#s=")) bar.replace();
  }

  addEventListener("popstate", () => void read(), { signal });
  addEventListener("hashchange", () => void read(), { signal });
  return { isReading: () => reading, dispose: () => listening.abort() };
}
