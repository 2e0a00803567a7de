import { expect, test } from "vitest";
import * as log from "../../model/machine/log.ts";
import * as fact from "./facts.ts";
import * as board from "./schedule/board.ts";

/** `tsc` is the test: without the brands each of these expected errors is one that it does not find. */
test("a code of one numbering does not pass for that of another", () => {
  const ofFact = (code: fact.FactCode): number => code;
  const ofBoard = (status: board.TaskStatus): number => status;
  const ofLog = (state: log.LogState): number => state;
  const ofLane = (state: log.LaneLogState): number => state;

  const mixed = [
    // @ts-expect-error a status of the board is no code of a fact
    ofFact(board.QUEUED),
    // @ts-expect-error nor is a state of the log
    ofFact(log.QUEUED),
    // @ts-expect-error nor is any number
    ofFact(0),
    // @ts-expect-error a code of a fact is no status of the board
    ofBoard(fact.QUEUED),
    // @ts-expect-error nor is a state of the log
    ofBoard(log.QUEUED),
    // @ts-expect-error a code of a fact is no state of the log
    ofLog(fact.QUEUED),
    // @ts-expect-error nor is a status of the board
    ofLog(board.QUEUED),
    // @ts-expect-error nor is the state of a lane
    ofLog(log.STARTING),
    // @ts-expect-error and the other way round
    ofLane(log.QUEUED),
    // @ts-expect-error they cannot even be compared
    board.SETTLED === fact.SETTLED,
  ];
  expect(mixed).toHaveLength(10);
  expect([fact.RUNNING, board.RUNNING, log.RUNNING]).toEqual([1, 3, 2]);
});
