import type { Instant } from "../lock/lock.ts";
import { say, type Words } from "../words/words.ts";
import type { Detail } from "./snapshot.ts";

/**
 * Times and ages as they are written: one form for one kind of fact. Formatters are kept, since making one is slow.
 * Every `zone` is an IANA name for tests; without it the system's zone counts.
 */

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** From this age on a weekday alone would name the wrong day. */
const WEEKDAY_LIMIT_MS = 6 * 24 * HOUR_MS;

const FORMS = {
  clock12: { hour: "2-digit", minute: "2-digit", hourCycle: "h12" },
  clock24: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  day: { year: "numeric", month: "2-digit", day: "2-digit" },
  weekday: { weekday: "short" },
  date: { day: "numeric", month: "short" },
  anyHour: { hour: "numeric" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const kept = new Map<string, Intl.DateTimeFormat>();

function formatter(form: keyof typeof FORMS, language: string | undefined, zone?: string): Intl.DateTimeFormat {
  const key = `${form} ${language ?? ""} ${zone ?? ""}`;
  const found = kept.get(key) ?? new Intl.DateTimeFormat(language, { ...FORMS[form], ...(zone && { timeZone: zone }) });
  kept.set(key, found);
  return found;
}

let systemForm: "clock12" | "clock24" | null = null;

/** The system's 12 or 24 hour clock, whatever the language of the words; asked once, like the formatters. */
function clockForm(): "clock12" | "clock24" {
  systemForm ??= /^h1[12]$/.test(formatter("anyHour", undefined).resolvedOptions().hourCycle ?? "")
    ? "clock12"
    : "clock24";
  return systemForm;
}

/** The time of day in the clock of the system: "14:02" or "02:02 PM". */
export function clockText(words: Words, at: Instant, zone?: string, form = clockForm()): string {
  return formatter(form, words.language, zone).format(at);
}

/** The moment something began: "14:02" today, "Tue 14:02" within six days, else "Nov 12 14:02". */
export function sinceText(words: Words, at: Instant, now: Instant, zone?: string): string {
  const { language } = words;
  const day = formatter("day", language, zone);
  const clock = clockText(words, at, zone);
  if (day.format(at) === day.format(now)) return clock;
  const near = Math.abs(now - at) < WEEKDAY_LIMIT_MS;
  return say(words, "time.on-day", {
    day: formatter(near ? "weekday" : "date", language, zone).format(at),
    time: clock,
  });
}

/** A span up to now: "40 s", "14 min", "1 h 20 min"; never negative. */
export function durationText(words: Words, since: Instant, now: Instant): string {
  const span = Math.max(0, now - since);
  if (span < MINUTE_MS) return say(words, "span.seconds", { n: Math.floor(span / SECOND_MS) });
  if (span < HOUR_MS) return say(words, "span.minutes", { n: Math.floor(span / MINUTE_MS) });
  const minutes = Math.floor((span % HOUR_MS) / MINUTE_MS);
  const hours = Math.floor(span / HOUR_MS);
  return minutes === 0 ? say(words, "span.hours", { hours }) : say(words, "span.both", { hours, minutes });
}

/** The span until a moment to come, whole seconds or minutes rounded up, so that it never ends early: "40 s", "5 min". */
export function countdownText(words: Words, until: Instant, now: Instant): string {
  const seconds = Math.max(0, Math.ceil((until - now) / SECOND_MS));
  return seconds < 60
    ? say(words, "span.seconds", { n: seconds })
    : say(words, "span.minutes", { n: Math.ceil(seconds / 60) });
}

/** An age: "40 s ago", "14 min ago", then the moment itself: "at 14:02", "at Tue 14:02". */
export function ageText(words: Words, at: Instant, now: Instant, zone?: string): string {
  if (now - at >= HOUR_MS) return say(words, "age.at", { time: sinceText(words, at, now, zone) });
  return say(words, "age.ago", { span: durationText(words, at, now) });
}

/** A detail as it reads now. */
export function detailText(words: Words, detail: Detail, now: Instant, zone?: string): string {
  switch (detail.kind) {
    case "text":
      return detail.text;
    case "duration":
      return durationText(words, detail.since, now);
    case "was-ago":
      return say(words, "age.was", { was: detail.was, age: ageText(words, detail.at, now, zone) });
    case "updated-ago":
      return say(words, "age.updated", { age: ageText(words, detail.at, now, zone) });
  }
}

/** Milliseconds until an age or a span counted from `at` reads differently: 1 to 1000 below a minute, else to 60 000. */
export function spanChangesInMs(at: Instant, now: Instant): number {
  const span = now - at;
  if (span < 0) return Math.min(SECOND_MS - span, MINUTE_MS);
  const step = span < MINUTE_MS ? SECOND_MS : MINUTE_MS;
  return step - (span % step);
}

/** Milliseconds until a detail reads differently; infinite when it does not run. */
export function detailChangesInMs(detail: Detail | null, now: Instant): number {
  if (detail === null || detail.kind === "text") return Infinity;
  return spanChangesInMs(detail.kind === "duration" ? detail.since : detail.at, now);
}
