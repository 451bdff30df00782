import { Blindness } from "./blindness.ts";
import { Breaches, type Breach } from "./breaches.ts";
import { Knowledge } from "./knowledge.ts";
import { Failures } from "./failures.ts";
import { LockAlerts } from "./lock-alerts.ts";
import { Load } from "./load.ts";
import { Overdue } from "./overdue.ts";
import { Shown } from "./shown.ts";
import { Silence } from "./silence.ts";
import { Since } from "./since.ts";
import { Detection } from "./detection.ts";
import type { AppEvent, TimedEvent } from "./events.ts";
import { Waits } from "./waits.ts";
import { Waking } from "./waking.ts";

/** The owner's settings. */
export interface Chosen {
  readonly intervalMs: number;
  readonly lossDelayMs: number;
}

/** The app may take a forward jump of this size for a silent sleep. */
const SLEEP_MS = 5000;
/** The alert that says that the app is blind. */
const BLIND = "app:blind";

/** Knows the true history of every door and judges what the app says of it, by the rules of the design alone. */
export class Oracle {
  readonly #findings = new Breaches();
  readonly facts = this.#findings.facts;
  readonly times: Detection;
  readonly load: Load;
  readonly since: Since;
  readonly #knowledge = new Knowledge();
  readonly #lockAlerts: LockAlerts;
  readonly #blindness: Blindness;
  readonly #silence = new Silence();
  readonly #shown: Shown;
  readonly #waking: Waking;
  readonly #waits: Waits;
  readonly #overdue: Overdue;
  #now = 0;
  readonly #failures: Failures;
  /** When a list came that looks whole: the app may read it on at once, and fail with it. */
  #listHeardAt = NaN;
  /** A silent sleep or a clock setting since the app last ran. */
  #unnoticed = false;
  #dozedAt = 0;

  constructor({ intervalMs, lossDelayMs }: Chosen) {
    const findings = this.#findings;
    const [knowledge, silence, oldMs] = [this.#knowledge, this.#silence, Math.min(5 * intervalMs, 180_000)];
    this.#lockAlerts = new LockAlerts(knowledge, findings, silence, lossDelayMs, oldMs);
    this.#blindness = new Blindness(knowledge, findings, silence);
    this.#shown = new Shown(this.#knowledge, findings, intervalMs);
    this.#waking = new Waking(this.#knowledge, findings);
    this.#failures = new Failures(findings);
    this.#waits = new Waits(findings);
    this.#overdue = new Overdue(this.#knowledge, findings, intervalMs);
    this.load = new Load(findings);
    this.since = new Since(this.#knowledge, findings);
    this.times = new Detection(this.#knowledge);
  }

  /** Hears the next event; times never run backwards. */
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
      case "suppressed":
      case "problem":
        this.#said(event);
        return;
      case "paused":
      case "excluded":
      case "dismissed":
        this.#owner(event);
    }
  };

  /** Every rule with its breaches. */
  breaches(): readonly Breach[] {
    return this.#findings.all();
  }

  /** Time passes until `at`: judges what should have happened before. */
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
      if (event.timers > 0) this.#findings.broken("timer alive after a stop", at, `${event.timers} timers`);
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

  #said(event: TimedEvent & Exclude<AppEvent, { kind: "started" | "ended" }>): void {
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
        if (event.rule === "blind") this.#blindness.notify(event);
        else this.#lockAlerts.notify(event);
        for (const fact of event.facts) this.since.fact(fact, event.at);
        return;
      case "withdraw":
        if (event.id === BLIND) this.#blindness.withdrawn(event.at);
        else this.#lockAlerts.withdrawn(event.id, event.at);
        return;
      case "suppressed":
        if (event.id === BLIND) this.#blindness.suppressed(event.at);
        else this.#lockAlerts.suppressed(event.id, event.at);
        return;
      case "problem":
        if (event.failure === "key-refused") this.#blindness.keyAsked(event.at, "problem");
        this.#failures.said(event.failure, event.at);
    }
  }

  /** The owner of the app does something about alerts. */
  #owner(event: TimedEvent & { kind: "paused" | "excluded" | "dismissed" }): void {
    switch (event.kind) {
      case "paused":
        this.#silence.paused(event.at, event.until);
        return;
      case "excluded":
        this.#silence.exclude(event.serials);
        this.#lockAlerts.excluded();
        return;
      case "dismissed":
        if (event.id === BLIND) this.#blindness.dismissed();
        else this.#lockAlerts.dismissed(event.id);
    }
  }
}
