import type { Instant } from "./lock.ts";
import { say, type Words } from "./messages/words.ts";
import type { Detail } from "./snapshot.ts";

/** Times and ages as they are written: one form for one kind of fact. Formatters are kept, since making one is slow. */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const kept = new Map<string, Intl.DateTimeFormat>();

function formatter(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const found = kept.get(key) ?? new Intl.DateTimeFormat(language, options);
  kept.set(key, found);
  return found;
}

/** The time of day, "14:02", in the clock of the system. */
export function clockText(words: Words, at: Instant): string {
  return formatter(words.language, { hour: "2-digit", minute: "2-digit", hourCycle: hourCycleOf() }).format(at);
}

/** The moment something began: "14:02" today, "Tue 14:02" on another day. */
export function sinceText(words: Words, at: Instant, now: Instant): string {
  const day = formatter(words.language, { year: "numeric", month: "2-digit", day: "2-digit" });
  const clock = clockText(words, at);
  if (day.format(at) === day.format(now)) return clock;
  return `${formatter(words.language, { weekday: "short" }).format(at)} ${clock}`;
}

/** A span up to now: "40 s", "14 min", "1 h 20 min"; never negative. */
export function durationText(words: Words, since: Instant, now: Instant): string {
  const span = Math.max(0, now - since);
  if (span < MINUTE_MS) return say(words, "span.seconds", { n: Math.floor(span / 1000) });
  if (span < HOUR_MS) return say(words, "span.minutes", { n: Math.floor(span / MINUTE_MS) });
  const minutes = Math.floor((span % HOUR_MS) / MINUTE_MS);
  const hours = Math.floor(span / HOUR_MS);
  return minutes === 0 ? say(words, "span.hours", { hours }) : say(words, "span.both", { hours, minutes });
}

/** An age: "40 s ago", "14 min ago", then the moment itself: "14:02", "Tue 14:02". */
export function ageText(words: Words, at: Instant, now: Instant): string {
  if (now - at >= HOUR_MS) return say(words, "age.at", { time: sinceText(words, at, now) });
  return say(words, "age.ago", { span: durationText(words, at, now) });
}

/** A detail as it reads now. */
export function detailText(words: Words, detail: Detail, now: Instant): string {
  switch (detail.kind) {
    case "text":
      return detail.text;
    case "duration":
      return durationText(words, detail.since, now);
    case "was-ago":
      return say(words, "age.was", { was: detail.was, age: ageText(words, detail.at, now) });
    case "updated-ago":
      return say(words, "age.updated", { age: ageText(words, detail.at, now) });
  }
}

/** The system's 12 or 24 hour clock, whatever the language of the words. */
const hourCycleOf = (): "h12" | "h23" => {
  const cycle = formatter("default", { hour: "numeric" }).resolvedOptions().hourCycle;
  return cycle === "h12" || cycle === "h11" ? "h12" : "h23";
};
