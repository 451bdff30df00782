import { serialOf } from "../../../src-main/core/lock/lock.ts";
import type { Row } from "../../../src-main/core/view/snapshot.ts";
import { attention, many, open, row, sample } from "../../component/support/rows.ts";
import { LONG_NAME } from "../../component/support/scenes.ts";
import { STATES } from "../../component/support/states.ts";
import { allWell, read, reading } from "../../unit/support/house.ts";
import { named, type Listed } from "./listed.ts";
import { told } from "./story.ts";

const { loading, ...samples } = STATES;

/** Names as people write them: long, none (main gives the serial number), right to left, twice the same, markup. */
const NAMES = [
  LONG_NAME,
  "Warehouse_gate_with_a_name_that_has_no_spaces_in_it_at_all",
  "20260101-000003",
  "الباب الرئيسي",
  "דלת אחורית (שמאל)",
  "玄関",
  "Garage",
  "Garage",
  "<b>Cellar</b> & {count}",
];

const sized = (count: number): Listed => {
  const rows = count < 4 ? [row("Front door"), row("Back door")].slice(0, count) : many(count);
  return { name: `locks-${count}`, state: sample({ rows }) };
};

/** Rows by names of which two may be the same. */
const called = (names: readonly string[]): readonly Row[] =>
  names.map((name, n) => ({ ...(n % 3 === 0 ? open(name, 14) : row(name)), serial: serialOf(`n${n}`) }));

/** Two locks that are well beside as many as asked for that no list has named yet. */
const joined = (count: number): Listed => {
  const readings = Array.from({ length: 2 + count }, (_, n) => reading(n + 1, 20));
  return told(`locks-new-${count}`, [[allWell(2), read(20, ...readings)], 20]);
};

/** The list of locks: named samples, every size of a house, every kind of name. */
export const houseStates: readonly Listed[] = [
  ...named(samples),
  { name: "loading", state: loading, act: (hand) => hand.see(".group") },
  ...[1, 2, 6, 9, 50, 500].map(sized),
  ...[1, 3].map(joined),
  { name: "names", state: sample({ headline: attention(3, open(LONG_NAME, 14)), rows: called(NAMES) }) },
  { name: "few-names", state: sample({ rows: called(NAMES.slice(0, 6)) }) },
];
