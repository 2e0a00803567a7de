import type { FindScenario } from "../scenario/catalogue.ts";
import { SCENARIOS, scenarioById } from "../scenario/catalogue-test-kit.ts";
import type { LabState } from "../state/lab-state.ts";
import { type AskedLink, askedByQuery, askedByUrl, type Link, linkOf } from "./links.ts";

type Cores = Pick<LabState["machine"], "cores">;

const nearest = (asked: AskedLink, machine: Cores, find: FindScenario): Link =>
  linkOf(asked, machine, find(asked.scenario) ?? SCENARIOS[0]);

/** The readable parameters of a link, where every scenario has been loaded. */
export const readQuery = (
  search: string,
  machine: Cores,
  find: FindScenario = scenarioById,
): Link => nearest(askedByQuery(search), machine, find);

/** The whole link, where every scenario has been loaded. */
export const readUrl = async (
  search: string,
  hash: string,
  machine: Cores,
  find: FindScenario = scenarioById,
): Promise<Link> => nearest(await askedByUrl(search, hash), machine, find);
