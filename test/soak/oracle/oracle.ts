import { asksForKey, BlindFacts } from "./blindness.ts";
import { Book } from "./knowledge.ts";
import { Failures } from "./failures.ts";
import { LockFacts } from "./lock-alerts.ts";
import { Load, Waking } from "./load.ts";
import { Neglect } from "./overdue.ts";
import { Shown } from "./shown.ts";
import { Since } from "./since.ts";
import { Times } from "./detection.ts";
import { RULES, type Fact, type Notebook, type Rule, type Witness } from "./events.ts";
import { Waits } from "./waits.ts";

/** What the owner chose. */
export interface Chosen {
  readonly intervalMs: number;
  readonly lossDelayMs: number;
}

/** How often a rule was broken, with the first few cases. */
export interface Breach {
  readonly rule: Rule;
  readonly count: number;
  readonly examples: readonly string[];
}

/** A forward jump of this size may as well be a sleep that nobody told of. */
const SLEEP_MS = 5000;
const EXAMPLES = 4;

/** Knows every door's true history and judges what the app said of it, by the rules of design.md and not by its code. */
export class Oracle {
  readonly facts = new Map<Fact, number>();
  readonly times: Times;
  readonly load: Load;
  readonly since: Since;
  readonly #book = new Book();
  readonly #lockFacts: LockFacts;
  readonly #blind: BlindFacts;
  readonly #shown: Shown;
  readonly #waking: Waking;
  readonly #waits: Waits;
  readonly #neglect: Neglect;
  readonly #breaches = new Map<Rule, { count: number; examples: string[] }>();
  #now = 0;
  readonly #failures: Failures;
  /** A list that looks whole may be read on at once, and fail as a whole. */
  #listHeardAt = NaN;
  /** A sleep that nobody told of, or a clock that was set, before the app ran again. */
  #unnoticed = false;
  #dozedAt = 0;

