import { describe, expect, it } from "vitest";
import { decide } from "../../src-main/core/alerts/decide.ts";
import { dismissed } from "../../src-main/core/alerts/memory.ts";
import type { HouseEvent } from "../../src-main/core/lock/house-event.ts";
import { reduce } from "../../src-main/core/lock/house.ts";
import { english } from "./support/words.ts";
import { lineOf, open, rules, run } from "./support/alerts.ts";
import { allWell, at, away, read, reading } from "./support/house.ts";

const EIGHT = [1, 2, 3, 4, 5, 6, 7, 8];
/** A reading of eight doors, with the open ones named. */
const doors = (seconds: number, isOpen: readonly number[]): HouseEvent =>
  read(seconds, ...EIGHT.map((n) => (isOpen.includes(n) ? open : reading)(n, seconds)));
const lost = [20, 40, 140].map((seconds) => read(seconds, ...EIGHT.map((n) => away(n, seconds))));
const of = (rule: string, ...ns: readonly number[]): string => ns.map((n) => `S${n}:${rule}`).join(" ");

describe("more than three alerts at once", () => {
  it.each<readonly [what: string, steps: readonly HouseEvent[], told: readonly string[]]>([
    ["are one each up to three", [doors(20, [1, 2, 3])], ["S1:opened", "S2:opened", "S3:opened"]],
    [
      "are one summary with one end",
      [doors(20, [1, 2, 3, 4]), doors(40, [])],
      [`app:summary of ${of("opened", 1, 2, 3, 4)}`, `app:summary over of ${of("opened", 1, 2, 3, 4)}`],
    ],
    [
      "end when all of two summaries is over",
      [doors(20, [1, 2, 3, 4]), doors(40, EIGHT), doors(60, [1, 2, 3, 4])],
      [`app:summary of ${of("opened", 1, 2, 3, 4)}`, `app:summary of ${of("opened", ...EIGHT)}`],
    ],
    [
      "name what an earlier summary still speaks of, and not what is over",
      [doors(20, [1, 2, 3, 4]), doors(40, [3, 4]), doors(60, [3, 4, 5, 6, 7, 8]), doors(80, [])],
      [
        `app:summary of ${of("opened", 1, 2, 3, 4)}`,
        `app:summary of ${of("opened", 3, 4, 5, 6, 7, 8)}`,
        `app:summary over of ${of("opened", 3, 4, 5, 6, 7, 8)}`,
      ],
    ],
    [
      "are one end for connections that come back at once",
      [...lost, doors(160, [])],
      [`app:summary of ${of("connection", ...EIGHT)}`, `app:summary over of ${of("connection", ...EIGHT)}`],
    ],
  ])("%s", (_, steps, told) => expect(run([allWell(8), ...steps]).told).toEqual(told));

  it("are one return, in silence, when their alert was closed", () => {
    const before = run([allWell(8), ...lost]);
    const back = reduce(before.house, doors(160, []));
    const memory = dismissed(before.memory, "app:summary");
    const { raise } = decide(back.changes, back.house, rules, memory, english, at(160));
    expect(raise.map(lineOf)).toEqual([`app:back over of ${of("connection", ...EIGHT)}`]);
    expect(raise).toMatchObject([{ silent: true, replaces: null }]);
  });
});
