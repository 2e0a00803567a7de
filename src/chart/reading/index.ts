/** What is read beside a timeline once somebody asks for it: every span as a table, and where a trace is from. */
export { provenanceLine } from "./provenance-line.ts";
export {
  BY_START,
  COLUMNS,
  type Column,
  type Order,
  type SpanRow,
  type SpanTable,
  tableOf,
} from "./table.ts";
