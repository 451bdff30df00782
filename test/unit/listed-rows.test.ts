import { describe, expect, it } from "vitest";
import { STATUS_CAUSES, type StatusCause } from "../../src-main/core/lock/status.ts";
import { houseStates } from "../window/states/houses.ts";
import type { Listed } from "../window/states/listed.ts";
import { rowStates } from "../window/states/rows.ts";

const called = (states: readonly Listed[], wanted: string): Listed["state"]["snapshot"] | undefined =>
  states.find(({ name }) => name === wanted)?.state.snapshot;
const causesIn = (name: string): readonly StatusCause[] | undefined =>
  called(rowStates, name)?.rows.map(({ status }) => status.cause);

describe("the states that are listed", () => {
  it.each(STATUS_CAUSES)("show a row by the cause %s where its name says so", (cause) => {
    expect(causesIn(`row-${cause}`)).toContain(cause);
  });

  it.each([
    [1, "1 new lock is still loading"],
    [3, "3 new locks are still loading"],
  ])("show a house to which locks came that no row stands for: %i", (count, sentence) => {
    const shown = called(houseStates, `locks-new-${count}`);
    expect(shown?.unlisted).toBe(count);
    expect(shown?.headline.sentence.text).toBe(sentence);
  });
});
