import { expect, it } from "vitest";
import { emptyListCache } from "../../src-main/core/polling/list-cache.ts";
import * as pacing from "../../src-main/core/polling/poll-state.ts";
import { plan } from "../../src-main/core/polling/poll-plan.ts";
import { at } from "./support/house.ts";

/** The pace after a list of which so many pages were read and more follow. */
const cutAfter = (pages: number): pacing.PollState => {
  let pace = pacing.startPollState(20_000, emptyListCache, at(0));
  for (let page = 1; page <= pages; page += 1) pace = pacing.listSent(pace, page, at(0));
  return pacing.listAnswered(pace, { ids: [], pages, doubtful: false, cut: true }, at(1));
};

it("reads a list again that was cut short, as soon as one page more may be read", () => {
  const pace = cutAfter(6);
  expect(plan(pace, at(60)).ask).toBeNull();
  expect(plan(pace, at(599)).ask).toBeNull();
  expect(plan(pace, at(601)).ask).toEqual({ kind: "list", page: 1 });
});

it("does not hurry a list that has more pages than may ever be read", () => {
  expect(cutAfter(9).listWanted).toBe(false);
  expect(cutAfter(8).listWanted).toBe(true);
});
