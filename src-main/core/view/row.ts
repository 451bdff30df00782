import { bandOf } from "../lock/battery.ts";
import type { Deadlines } from "../lock/deadlines.ts";
import type { House, KnownLock } from "../lock/house.ts";
import type { Instant, Reading } from "../lock/lock.ts";
import { shownReading } from "../lock/observation.ts";
import { isWarning, statusOf, type LockStatus } from "../lock/status.ts";
import { say, type Words } from "../words/words.ts";
import { sinceText, whenText } from "../words/times.ts";
import type { BatteryMark, Detail, Row } from "./snapshot.ts";
import { sentenceOf } from "./sentence.ts";
import { besideOf, isDoorUnknown, LOOKS, wasOf } from "./state-table.ts";

/** What a row is made with, beside the lock itself. */
export interface RowContext {
  readonly house: House;
  readonly words: Words;
  readonly deadlines: Deadlines;
  /** The owner's choice that this lock counts nowhere. */
  readonly excluded: boolean;
}

/** The row of one lock: its status as the state table draws it, and the facts behind it. */
export function rowOf(known: KnownLock, { house, words, deadlines, excluded }: RowContext): Row {
  const status = statusOf(known, house, excluded, deadlines);
  const reading = shownReading(known.seen);
  const told = reading?.link === "connected" || reading?.link === "disconnected";
  const { tone, glyph } = LOOKS[status.cause];
  return {
    serial: known.lock.serial,
    name: known.lock.name,
    status,
    tone,
    glyph,
    ...saidOf(status, known, reading, words, deadlines.now),
    battery: reading === null ? null : batteryOf(reading),
    dashed: isStale(status),
    doorUnknown: reading !== null && isDoorUnknown(status.cause, reading),
    lock: reading?.lock ?? "unknown",
    door: reading?.door ?? "unknown",
    connected: told ? reading.link === "connected" : null,
    level: reading?.battery ?? null,
  };
}

function batteryOf({ battery, charging }: Reading): BatteryMark | null {
  if (battery === null) return null;
  const band = bandOf(battery);
  return band === "enough" ? null : { level: battery, tone: band === "empty" ? "danger" : "attention", charging };
}

const said = (text: string): Detail => ({ kind: "text", text });

type Said = Pick<Row, "word" | "detail" | "third" | "text">;

/** What a row says, with its age where that is worth a word. */
function saidOf(status: LockStatus, known: KnownLock, reading: Reading | null, words: Words, now: Instant): Said {
  const { cause, freshness } = status;
  if (reading === null || cause === "left-account") return alone(say(words, LOOKS[cause].word));
  if (cause === "disconnected") return disconnected(known, words, now);
  if (cause === "data-lost") return alone(say(words, "row.no-data", { since: sinceText(words, reading.at, now) }));
  if (cause === "data-old")
    return alone(say(words, `was.${wasOf(reading)}`, { when: whenText(words, reading.at, now) }));
  const told = toldOf(status, reading, words, now);
  if (isStale(status)) {
    const since = sinceText(words, reading.at, now);
    const third = said(say(words, "detail.not-updated", { since }));
    return { ...told, third, text: say(words, "old.not-updated", { sentence: told.text, since }) };
  }
  return freshness === "late" && cause !== "no-bridge"
    ? { ...told, third: { kind: "updated-ago", at: reading.at } }
    : told;
}

const alone = (word: string): Said => ({ word, detail: null, third: null, text: word });

function disconnected({ seen: { known } }: KnownLock, words: Words, now: Instant): Said {
  const word = say(words, "row.no-connection");
  if (known === null) return alone(word);
  const was = wasOf(known);
  return {
    word,
    detail: null,
    third: { kind: "was-ago", was, at: known.at },
    text: say(words, `lost.${was}`, { when: whenText(words, known.at, now) }),
  };
}

/** What the reading itself tells. */
function toldOf(status: LockStatus, reading: Reading, words: Words, now: Instant): Said {
  const beside = besideOf(status.cause, reading);
  return {
    word: say(words, LOOKS[status.cause].word),
    detail: beside === null ? openFor(status) : said(say(words, `detail.${beside}`)),
    third: null,
    text: sentenceOf(status, reading, words, now),
  };
}

/** How long a door has been open, where its opening was seen. */
function openFor({ cause, since }: LockStatus): Detail | null {
  const isOpen = cause === "door-open" || cause === "open-long" || cause === "open-while-locked";
  return isOpen && since !== null ? { kind: "duration", since } : null;
}

/** Whether a warning stands though its reading is old. */
const isStale = ({ freshness, cause }: LockStatus): boolean => freshness === "old" && isWarning(cause);
