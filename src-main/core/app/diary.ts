import { ACCOUNT_LIMIT, COMMAND_RESERVE, HOUR_MS } from "../polling/budget.ts";
import type { Instant } from "../lock/lock.ts";
import type { Purpose, TraceLine } from "./trace.ts";

/** Entries kept at most, the newest last. */
export const DIARY_LENGTH = 200;

/** A request or a problem, as far as it may be shown to strangers. */
export interface Entry {
  readonly at: Instant;
  readonly kind: "request" | "problem" | "power";
  readonly what: string;
}

/** What happened lately, in memory alone: no key, no id, no name of a lock. */
export interface Diary {
  readonly entries: readonly Entry[];
  /** When each request of the last hour was answered or given up, and what it was for. */
  readonly sent: readonly { readonly at: Instant; readonly purpose: Purpose }[];
  /** Errors of Ajar's own since the start, in main and in the window. */
  readonly errors: Readonly<Record<"main" | "window", number>>;
}

export const emptyDiary: Diary = { entries: [], sent: [], errors: { main: 0, window: 0 } };

/** The diary with one more line of the trace, redacted before it is kept; lines that name locks are left out. */
export function noted(diary: Diary, line: TraceLine, at: Instant): Diary {
  const what = whatOf(line);
  if (what === null) return diary;
  const entry: Entry = { at, ...what };
  const errors = counted(diary.errors, line);
  // an error that repeats is kept once, with its last time: it pushes nothing else out
  const others = errors === diary.errors ? diary.entries : diary.entries.filter((other) => other.what !== entry.what);
  const entries = [...others, entry].slice(-DIARY_LENGTH);
  if (line.kind !== "request") return { ...diary, entries, errors };
  const sent = [...recent(diary.sent, at), { at, purpose: line.purpose }].slice(-ACCOUNT_LIMIT);
  return { ...diary, entries, sent };
}

function counted(errors: Diary["errors"], line: TraceLine): Diary["errors"] {
  if (line.kind !== "problem") return errors;
  if (line.failure === "window") return { ...errors, window: errors.window + 1 };
  return line.failure === "unexpected-error" ? { ...errors, main: errors.main + 1 } : errors;
}

/** Requests of the last hour, all and by purpose, beside the limit that an account has for all its programs together. */
export function meterOf({ sent }: Diary, now: Instant): Readonly<Record<string, number>> {
  const meter: Record<string, number> = { limit: ACCOUNT_LIMIT, reserve: COMMAND_RESERVE, lastHour: 0 };
  for (const { purpose } of recent(sent, now)) {
    for (const name of ["lastHour", purpose]) meter[name] = (meter[name] ?? 0) + 1;
  }
  return meter;
}

const recent = (sent: Diary["sent"], now: Instant): Diary["sent"] =>
  sent.filter(({ at }) => Math.abs(now - at) <= HOUR_MS);

function whatOf(line: TraceLine): Pick<Entry, "kind" | "what"> | null {
  switch (line.kind) {
    case "request": {
      const { method, path, purpose, status, failure, ms } = line;
      const outcome = [status, failure].filter((part) => part !== undefined).join(" ");
      return { kind: "request", what: `${purpose}: ${method} ${withoutIds(path)} ${outcome} ${ms} ms` };
    }
    case "problem":
      // what follows a colon is a place in the code
      return { kind: "problem", what: `${line.failure}: ${line.text.replace(/(?<![\d:])\d{4,}/g, "…")}` };
    case "power":
      return { kind: "power", what: line.event };
    case "ready":
    case "lock":
    case "tray":
    case "notify":
    case "withdraw":
    case "suppressed":
      return null;
  }
}

/** Ids of locks are the only long numbers in a path; a list of them says no more than its length. */
const withoutIds = (text: string): string =>
  text.replace(/(?<=[?&])id=\d+(?:&id=\d+)*/g, (ids) => `id×${ids.split("&").length}`).replace(/\d{4,}/g, "…");