  constructor({ intervalMs, lossDelayMs }: Chosen) {
    const notes: Notebook = {
      broken: (rule, at, what) => this.#broken(rule, at, what),
      fact: (fact) => this.facts.set(fact, (this.facts.get(fact) ?? 0) + 1),
    };
    this.#lockFacts = new LockFacts(this.#book, notes, lossDelayMs, Math.min(5 * intervalMs, 180_000));
    this.#blind = new BlindFacts(this.#book, notes);
    this.#shown = new Shown(this.#book, notes, intervalMs);
    this.#waking = new Waking(this.#book, notes);
    this.#failures = new Failures(notes);
    this.#waits = new Waits(notes);
    this.#neglect = new Neglect(this.#book, notes, intervalMs);
    this.load = new Load(notes);
    this.since = new Since(this.#book, notes);
    this.times = new Times(this.#book);
  }

  /** One thing more; the times of what it hears never run backwards. */
  readonly hear = (witness: Witness): void => {
    this.#pass(witness.at);
    switch (witness.kind) {
      case "truth":
        this.#book.truth(witness.serial, witness.truth);
        this.times.truth(witness.at, witness.serial);
        this.since.truth(witness.at, witness.serial);
        return;
      case "member":
        this.#book.member(witness.serial, witness.id, witness.name);
        this.times.member(witness.serial);
        this.since.member(witness.at, witness.serial);
        this.#neglect.member(witness.at, witness.serial);
        return;
      case "key":
        this.#book.revoked = witness.revoked;
        return;
      case "suspended":
      case "resumed":
      case "dozed":
      case "slept":
      case "clock-set":
        this.#power(witness);
        return;
      case "sent":
      case "arrived":
      case "answered":
        this.#request(witness);
        return;
      case "started":
      case "ended":
        this.#life(witness);
        return;
      case "row":
      case "tray":
      case "headline":
      case "notify":
      case "withdraw":
      case "problem":
        this.#said(witness);
    }
  };

  /** All breaches, those that never happened with zero. */
  breaches(): readonly Breach[] {
    return RULES.map((rule) => ({ rule, ...(this.#breaches.get(rule) ?? { count: 0, examples: [] }) }));
  }

  /** Lets time go by: what should have happened before this moment is missed now. */
  #pass(at: number): void {
    if (at <= this.#now) return;
    this.#shown.settle(this.#now);
    this.#lockFacts.settle(this.#now);
    this.#failures.settle(this.#now);
    this.#shown.expire(at);
    this.#blind.expire(at);
    this.#waking.expire(at);
    this.#neglect.expire(at, this.load.inHour);
    this.#now = at;
  }

  #power(witness: Witness & { kind: "suspended" | "resumed" | "dozed" | "slept" | "clock-set" }): void {
    const { at } = witness;
    this.#neglect.disturbed();
    switch (witness.kind) {
      case "suspended":
        this.#book.suspended();
        this.times.begin("computer asleep");
        return;
      case "resumed":
        if (!this.#book.resumed(at)) return;
        this.#shown.woke();
        this.#blind.woke(at);
        this.#lockFacts.lostTime(at);
        this.#waking.resumed(at);
        this.times.begin("computer asleep");
        return;
      case "dozed":
        this.#book.asleep = true;
        this.#dozedAt = at;
        this.times.begin("computer asleep");
        return;
      case "slept":
        this.#book.slept();
        for (const rule of [this.#waking, this.#neglect, this.times]) rule.slept(at - this.#dozedAt);
        this.#unnoticed = true;
        this.#blind.woke(at);
        this.#blind.jumped();
        this.#shown.slept(at);
        this.times.begin("computer asleep");
        return;
      case "clock-set":
        this.#waits.clockSet();
        this.since.clockSet(witness.byMs);
        if (witness.byMs < SLEEP_MS) return;
        this.#book.jumped();
        this.#waking.jumped(at);
        this.#unnoticed = true;
        this.#blind.jumped();
        this.times.begin("clock set");
    }
  }

  /** The app does something: whatever the clock did while nobody told is noticed no later than now. */
  #alive(at: number): void {
    this.#shown.alive();
    if (!this.#unnoticed) return;
    this.#unnoticed = false;
    this.#lockFacts.lostTime(at);
    this.#blind.alive(at);
  }

  #request(witness: Witness & { kind: "sent" | "arrived" | "answered" }): void {
    const { at, request } = witness;
    switch (witness.kind) {
      case "sent":
        this.#alive(at);
        if (at === this.#listHeardAt) this.#failures.readOn();
        this.#waking.sent();
        this.#waits.sent(at);
        this.#neglect.sent();
        this.times.sent(at);
        this.#book.sent(request, at);
        return;
      case "arrived":
        this.load.arrived(at, witness.asked);
        this.#book.arrived(request, at, witness.asked);
        return;
      case "answered":
        this.#answered(witness);
    }
  }

  #answered({ at, request, outcome, why, waitMs, tookMs }: Witness & { kind: "answered" }): void {
    this.#alive(at);
    this.#blind.answered(at, outcome);
    this.#waking.answered(at, outcome, waitMs);
    this.times.answered(at, outcome, tookMs, waitMs);
    this.#failures.answered(outcome, why, this.#book.isSure(request));
    const failed = { failures: this.#failures.count, sync: this.#book.isSync(request) };
    this.#neglect.answered(at, outcome, tookMs, waitMs, failed);
    if (outcome === "limit") this.#waits.asked(at, waitMs);
    const heard = this.#book.answered(request, at, outcome === "sound");
    if (heard === null) return;
    this.#failures.heard(heard.sure);
    this.#listHeardAt = heard.list ? at : NaN;
    this.#lockFacts.heard(heard);
    this.#blind.heard(at, heard);
    this.#shown.heard(heard);
    this.times.heard(at);
    this.#neglect.heard(at, heard);
  }

  #life(witness: Witness & { kind: "started" | "ended" }): void {
    const { at } = witness;
    this.#failures.started();
    this.#neglect.disturbed();
    if (witness.kind === "ended") {
      this.#book.ended();
      this.#waking.ended();
      this.times.begin("app not running");
      if (witness.timers > 0) this.#broken("timer alive after a stop", at, `${witness.timers} timers`);
      return;
    }
    this.#book.started();
    this.#lockFacts.started();
    this.#blind.started(at);
    this.#shown.started();
    this.#waking.started(at);
    this.#waits.started();
    this.times.started();
  }

  #said(witness: Witness & { kind: "row" | "tray" | "headline" | "notify" | "withdraw" | "problem" }): void {
    this.#alive(witness.at);
    switch (witness.kind) {
      case "row":
        this.#shown.row(witness);
        this.times.row(witness);
        this.since.row(witness);
        return;
      case "tray":
        this.#shown.tray(witness);
        return;
      case "headline":
        this.#shown.headline(witness);
        if (witness.banner === "key-refused") this.#blind.keyAsked(witness.at, "banner");
        this.#failures.headline(witness.banner, witness.at);
        return;
      case "notify":
        if (asksForKey(witness)) this.#blind.keyAsked(witness.at, witness.title);
        if (witness.id === "app:blind") this.#blind.notify(witness.at, witness.title);
        else this.#lockFacts.notify(witness);
        return;
      case "withdraw":
        this.#blind.withdrawn(witness.id);
        this.#lockFacts.withdrawn(witness.id, witness.at);
        return;
      case "problem":
        if (witness.failure === "key-refused") this.#blind.keyAsked(witness.at, "problem");
        this.#failures.said(witness.failure, witness.at);
    }
  }

  #broken(rule: Rule, at: number, what: string): void {
    const breach = this.#breaches.get(rule) ?? { count: 0, examples: [] };
    breach.count += 1;
    if (breach.examples.length < EXAMPLES) breach.examples.push(`${new Date(at).toISOString()} ${what}`);
    this.#breaches.set(rule, breach);
  }
}
