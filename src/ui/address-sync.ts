import { readUrl } from "../api/links.ts";
import { writeUrl } from "../state/address/url.ts";
import type { Lab } from "../state/lab.ts";

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
  const listening = new AbortController();
  const { signal } = listening;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let reading = false;
  /** several steps back in quick succession: only the last one read counts */
  let visit = 0;

  const written = () =>
    writeUrl(store.getState().settings, machine, timeView.store.getState().domain);
  /** the query as last written or read: another one means that the visitor went somewhere */
  let known = location.search;
  /** the scenario that the address is of, and the address of everything as it is now, written yet or not */
  let { scenario } = store.getState().settings;
  let latest = written();
  const replace = () => {
    clearTimeout(timer);
    known = written();
    latest = known;
    history.replaceState(null, "", known);
  };

  const soon = () => {
    clearTimeout(timer);
    latest = written();
    timer = setTimeout(replace, WRITE_AFTER_MS);
  };

  const leaveSettings = store.subscribe((now, before) => {
    if (now.settings === before.settings || reading) return;
    if (now.settings.scenario === scenario) {
      soon();
      return;
    }
    clearTimeout(timer);
    scenario = now.settings.scenario;
    history.replaceState(null, "", latest);
    known = written();
    latest = known;
    history.pushState(null, "", known);
  });
  const leaveZoom = timeView.store.subscribe((now, before) => {
    // Another scenario begins with everything shown: what was shown of the one left stays in its address.
    if (store.getState().settings.scenario !== scenario || reading) return;
    if (now.domain !== before.domain) soon();
  });

  async function read(): Promise<void> {
    const moved = location.search !== known;
    // The skip link's "#lab" is a place on the page, not a state.
    if (!moved && !location.hash.startsWith("#s=")) return;
    // A change made just now may not have reached the address yet.
    const search = moved ? location.search : written();
    known = location.search;
    clearTimeout(timer);
    visit += 1;
    const mine = visit;
    const { state, zoom, ignored } = await readUrl(search, location.hash, machine);
    if (mine !== visit || signal.aborted) return;
    reading = true;
    lab.setScenario(state.scenario);
    lab.set(state);
    timeView.show(zoom, "jump");
    lab.notify(ignored);
    scenario = state.scenario;
    latest = written();
    reading = false;
    if (location.hash.startsWith("#s=")) replace();
  }

  addEventListener("popstate", () => void read(), { signal });
  addEventListener("hashchange", () => void read(), { signal });
  return () => {
    listening.abort();
    clearTimeout(timer);
    leaveSettings();
    leaveZoom();
  };
}
