import { Oracle } from "./oracle.ts";
import type { AppEvent, Outcome, Rule, ToldFact, Truth, WorldEvent } from "./events.ts";

/** A second in milliseconds. */
export const S = 1000;
const START = Date.UTC(2026, 9, 24, 6);
/** How a lock may be: locked and closed, open, or out of reach. */
export const shut: Truth = { linked: true, lock: 6, door: 3 };
export const open: Truth = { linked: true, lock: 2, door: 2 };
export const away: Truth = { ...shut, linked: false };

/** A history made by hand: locks that are listed and locked, and an app that shows them so. */
export class History {
  readonly oracle = new Oracle({ intervalMs: 20 * S, lossDelayMs: 120 * S });
  at = START;
  readonly #serials: readonly string[];
  #request = 0;
  #failed = 0;

  constructor(serials: readonly string[] = ["A", "B"]) {
    this.#serials = serials;
    for (const [index, serial] of serials.entries()) {
      this.tell(
        { kind: "member", serial, id: index + 1, name: `Door ${serial}` },
        { kind: "truth", serial, truth: shut },
      );
    }
    this.tell({ kind: "started" });
    this.ask({ kind: "list", page: 1, size: 100, serials });
    this.tell(...serials.map(row), secure);
    this.pass(20).poll();
  }

  tell(...events: readonly (WorldEvent | AppEvent)[]): this {
    for (const event of events) this.oracle.hear({ at: this.at, ...event });
    return this;
  }

  truth(serial: string, truth: Truth): this {
    return this.tell({ kind: "truth", serial, truth });
  }

  pass(seconds: number): this {
    this.at += seconds * S;
    return this;
  }

  poll(outcome: Outcome = "good", tookMs = 100, waitMs = 0): this {
    return this.ask({ kind: "sync", all: true, serials: this.#serials }, outcome, tookMs, waitMs);
  }

  /** Good polls, one interval apart. */
  polls(count: number): this {
    for (let poll = 0; poll < count; poll += 1) this.pass(20).poll();
    return this;
  }

  /** Every poll fails for so many seconds; a banner tells that from the second on. */
  fail(seconds: number): this {
    const until = this.at + seconds * S;
    while (until - this.at > 20.2 * S) {
      this.pass(20).poll("failed");
      this.#failed += 1;
      if (this.#failed === 2) this.tell({ ...well, banner: "tedee-down" });
    }
    this.at = until;
    return this;
  }

  ask(query: (WorldEvent & { kind: "arrived" })["query"], outcome: Outcome = "good", tookMs = 100, waitMs = 0): this {
    this.#request += 1;
    const request = this.#request;
    this.tell({ kind: "sent", request }, { kind: "arrived", request, query });
    this.at += tookMs;
    return this.tell({
      kind: "answered",
      request,
      outcome,
      cause: outcome === "failed" ? "5xx" : null,
      waitMs,
      tookMs,
    });
  }

  opened(serial: string): this {
    return this.tell(opening(serial), openRow(serial), { kind: "tray", icon: "open" });
  }

  /** The rules that are broken so far. */
  rules(): readonly Rule[] {
    return this.broken().map(([rule]) => rule);
  }

  /** The rules that are broken so far, each with its count. */
  broken(): readonly (readonly [Rule, number])[] {
    this.pass(0.001).tell({ kind: "key", revoked: false });
    return this.oracle.breaches().flatMap(({ rule, count }) => (count > 0 ? [[rule, count] as const] : []));
  }
}

/** What the app shows of a lock that is locked and closed. */
export const row = (serial: string): AppEvent & { kind: "row" } => ({
  kind: "row",
  serial,
  lock: "locked",
  door: "closed",
  status: "secure",
  cause: "locked",
  since: null,
  freshness: "live",
});
/** The same of a lock that is unlocked and closed. */
export const unlockedRow = (serial: string): AppEvent & { kind: "row" } => ({
  ...row(serial),
  lock: "unlocked",
  status: "unlocked",
  cause: "unlocked",
});
/** The same of a lock whose door is open. */
export const openRow = (serial: string): AppEvent & { kind: "row" } => ({
  ...unlockedRow(serial),
  door: "open",
  status: "open",
  cause: "door-open",
});
/** A row whose data is late. */
export const late = (serial: string): AppEvent => ({ ...row(serial), freshness: "late" });
/** A row whose data is old. */
export const old = (serial: string): AppEvent => ({
  ...row(serial),
  status: "unknown",
  cause: "data-old",
  freshness: "old",
});
/** A row without connection. */
export const cut = (serial: string): AppEvent => ({
  ...row(serial),
  lock: "unknown",
  door: "unknown",
  status: "offline",
  cause: "disconnected",
});
/** The app tells that a fact of a lock began, or that it ended. */
export function told(serial: string, rule: "opened" | "connection", over = false): AppEvent & { kind: "notify" } {
  const id = `${serial}:${rule}`;
  return { kind: "notify", id, rule, over, facts: [factOf(id, rule, serial, over)] };
}
/** One fact of an alert. */
export const factOf = (id: string, rule: string, serial: string | null, over = false): ToldFact => ({
  id,
  rule,
  serial,
  state: over ? "over" : "begun",
  happenedAt: null,
  begunAt: null,
  afterGap: false,
  afterSilence: false,
  reason: null,
});
/** The app tells that a door opened, and that it closed. */
export const opening = (serial: string) => told(serial, "opened");
export const closing = (serial: string) => told(serial, "opened", true);
/** The app tells of many openings as one, or that all of them ended. */
export const summary = (...serials: readonly string[]): AppEvent & { kind: "notify" } => ({
  kind: "notify",
  id: "app:summary",
  rule: "summary",
  over: false,
  facts: serials.map((serial) => factOf(`${serial}:opened`, "opened", serial)),
});
/** The app tells that it is blind. */
export const blind: AppEvent = {
  kind: "notify",
  id: "app:blind",
  rule: "blind",
  over: false,
  facts: [{ ...factOf("app:blind", "blind", null), reason: "silence" }],
};
const claim = { tone: "secure", closed: true } as const;
const nothing = { tone: "unknown", closed: false } as const;
/** The tray and the header over a house of which nothing is known, and over one that is locked and closed. */
export const offline: AppEvent & { kind: "tray" } = { kind: "tray", icon: "offline" };
export const down: AppEvent & { kind: "headline" } = {
  kind: "headline",
  header: nothing,
  rows: nothing,
  banner: "tedee-down",
};
export const well: AppEvent & { kind: "headline" } = { kind: "headline", header: claim, rows: claim, banner: null };
export const secure: AppEvent & { kind: "tray" } = { kind: "tray", icon: "secure" };
