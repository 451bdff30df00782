import type { Knowledge, Answer } from "./knowledge.ts";
import type { Findings, Outcome, TimedEvent } from "./events.ts";

/** "no data for 10 minutes while the computer is awake: Ajar says that it is blind, once, and takes it back on recovery" */
const BLIND_AFTER_MS = 600_000;
/** "after three in a row over at least 60 s ask for a new key" */
const REFUSALS = 3;
const PATIENCE_MS = 60_000;
/** How exact the app's own timers must be. */
const SLACK_MS = 1000;
const BLIND = "app:blind";

/** Judges what is said of the key and of being blind. */
export class Blindness {
  readonly #knowledge: Knowledge;
  readonly #findings: Findings;
  /** Since when it has had nothing to go by, and the same where it may take a clock that was set for a sleep. */
  #silentFrom = -Infinity;
  #lookedAt = -Infinity;
  /** Refused answers in a row, and since when; any other end of a request breaks the row. */
  #refusals = 0;
  #refusedSince = 0;
  /** Refused for long enough while it was really revoked; only a good answer ends it. */
  #refused = false;
  /** From when on it has to be told; infinite when it need not be. */
  #keyDueAt = Infinity;
  #told = false;
  #counted = false;
  /** Told in this life, so that it stands until it is withdrawn. */
  #onShow = false;
  #overAt = Infinity;
  #unnoticed = false;

  constructor(knowledge: Knowledge, findings: Findings) {
    this.#knowledge = knowledge;
    this.#findings = findings;
  }

  started(at: number): void {
    this.#silentFrom = at;
    this.#lookedAt = at;
    this.#refusals = 0;
    this.#refused = false;
    this.#keyDueAt = Infinity;
    this.#onShow = false;
    this.#overAt = Infinity;
  }

  /** The computer is awake again. */
  woke(at: number): void {
    this.#silentFrom = at;
    this.#noticed(at);
  }

  /** It seems to have slept: the app, which nobody told, cannot count the time before it runs. */
  jumped(): void {
    this.#unnoticed = true;
  }

  /** The app runs again. */
  alive(at: number): void {
    if (this.#unnoticed) this.#noticed(at);
  }

  #noticed(at: number): void {
    this.#lookedAt = at;
    this.#unnoticed = false;
    // refusals on either side of a sleep need not be taken for a row
    this.#refusals = 0;
    this.#keyDueAt = Infinity;
  }

  heard(at: number, { news, list }: Answer): void {
    this.#knowledge.refused = false;
    if (news.length === 0 && !list) return;
    this.#silentFrom = at;
    this.#lookedAt = at;
    this.#told = false;
    this.#counted = false;
    this.#keyDueAt = Infinity;
    if (this.#onShow) this.#overAt = at;
  }

  answered(at: number, outcome: Outcome): void {
    if (outcome === "dropped") return;
    if (outcome !== "refused") {
      this.#refusals = 0;
      if (outcome === "good") this.#refused = false;
      return;
    }
    if (this.#refusals === 0) this.#refusedSince = at;
    this.#refusals += 1;
    const long = this.#refusals >= REFUSALS && at - this.#refusedSince >= PATIENCE_MS;
    if (!long || !this.#knowledge.revoked) return;
    this.#refused = true;
    this.#knowledge.refused = true;
    if (!this.#told) {
      this.#keyDueAt = Math.min(this.#keyDueAt, at);
      this.#count("blind by a refused key");
    }
  }

  notify(at: number, title: string): void {
    const silentMs = at - this.#silentFrom;
    if (silentMs >= BLIND_AFTER_MS) this.#count("blind without data");
    const fact = silentMs >= BLIND_AFTER_MS || this.#refused;
    if (this.#told) this.#findings.broken("fact alerted twice", at, title);
    else if (!fact) this.#findings.broken("alert without a fact", at, title);
    this.#told = true;
    this.#onShow = true;
  }

  withdrawn(id: string): void {
    if (id !== BLIND) return;
    this.#onShow = false;
    this.#overAt = Infinity;
  }

  /** "Sign in again" in a banner, in a problem's words or in an alert. */
  keyAsked(at: number, how: string): void {
    if (!this.#refused) this.#findings.broken("new key asked for without a revoked one", at, how);
  }

  /** What must have been said before this moment. */
  expire(at: number): void {
    const { running, asleep, empty } = this.#knowledge;
    if (!running || asleep || empty || this.#unnoticed) return;
    if (at > this.#overAt + SLACK_MS) {
      this.#overAt = Infinity;
      this.#findings.broken("alert without a fact", at, "blind, not taken back");
    }
    if (this.#told) return;
    const silentAt = this.#lookedAt + BLIND_AFTER_MS;
    if (at > silentAt) this.#count("blind without data");
    if (at <= Math.min(silentAt, this.#keyDueAt) + SLACK_MS) return;
    this.#told = true;
    this.#findings.broken("fact that lasted two polls and was not alerted", at, "blind");
  }

  #count(fact: Parameters<Findings["fact"]>[0]): void {
    if (!this.#counted) this.#findings.fact(fact);
    this.#counted = true;
  }
}

/** Whether a sentence asks for a new key. */
export const asksForKey = ({ title, body }: TimedEvent & { kind: "notify" }): boolean =>
  `${title} ${body}`.includes("refused the key");
