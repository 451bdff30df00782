import type { Findings, TimedEvent, ToldFact } from "./events.ts";
import type { Knowledge } from "./knowledge.ts";
import { isOpenCause, type LockRecord } from "./lock-record.ts";
import { wordsOf } from "./states.ts";

/** A longer silence is a gap, and a change in a gap has no time; a round trip comes on top. */
const GAP_MS = 100_000;
const ROUND_TRIP_MS = 12_000;
/** How exact the cloud's own dates are. */
const EARLY_MS = 1000;
/** Remembered changes of each lock. */
const REMEMBERED = 60;

/** Causes whose `since` is about what the app heard and not about bolt or door. */
const OTHER_CAUSES: readonly string[] = [
  "data-old",
  "data-lost",
  "disconnected",
  "not-asked",
  "no-bridge",
  "left-account",
];

/** A change of one lock. */
interface Change {
  readonly words: string;
  /** It began between these: an answer without a device state hides the moment. */
  readonly from: number;
  readonly until: number;
  /** How often the computer's clock was set before. */
  readonly sets: number;
  /** The state in which the world began. */
  readonly first: boolean;
  /** The lock joined the account; the cloud may count from then on. */
  readonly joined: boolean;
}

/** Judges `since` of a row: the moment at which the app could notice the change, and never a guess. */
export class Since {
  readonly #knowledge: Knowledge;
  readonly #findings: Findings;
  readonly #changes = new Map<LockRecord, Change[]>();
  /** How wrong the computer's clock was at first and after each setting, in milliseconds. */
  readonly #wrongMs = [0];
  /** How many times were judged. */
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
      const sets = this.#wrongMs.length - 1;
      changes.push({ words, from, until: at, sets, first: last === undefined, joined: false });
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

  row({ at, serial, since, cause, freshness, lock: bolt }: TimedEvent & { kind: "row" }): void {
    // an old row repeats what it said before
    if (since === null || OTHER_CAUSES.includes(cause) || freshness === "old") return;
    const lock = this.#knowledge.lock(serial);
    this.#judge(lock, since, at, cause, isOpenCause(cause) ? null : bolt);
  }

  /** Judges when a door opened, as an alert or its end says. */
  fact({ rule, serial, state, happenedAt, begunAt }: ToldFact, at: number): void {
    const openedAt = state === "begun" ? happenedAt : begunAt;
    if (rule !== "opened" || serial === null || openedAt === null) return;
    this.#judge(this.#knowledge.lock(serial), openedAt, at, `${state} opening`, null);
  }

  /** Whether a time is one at which the bolt came into a state, or (null) the door opened. */
  #judge(lock: LockRecord, since: number, at: number, what: string, bolt: string | null): void {
    const began = (this.#changes.get(lock) ?? []).filter(({ words, joined }, index, all) => {
      const [state, sensor] = words.split(" ");
      const before = all[index - 1]?.words.split(" ");
      if (bolt === null) return sensor === "open" && before?.[1] !== "open";
      return state === bolt && (joined || before?.[0] !== bolt);
    });
    // the first state began before this world
    if (began.length === 0 || began.some(({ first }) => first)) return;
    this.judged += 1;
    if (began.some((change) => this.#fits(change, since))) return;
    this.#findings.broken("a time told that was not so", at, `${lock.name}: ${what} since ${timeText(since)}`);
  }

  /** The app noticed the change within a gap of its beginning, or the cloud dated it; either by any clock since then. */
  #fits({ from, until, sets }: Change, since: number): boolean {
    const wrong = this.#wrongMs.slice(sets);
    const offsets = [0, ...wrong, ...wrong.flatMap((one) => wrong.map((other) => one - other))];
    const latest = until + GAP_MS + ROUND_TRIP_MS;
    return offsets.some((offset) => since >= from + offset - EARLY_MS && since <= latest + offset);
  }
}

const timeText = (at: number): string => new Date(at).toISOString();
