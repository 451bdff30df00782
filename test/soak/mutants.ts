import type { Rule } from "./oracle/events.ts";
import type { HEAP_RULE } from "./verdict.ts";

/** A way to break the app on purpose: pieces of its source that the hook replaces. */
export interface Mutant {
  readonly name: string;
  /** The world that shows it. */
  readonly world: "house" | "pressed";
  /** The rule that must find it; another rule does not count. */
  readonly breaks: Rule | typeof HEAP_RULE;
  readonly edits: readonly { readonly file: string; readonly from: string; readonly to: string }[];
}

/** Every mutant. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: "every answer kept",
    breaks: "heap growth",
    world: "house",
    edits: [
      {
        file: "tedee/transport.ts",
        from: "const json: unknown = JSON.parse(text);",
        to: "const json: unknown = JSON.parse(text); ((globalThis as { kept?: unknown[] }).kept ??= []).push(json);",
      },
    ],
  },
  {
    name: "baseline dropped",
    breaks: "alert without a fact",
    world: "house",
    edits: [
      {
        file: "core/lock/observation.ts",
        from: "  door: null,\n",
        to: '  door: { state: "closed", since: 0, sinceKnown: false, at: 0 },\n',
      },
    ],
  },
  {
    name: "floor measured from the start of a slow request",
    breaks: "floor violation",
    world: "house",
    edits: [
      {
        file: "core/polling/poll-state.ts",
        from: "  return { ...state, dueAt: withAll(state.dueAt, ids, due), floorAt: withAll(state.floorAt, ids, floorAfter(now)) };",
        to: "  return { ...state, dueAt: withAll(state.dueAt, ids, state.floorAt.get(ids[0]) ?? due) };",
      },
    ],
  },
  {
    name: "no wake-up for freshness while held back",
    breaks: "shown or spoken as locked, closed or live when not known",
    world: "house",
    edits: [
      {
        file: "sync/engine.ts",
        from: "const nextAt = Math.min(this.#alertAt ?? Infinity, this.#showAt ?? Infinity);",
        to: "const nextAt = this.#house.trouble === null ? Math.min(this.#alertAt ?? Infinity, this.#showAt ?? Infinity) : Infinity;",
      },
    ],
  },
  {
    name: "a moving lock hides an open door",
    breaks: "open door not shown as open",
    world: "house",
    edits: [
      {
        file: "core/lock/status.ts",
        from: 'if (door === "open") {',
        to: 'if (door === "open" && !/ing$/.test(lock)) {',
      },
    ],
  },
  {
    name: "retry left on",
    breaks: "floor violation",
    world: "house",
    edits: [{ file: "tedee/transport.ts", from: "retry: false,", to: "retry: 1," }],
  },
  {
    name: "reserve ignored",
    breaks: "hour above the budget or into the reserve",
    world: "pressed",
    edits: [
      { file: "core/polling/budget.ts", from: "sync: ACCOUNT_LIMIT - COMMAND_RESERVE,", to: "sync: ACCOUNT_LIMIT," },
    ],
  },
  {
    name: "stale reading applied",
    breaks: "shown or spoken as locked, closed or live when not known",
    world: "house",
    edits: [{ file: "sync/poller.ts", from: "flight.abort.abort();", to: "" }],
  },
  {
    name: "resume not merged",
    breaks: "no look in time after waking",
    world: "house",
    edits: [
      {
        file: "sync/scheduler.ts",
        from: "if (this.#clock.elapsed() - this.#wokeAtMs < RESUME_MERGE_MS) return;",
        to: "",
      },
    ],
  },
  {
    name: "unknown mapped to closed",
    breaks: "shown or spoken as locked, closed or live when not known",
    world: "house",
    edits: [
      {
        file: "tedee/decode.ts",
        from: 'DOOR_STATES.get(state.doorState ?? NaN) ?? "unknown"',
        to: 'DOOR_STATES.get(state.doorState ?? NaN) ?? "closed"',
      },
    ],
  },
  {
    name: "one failure shown as offline",
    breaks: "one failed poll made visible",
    world: "house",
    edits: [{ file: "core/lock/updates.ts", from: "FAILURES_BEFORE_TOLD = 2;", to: "FAILURES_BEFORE_TOLD = 1;" }],
  },
  {
    name: "a calm house shown as offline",
    breaks: "calm shown or spoken as trouble",
    world: "house",
    edits: [
      {
        file: "core/view/tray-model.ts",
        from: 'return worst === "secure" && pausedUntil !== null ? "paused" : worst;',
        to: 'return worst === "secure" ? "offline" : worst;',
      },
    ],
  },
  {
    name: "an unlocked door shown as open",
    breaks: "calm shown or spoken as trouble",
    world: "house",
    edits: [
      {
        file: "core/lock/status.ts",
        from: 'if (door === "open") {',
        to: 'if (door === "open" || lock === "unlocked") {',
      },
    ],
  },
  {
    name: "one answer that does not reach a lock shown as an outage",
    breaks: "calm shown or spoken as trouble",
    world: "house",
    edits: [{ file: "core/lock/observation.ts", from: "LOSS_READINGS = 2;", to: "LOSS_READINGS = 1;" }],
  },
  {
    name: "a blip of 401 taken for a refused key",
    breaks: "new key asked for without a revoked one",
    world: "house",
    edits: [{ file: "core/lock/failure.ts", from: "REFUSAL_PATIENCE_MS = 60_000;", to: "REFUSAL_PATIENCE_MS = 0;" }],
  },
  {
    name: "a portal's refusal taken for Tedee's",
    breaks: "new key asked for without a revoked one",
    world: "house",
    edits: [
      {
        file: "tedee/failure.ts",
        from: "status >= 400 && status < 500 && status !== 407",
        to: "status > 499 && status < 500 && status !== 407",
      },
    ],
  },
  {
    name: "polls three times as slow",
    breaks: "lock or list left unasked while nothing held it back",
    world: "house",
    edits: [
      {
        file: "core/polling/poll-state.ts",
        from: "function settled(state: PollState, ids: readonly LockId[], now: Instant): PollState {\n  const due = instant(now + ",
        to: "function settled(state: PollState, ids: readonly LockId[], now: Instant): PollState {\n  const due = instant(now + 3 * ",
      },
    ],
  },
  {
    name: "the list read once and never again",
    breaks: "lock or list left unasked while nothing held it back",
    world: "house",
    edits: [
      { file: "core/polling/poll-state.ts", from: "LIST_EVERY_MS = 3_600_000;", to: "LIST_EVERY_MS = 36_000_000;" },
    ],
  },
  {
    name: "a wait forgotten at a restart",
    breaks: "asked within a wait that Tedee asked for",
    world: "house",
    edits: [
      {
        file: "sync/list-cache.ts",
        from: 'holdUntil: hold?.kind === "limit" ? hold.until : null',
        to: "holdUntil: null",
      },
    ],
  },
  {
    name: "an open door's time kept through a gap",
    breaks: "a time told that was not so",
    world: "house",
    edits: [
      {
        file: "core/lock/observation.ts",
        from: "const watched = door !== null && lookedOn(door.at, at, gap);",
        to: "const watched = door !== null && (lookedOn(door.at, at, gap) || true);",
      },
    ],
  },
  {
    name: "pages of the list not counted",
    breaks: "more pages of the list than allowed",
    world: "house",
    edits: [{ file: "core/polling/list-cache.ts", from: "(LIST_LIMIT - 1)", to: "(LIST_LIMIT + 90)" }],
  },
  {
    name: "an alert taken back while its door is open",
    breaks: "alert that stands or goes against the facts",
    world: "house",
    edits: [
      {
        file: "core/alerts/decide.ts",
        from: 'if (standing.kind === "so" || standing.kind === "unseen") continue;',
        to: 'if (standing.kind === "so" && state.rule === "opened") draft.end(id, null);\n    if (standing.kind === "so" || standing.kind === "unseen") continue;',
      },
    ],
  },
  {
    name: "the end of an opening never told",
    breaks: "alert that stands or goes against the facts",
    world: "house",
    edits: [
      {
        file: "core/alerts/draft.ts",
        from: "else this.ends.push(",
        to: 'else if (shown.rule === "summary") this.ends.push(',
      },
    ],
  },
  {
    name: "a cloud that is down taken for a network that is not there",
    breaks: "failure not told, or told as another",
    world: "house",
    edits: [
      {
        file: "tedee/failure.ts",
        from: 'if (status >= 500) return { kind: "tedee-down", status };',
        to: 'if (status >= 500) return { kind: "no-network" };',
      },
    ],
  },
  {
    name: "an unlocked house shown as offline",
    breaks: "shown otherwise than the last answer said",
    world: "house",
    edits: [
      {
        file: "core/view/tray-model.ts",
        from: 'WORST_FIRST = ["alarm", "open", "unlocked", "offline", "secure"]',
        to: 'WORST_FIRST = ["alarm", "open", "offline", "unlocked", "secure"]',
      },
      {
        file: "core/view/tray-model.ts",
        from: '    case "unlocked":\n    case "secure":\n      return kind;',
        to: '    case "secure":\n      return kind;\n    case "unlocked":\n      return "offline";',
      },
    ],
  },
  {
    name: "an opening never told",
    breaks: "fact that lasted two polls and was not alerted",
    world: "house",
    edits: [
      {
        file: "core/alerts/opened.ts",
        from: 'if (change.kind !== "door" || change.to !== "open") return [];',
        to: 'if (change.kind !== "door" || change.to !== "open" || true) return [];',
      },
    ],
  },
  {
    name: "a loss told again and again",
    breaks: "fact alerted twice",
    world: "house",
    edits: [{ file: "core/alerts/connection.ts", from: ".filter(({ id }) => !isKnown(id))", to: "" }],
  },
  {
    name: "alerts kept back without a pause",
    breaks: "alert in a pause, or kept back without one",
    world: "house",
    edits: [
      {
        file: "core/alerts/silence.ts",
        from: 'return pausedUntil !== null && pausedUntil > now ? { until: pausedUntil, reason: "paused" } : null;',
        to: 'return { until: (now + 3_600_000) as Instant, reason: "paused" };',
      },
    ],
  },
  {
    name: "two alerts told as one",
    breaks: "many alerts one by one, or few as one",
    world: "house",
    edits: [{ file: "core/alerts/grouping.ts", from: "SEPARATE_ALERTS = 3;", to: "SEPARATE_ALERTS = 1;" }],
  },
  {
    name: "a timer left at a stop",
    breaks: "timer alive after a stop",
    world: "house",
    edits: [
      { file: "sync/scheduler.ts", from: "if (this.#awake()) this.#arm();", to: "" },
      { file: "sync/scheduler.ts", from: "this.#stopped = true;\n    this.#disarm();", to: "this.#stopped = true;" },
    ],
  },
  {
    name: "half an hour after each failure",
    breaks: "lock or list left unasked while nothing held it back",
    world: "house",
    edits: [
      {
        file: "core/polling/backoff.ts",
        from: "LADDER_MS = [20_000, 40_000, 80_000, 160_000, 300_000]",
        to: "LADDER_MS = [1_800_000, 1_800_000, 1_800_000, 1_800_000, 1_800_000]",
      },
    ],
  },
];

/** The environment variable that names the mutant, and the exit status of a child that cannot make it. */
export const MUTANT_VARIABLE = "SOAK_MUTANT";
export const NOT_MADE = 3;
