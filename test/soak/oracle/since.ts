import type { Knowledge } from "./knowledge.ts";
import type { LockRecord } from "./lock-record.ts";
import type { Findings, TimedEvent } from "./events.ts";
import { wordsOf } from "./states.ts";

/** Longer silences are gaps, and what changed in one has no time; a round trip comes on top. */
const GAP_MS = 100_000;
const ROUND_TRIP_MS = 12_000;
const HALF_MINUTE_MS = 30_000;
/** Changes that are remembered of each lock, each as it began. */
const REMEMBERED = 60;

interface Change {
  readonly words: string;
  /** It began between these: what an answer without a device state hides may have begun at any time. */
  readonly from: number;
  readonly until: number;
  /** How often the computer's clock had been set. */
  readonly sets: number;
  /** What it was when the world began. */
  readonly first: boolean;
  /** The lock joined the account, from when on the cloud may count. */
  readonly joined: boolean;
}

/** The minute of the day, on a clock that shows the computer's zone. */
function minuteOf(at: number): number {
  const date = new Date(at);
  return date.getHours() * 60 + date.getMinutes();
}

/** The same of a time as a row writes it: "13:48". */
function minuteIn(text: string): number {
  const [hours, minutes] = text.split(":");
  return Number(hours) * 60 + Number(minutes);
}

/** Judges the times in a row's words: "since 13:48" is the minute in which it was noticed, and no guess. */
export class Since {
  readonly #knowledge: Knowledge;
  readonly #findings: Findings;
  readonly #changes = new Map<LockRecord, Change[]>();
  /** By how much the computer's clock is wrong, and was after each time that it was set. */
  readonly #wrongMs = [0];
  /** How many such times were judged. */
  judged = 0;

  constructor(knowledge: Knowledge, findings: Findings) {
    this.#knowledge = knowledge;
    this.#findings = findings;
  }

  truth(at: number, serial: string): void {
    const lock = this.#knowledge.lock(serial);
    if (lock.truth === null) return;
    const changes = this.#changes.get(lock) ?? [];
    const words = wordsOf(lock.truth);
    const last = changes.at(-1);
    if (last?.words !== words) {
      const from = last?.words.startsWith("unknown") === true ? last.from : at;
      changes.push({
        words,
        from,
        until: at,
        sets: this.#wrongMs.length - 1,
        first: last === undefined,
        joined: false,
      });
    }
    this.#changes.set(lock, changes.slice(-REMEMBERED));
  }

  member(at: number, serial: string): void {
    const lock = this.#knowledge.lock(serial);
    const [changes, sets] = [this.#changes.get(lock), this.#wrongMs.length - 1];
    if (changes === undefined || lock.truth === null || lock.id === null) return;
    changes.push({ words: wordsOf(lock.truth), from: at, until: at, sets, first: false, joined: true });
  }

  clockSet(byMs: number): void {
    this.#wrongMs.push((this.#wrongMs.at(-1) ?? 0) + byMs);
  }

  row({ at, serial, text, lock: bolt }: TimedEvent & { kind: "row" }): void {
    const [, what, time] = /^(.+?) since (?:\w+ )?(\d\d:\d\d)/.exec(text) ?? [];
    // a row that is old repeats what it said when it was not
    if (what === undefined || time === undefined || /no data|not updated/i.test(text)) return;
    const lock = this.#knowledge.lock(serial);
    const door = /^(?:door open|open while)/i.test(what);
    const began = (this.#changes.get(lock) ?? []).filter(({ words, joined }, index, all) => {
      const [began, sensor] = words.split(" ");
      const before = all[index - 1]?.words.split(" ");
      return door ? sensor === "open" && before?.[1] !== "open" : began === bolt && (joined || before?.[0] !== bolt);
    });
    // how it was at first began before this world
    if (began.length === 0 || began.some(({ first }) => first)) return;
    this.judged += 1;
    const minute = minuteIn(time);
    if (began.reverse().some((change) => this.#fits(change, minute))) return;
    this.#findings.broken("a time told that was not so", at, `${lock.name}: ${text}`);
  }

  /** Noticed within a gap of its beginning by the clock of any time since, or told by the cloud and set with the clock. */
  #fits({ from, until, sets }: Change, minute: number): boolean {
    const wrong = this.#wrongMs.slice(sets);
    const offsets = new Set([0, ...wrong, ...wrong.flatMap((one) => wrong.map((other) => one - other))]);
    for (let at = from; at <= until + GAP_MS + ROUND_TRIP_MS; at += HALF_MINUTE_MS) {
      for (const offset of offsets) if (minuteOf(at + offset) === minute) return true;
    }
    return false;
  }
}
