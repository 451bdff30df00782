import type { Findings, Outcome } from "./events.ts";
import type { Knowledge } from "./knowledge.ts";
import { FLOOR_MS, SLACK_MS } from "./limits.ts";

/** "Resume marks all data old at once and polls within 5 s or at the floor, whichever is later" */
const WAKE_MS = 5000;
/** "resume events merge for 3 s": the first poll waits so long for further events. */
const RESUME_MERGE_MS = 3000;
/** "Locks that fall due within 2 s of each other go out together." */
const GATHER_MS = 2000;

/** Judges how soon the app polls after waking. */
export class Waking {
  readonly #knowledge: Knowledge;
  readonly #findings: Findings;
  #floorAt = -Infinity;
  /** The end of a wait that waking does not end: Tedee asked for it, or the key is refused. */
  #heldUntil = -Infinity;
  #dueAt = Infinity;

  constructor(knowledge: Knowledge, findings: Findings) {
    this.#knowledge = knowledge;
    this.#findings = findings;
  }

  started(at: number): void {
    this.#floorAt = at + FLOOR_MS;
    this.#dueAt = Infinity;
  }

  ended(): void {
    this.#dueAt = Infinity;
  }

  resumed(at: number): void {
    // a request that the app drops may have arrived, so the floor counts from its end
    this.#dueAt = Math.max(at + WAKE_MS, this.#floorAt + GATHER_MS, this.#heldUntil + GATHER_MS);
  }

  answered(at: number, outcome: Outcome, waitMs: number): void {
    this.#floorAt = Math.max(this.#floorAt, at + FLOOR_MS);
    if (outcome === "limit") this.#heldUntil = at + waitMs;
    // the app tries a refused key every 5 minutes, whatever comes of the tries
    if (this.#knowledge.refused && outcome !== "good") this.#heldUntil = at + 300_000;
    if (this.#dueAt !== Infinity) this.#dueAt = Math.max(this.#dueAt, this.#floorAt + GATHER_MS);
  }

  /** A clock that jumps forward looks like another waking once the app runs. */
  jumped(at: number): void {
    if (this.#dueAt !== Infinity) this.#dueAt = Math.max(this.#dueAt, at + RESUME_MERGE_MS + WAKE_MS);
  }

  /** A silent sleep: a wait goes on from where it was. */
  slept(ms: number): void {
    this.#heldUntil += ms;
  }

  sent(): void {
    this.#dueAt = Infinity;
  }

  expire(at: number): void {
    if (this.#knowledge.asleep || !this.#knowledge.running || this.#knowledge.empty) {
      this.#dueAt = Infinity;
      return;
    }
    if (at <= this.#dueAt + SLACK_MS) return;
    this.#findings.broken("no look in time after waking", at, `due ${at - this.#dueAt} ms ago`);
    this.#dueAt = Infinity;
  }
}
