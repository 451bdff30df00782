import { asksForKey, Blindness } from "./blindness.ts";
import { Knowledge } from "./knowledge.ts";
import { Failures } from "./failures.ts";
import { LockAlerts } from "./lock-alerts.ts";
import { Load } from "./load.ts";
import { Overdue } from "./overdue.ts";
import { Shown } from "./shown.ts";
import { Since } from "./since.ts";
import { Detection } from "./detection.ts";
import { RULES, type Fact, type Findings, type Rule, type TimedEvent } from "./events.ts";
import { Waits } from "./waits.ts";
import { Waking } from "./waking.ts";

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
  readonly times: Detection;
  readonly load: Load;
  readonly since: Since;
  readonly #knowledge = new Knowledge();
  readonly #lockAlerts: LockAlerts;
  readonly #blindness: Blindness;
  readonly #shown: Shown;
  readonly #waking: Waking;
  readonly #waits: Waits;
  readonly #overdue: Overdue;
  readonly #breaches = new Map<Rule, { count: number; examples: string[] }>();
  #now = 0;
  readonly #failures: Failures;
  /** A list that looks whole may be read on at once, and fail as a whole. */
  #listHeardAt = NaN;
  /** A sleep that nobody told of, or a clock that was set, before the app ran again. */
  #unnoticed = false;
  #dozedAt = 0;

  constructor({ intervalMs, lossDelayMs }: Chosen) {
    const findings: Findings = {
      broken: (rule, at, what) => this.#broken(rule, at, what),
      fact: (fact) => this.facts.set(fact, (this.facts.get(fact) ?? 0) + 1),
    };
    this.#lockAlerts = new LockAlerts(this.#knowledge, findings, lossDelayMs, Math.min(5 * intervalMs, 180_000));
    this.#blindness = new Blindness(this.#knowledge, findings);
    this.#shown = new Shown(this.#knowledge, findings, intervalMs);
    this.#waking = new Waking(this.#knowledge, findings);
    this.#failures = new Failures(findings);
    this.#waits = new Waits(findings);
    this.#overdue = new Overdue(this.#knowledge, findings, intervalMs);
    this.load = new Load(findings);
    this.since = new Since(this.#knowledge, findings);
    this.times = new Detection(this.#knowledge);
  }

  /** One thing more; the times of what it hears never run backwards. */
  readonly hear = (event: TimedEvent): void => {
    this.#pass(event.at);
    switch (event.kind) {
      case "truth":
        this.#knowledge.truth(event.serial, event.truth);
        this.times.truth(event.at, event.serial);
        this.since.truth(event.at, event.serial);
        return;
      case "member":
        this.#knowledge.member(event.serial, event.id, event.name);
        this.times.member(event.serial);
        this.since.member(event.at, event.serial);
        this.#overdue.member(event.at, event.serial);
        return;
      case "key":
        this.#knowledge.revoked = event.revoked;
        return;
      case "suspended":
      case "resumed":
      case "dozed":
      case "slept":
      case "clock-set":
        this.#power(event);
        return;
      case "sent":
      case "arrived":
      case "answered":
        this.#request(event);
        return;
      case "started":
      case "ended":
        this.#life(event);
        return;
      case "row":
      case "tray":
      case "headline":
      case "notify":
      case "withdraw":
      case "problem":
        this.#said(event);
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
    this.#lockAlerts.settle(this.#now);
    this.#failures.settle(this.#now);
    this.#shown.expire(at);
    this.#blindness.expire(at);
    this.#waking.expire(at);
    this.#overdue.expire(at, this.load.inHour);
    this.#now = at;
  }

  #power(event: TimedEvent & { kind: "suspended" | "resumed" | "dozed" | "slept" | "clock-set" }): void {
    const { at } = event;
    this.#overdue.disturbed();
    switch (event.kind) {
      case "suspended":
        this.#knowledge.suspended();
        this.times.begin("computer asleep");
        return;
      case "resumed":
        if (!this.#knowledge.resumed(at)) return;
        this.#shown.woke();
        this.#blindness.woke(at);
        this.#lockAlerts.lostTime(at);
        this.#waking.resumed(at);
        this.times.begin("computer asleep");
        return;
      case "dozed":
        this.#knowledge.asleep = true;
        this.#dozedAt = at;
        this.times.begin("computer asleep");
        return;
      case "slept":
        this.#knowledge.slept();
        for (const rule of [this.#waking, this.#overdue, this.times]) rule.slept(at - this.#dozedAt);
        this.#unnoticed = true;
        this.#blindness.woke(at);
        this.#blindness.jumped();
        this.#shown.slept(at);
        this.times.begin("computer asleep");
        return;
      case "clock-set":
        this.#waits.clockSet();
        this.since.clockSet(event.byMs);
        if (event.byMs < SLEEP_MS) return;
        this.#knowledge.jumped();
        this.#waking.jumped(at);
        this.#unnoticed = true;
        this.#blindness.jumped();
        this.times.begin("clock set");
    }
  }

  /** The app does something: whatever the clock did while nobody told is noticed no later than now. */
  #alive(at: number): void {
    this.#shown.alive();
    if (!this.#unnoticed) return;
    this.#unnoticed = false;
    this.#lockAlerts.lostTime(at);
    this.#blindness.alive(at);
  }

  #request(event: TimedEvent & { kind: "sent" | "arrived" | "answered" }): void {
    const { at, request } = event;
    switch (event.kind) {
      case "sent":
        this.#alive(at);
        if (at === this.#listHeardAt) this.#failures.readOn();
        this.#waking.sent();
        this.#waits.sent(at);
        this.#overdue.sent();
        this.times.sent(at);
        this.#knowledge.sent(request, at);
        return;
      case "arrived":
        this.load.arrived(at, event.query);
        this.#knowledge.arrived(request, at, event.query);
        return;
      case "answered":
        this.#answered(event);
    }
  }

  #answered({ at, request, outcome, cause, waitMs, tookMs }: TimedEvent & { kind: "answered" }): void {
    this.#alive(at);
    this.#blindness.answered(at, outcome);
    this.#waking.answered(at, outcome, waitMs);
    this.times.answered(at, outcome, tookMs, waitMs);
    this.#failures.answered(outcome, cause, this.#knowledge.isCertain(request));
    const failed = { failures: this.#failures.count, sync: this.#knowledge.isSync(request) };
    this.#overdue.answered(at, outcome, tookMs, waitMs, failed);
    if (outcome === "limit") this.#waits.asked(at, waitMs);
    const heard = this.#knowledge.answered(request, at, outcome === "good");
    if (heard === null) return;
    this.#failures.heard(heard.certain);
    this.#listHeardAt = heard.list ? at : NaN;
    this.#lockAlerts.heard(heard);
    this.#blindness.heard(at, heard);
    this.#shown.heard(heard);
    this.times.heard(at);
    this.#overdue.heard(at, heard);
  }

  #life(event: TimedEvent & { kind: "started" | "ended" }): void {
    const { at } = event;
    this.#failures.started();
    this.#overdue.disturbed();
    if (event.kind === "ended") {
      this.#knowledge.ended();
      this.#waking.ended();
      this.times.begin("app not running");
      if (event.timers > 0) this.#broken("timer alive after a stop", at, `${event.timers} timers`);
      return;
    }
    this.#knowledge.started();
    this.#lockAlerts.started();
    this.#blindness.started(at);
    this.#shown.started();
    this.#waking.started(at);
    this.#waits.started();
    this.times.started();
  }

  #said(event: TimedEvent & { kind: "row" | "tray" | "headline" | "notify" | "withdraw" | "problem" }): void {
    this.#alive(event.at);
    switch (event.kind) {
      case "row":
        this.#shown.row(event);
        this.times.row(event);
        this.since.row(event);
        return;
      case "tray":
        this.#shown.tray(event);
        return;
      case "headline":
        this.#shown.headline(event);
        if (event.banner === "key-refused") this.#blindness.keyAsked(event.at, "banner");
        this.#failures.headline(event.banner, event.at);
        return;
      case "notify":
        if (asksForKey(event)) this.#blindness.keyAsked(event.at, event.title);
        if (event.id === "app:blind") this.#blindness.notify(event.at, event.title);
        else this.#lockAlerts.notify(event);
        return;
      case "withdraw":
        this.#blindness.withdrawn(event.id);
        this.#lockAlerts.withdrawn(event.id, event.at);
        return;
      case "problem":
        if (event.failure === "key-refused") this.#blindness.keyAsked(event.at, "problem");
        this.#failures.said(event.failure, event.at);
    }
  }

  #broken(rule: Rule, at: number, what: string): void {
    const breach = this.#breaches.get(rule) ?? { count: 0, examples: [] };
    breach.count += 1;
    if (breach.examples.length < EXAMPLES) breach.examples.push(`${new Date(at).toISOString()} ${what}`);
    this.#breaches.set(rule, breach);
  }
}
