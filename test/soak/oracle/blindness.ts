import type { Fact, Findings, Outcome, TimedEvent } from "./events.ts";
import type { Answer, Knowledge } from "./knowledge.ts";
import { PAUSED } from "./lock-alerts.ts";
import { AGAINST } from "./on-show.ts";
import type { Silence } from "./silence.ts";

/** "no data for 10 minutes while the computer is awake: Ajar says that it is blind, once, and takes it back on recovery" */
const BLIND_AFTER_MS = 600_000;
/** "after three in a row over at least 60 s ask for a new key" */
const REFUSALS = 3;
const PATIENCE_MS = 60_000;
/** How exact the app's own timers must be. */
const SLACK_MS = 1000;
const MISSED = "fact that lasted two polls and was not alerted";

/** Judges what the app says of its key, and of being blind. */
export class Blindness {
  readonly #knowledge: Knowledge;
  readonly #findings: Findings;
  readonly #silence: Silence;
  /** Since when the app has heard nothing, and since when it can count that after what may look like a sleep. */
  #silentFrom = -Infinity;
  #lookedAt = -Infinity;
  /** Refused answers in a row, and since when; another end of a request breaks the row. */
  #refusals = 0;
  #refusedSince = 0;
  /** A revoked key was refused for long enough; only a good answer ends that. */
  #refused = false;
  /** From when on the app must tell a refused key; infinite when it need not. */
  #keyDueAt = Infinity;
  /** Told since the last answer, also by an earlier process. */
  #told = false;
  /** A pause keeps it back. */
  #kept = false;
  #counted = false;
  #onShow = false;
  /** When an answer ended it while it was on show; infinite without. */
  #overAt = Infinity;
  #unnoticed = false;

  constructor(knowledge: Knowledge, findings: Findings, silence: Silence) {
    this.#knowledge = knowledge;
    this.#findings = findings;
    this.#silence = silence;
  }

  started(at: number): void {
    this.#silentFrom = at;
    this.#lookedAt = at;
    this.#refusals = 0;
    this.#refused = false;
    this.#keyDueAt = Infinity;
    this.#kept = false;
    this.#onShow = false;
    this.#overAt = Infinity;
  }

  /** The computer is awake again. */
  woke(at: number): void {
    this.#silentFrom = at;
    this.#noticed(at);
  }

  /** The computer seems to have slept: the app cannot count the time before it runs again. */
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
    // the app need not add up refusals before and after a sleep
    this.#refusals = 0;
    this.#keyDueAt = Infinity;
  }

  heard(at: number, { news, list }: Answer): void {
    this.#knowledge.refused = false;
    if (news.length === 0 && !list) return;
    this.#silentFrom = at;
    this.#lookedAt = at;
    this.#told = false;
    this.#kept = false;
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

  notify({ at, id, facts }: TimedEvent & { kind: "notify" }): void {
    if (facts.some(({ reason }) => reason === "key")) this.keyAsked(at, id);
    if (this.#told) this.#findings.broken("fact alerted twice", at, id);
    else if (!this.#kept && !this.#isFact(at)) this.#findings.broken("alert without a fact", at, id);
    if (this.#silence.isPaused(at)) this.#findings.broken(PAUSED, at, `${id} told in a pause`);
    this.#told = true;
    this.#kept = false;
    this.#onShow = true;
  }

  /** The app keeps back that it is blind. */
  suppressed(at: number): void {
    if (this.#kept || this.#told || !this.#isFact(at) || !this.#silence.isPaused(at))
      this.#findings.broken(PAUSED, at, "blind, kept back for nothing");
    this.#kept = true;
  }

  /** Only an answer takes it back. */
  withdrawn(at: number): void {
    if (!this.#onShow || this.#overAt === Infinity) this.#findings.broken(AGAINST, at, "blind, taken back");
    this.#onShow = false;
    this.#overAt = Infinity;
  }

  /** A person closed the alert. */
  dismissed(): void {
    this.#onShow = false;
    this.#overAt = Infinity;
  }

  /** The app asks for a new key: in a banner, a problem or an alert. */
  keyAsked(at: number, how: string): void {
    if (!this.#refused) this.#findings.broken("new key asked for without a revoked one", at, how);
  }

  /** Judges what should have happened before this moment. */
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
    const dueAt = Math.min(silentAt, this.#keyDueAt);
    const { until } = this.#silence;
    if (this.#silence.isPaused(at) ? this.#kept || at <= dueAt + SLACK_MS : at <= Math.max(dueAt, until) + SLACK_MS)
      return;
    this.#told = true;
    this.#findings.broken(MISSED, at, "blind");
  }

  #isFact(at: number): boolean {
    const isSilent = at - this.#silentFrom >= BLIND_AFTER_MS;
    if (isSilent) this.#count("blind without data");
    return isSilent || this.#refused;
  }

  #count(fact: Fact): void {
    if (!this.#counted) this.#findings.fact(fact);
    this.#counted = true;
  }
}
