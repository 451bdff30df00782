import { sinceText } from "../words/times.ts";
import { age, freshnessOf, type Freshness } from "../lock/freshness.ts";
import type { House, KnownLock } from "../lock/house.ts";
import type { Instant, Reading } from "../lock/lock.ts";
import { say, type Words } from "../words/words.ts";
import type { BatteryMark, Detail, Row } from "./snapshot.ts";
import { LOSS_READINGS } from "../lock/observation.ts";
import { standingOf, wasOf, type PlainKey, type Standing } from "./state-table.ts";

/** What a row is made with, beside the lock itself. */
export interface RowContext {
  readonly house: House;
  readonly words: Words;
  readonly now: Instant;
  readonly watched: boolean;
}

/** Below this percentage a battery is marked; below half of it in danger. */
const BATTERY_LOW = 20;
const BATTERY_EMPTY = 10;

const said = (text: string): Detail => ({ kind: "text", text });

/** The row of one lock, by the first line of the state table that fits and the age of what is known. */
export function rowOf(known: KnownLock, context: RowContext): Row {
  const reading = shownReading(known);
  const facts = factsOf(known, reading, context);
  if (known.gone) return { ...facts, ...plain(context, "row.gone", "question"), rank: 5, counted: false };
  if (reading === null) return { ...facts, ...plain(context, "row.asking", "question"), rank: 3 };
  switch (reading.link) {
    case "no-bridge":
      return { ...facts, ...noBridge(context), rank: 5, counted: false };
    case "disconnected":
      return { ...facts, ...noConnection(known, context), rank: 3, since: known.seen.loss?.since ?? null };
    case "connected":
    case "unknown":
      return { ...facts, ...aged(known, reading, facts.freshness, context) };
  }
}

/** The reading a row speaks from: the latest, but one lost poll of the connection changes nothing. */
function shownReading({ seen }: KnownLock): Reading | null {
  const blip = seen.loss !== null && seen.loss.readings < LOSS_READINGS && seen.reached !== null;
  return blip ? seen.reached : seen.latest;
}

function factsOf(known: KnownLock, reading: Reading | null, { house, now, watched }: RowContext): Row {
  const told = reading?.link === "connected" || reading?.link === "disconnected";
  // a refused key means that nothing more will come: what is there is old at once
  const stale = house.keyRefused ? now : house.staleBefore;
  return {
    serial: known.lock.serial,
    name: known.lock.name,
    tone: "unknown",
    glyph: "question",
    word: "",
    detail: null,
    third: null,
    battery: reading === null ? null : batteryOf(reading),
    freshness: freshnessOf(reading?.at ?? null, stale, house.intervalMs, now),
    dashed: false,
    doorUnknown: false,
    rank: 3,
    since: null,
    text: "",
    lock: reading?.lock ?? "unknown",
    door: reading?.door ?? "unknown",
    connected: told ? reading.link === "connected" : null,
    level: reading?.battery ?? null,
    counted: watched,
  };
}

function batteryOf({ battery, charging }: Reading): BatteryMark | null {
  if (battery === null || battery >= BATTERY_LOW) return null;
  return { level: battery, tone: battery < BATTERY_EMPTY ? "danger" : "attention", charging };
}

type Face = Pick<Row, "tone" | "glyph" | "word" | "text"> & Partial<Row>;

function plain({ words }: RowContext, key: PlainKey<"row">, glyph: Row["glyph"]): Face {
  const word = say(words, key);
  return { tone: "unknown", glyph, word, text: word };
}

function noBridge({ words }: RowContext): Face {
  const word = say(words, "row.no-bridge");
  const detail = say(words, "detail.no-bridge");
  return {
    tone: "unknown",
    glyph: "no-connection",
    word,
    detail: said(detail),
    text: say(words, "text.pair", { word, detail }),
  };
}

function noConnection({ seen }: KnownLock, { words, now }: RowContext): Face {
  const word = say(words, "row.no-connection");
  const face = { tone: "unknown", glyph: "no-connection", word } as const;
  if (seen.known === null) return { ...face, text: word };
  const was = say(words, seen.known.door === "open" ? "was.door-open" : wasOf(seen.known.lock));
  const detail = say(words, "text.was-at", { was, time: sinceText(words, seen.known.at, now) });
  return {
    ...face,
    third: { kind: "was-ago", was, at: seen.known.at },
    text: say(words, "text.pair", { word, detail }),
  };
}

function aged(known: KnownLock, reading: Reading, freshness: Freshness, context: RowContext): Partial<Row> {
  const { words, now } = context;
  const door = known.seen.door;
  const standing = standingOf(reading, door?.state === "open" ? age(door.since, now) : 0);
  const time = sinceText(words, reading.at, now);
  if (freshness === "lost") {
    const word = say(words, "row.no-data-since", { time });
    return { tone: "unknown", glyph: "question", word, text: word, rank: 3, since: reading.at };
  }
  if (freshness !== "old") return current(known, standing, freshness, reading, context);
  if (standing.tone === "attention" || standing.tone === "danger") {
    const face = current(known, standing, freshness, reading, context);
    const third = said(say(words, "detail.not-updated-since", { time }));
    return { ...face, third, text: say(words, "text.not-updated", { text: face.text, time }), dashed: true };
  }
  const word = say(words, "row.was-at", { was: say(words, standing.was), time });
  return { tone: "unknown", glyph: "question", word, text: word, rank: 3, since: reading.at };
}

function current(
  known: KnownLock,
  standing: Standing,
  freshness: Freshness,
  reading: Reading,
  context: RowContext,
): Face {
  const { words, now } = context;
  const word = say(words, standing.word);
  const since = startOf(known, standing);
  const detail = standing.detail === null ? null : say(words, standing.detail);
  return {
    tone: standing.tone,
    glyph: standing.glyph,
    word,
    detail:
      detail !== null
        ? said(detail)
        : since !== null && standing.counts === "door"
          ? { kind: "duration", since }
          : null,
    third: freshness === "late" ? { kind: "updated-ago", at: reading.at } : null,
    text: staticText(words, word, detail, standing.counts === null ? null : since, now),
    rank: standing.rank,
    since,
    doorUnknown: standing.doorUnknown,
  };
}

function staticText(words: Words, word: string, detail: string | null, since: Instant | null, now: Instant): string {
  const fact = since === null ? word : say(words, "text.since", { word, time: sinceText(words, since, now) });
  return detail === null ? fact : say(words, "text.pair", { word: fact, detail });
}

/** Since when the standing holds, when that was seen and not just found so. */
function startOf({ seen }: KnownLock, standing: Standing): Instant | null {
  if (standing.counts === "door") return seen.door?.sinceKnown === true ? seen.door.since : null;
  return seen.boltSince;
}
