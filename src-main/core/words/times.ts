import type { Instant } from "../lock/lock.ts";
import { say, type Words } from "./words.ts";

/**
 * Times, ages and shares as they are written: one form for one kind of fact, in the words' language, as the region
 * writes it. What runs says itself when it reads differently.
 */

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Below this a span that still grows is "just now", and after it seconds go in steps of it: a glance sees no flicker. */
const STEP_MS = 10 * SECOND_MS;
/** From this age on a weekday alone would name the wrong day. */
const WEEKDAY_LIMIT_MS = 6 * DAY_MS;

/** The time of day by the region's clock: "06:53" or "6:53 AM", which no line break parts. */
export const clockText = (words: Words, at: Instant): string => words.intl.date("clock", at).replace(/\s/g, "\u00a0");

/** A moment by itself, as after "since" or "until": "14:02" today, "Tue 14:02" within six days, else "3 Nov, 22:21". */
export function sinceText(words: Words, at: Instant, now: Instant): string {
  const { date } = words.intl;
  const time = clockText(words, at);
  if (date("day", at) === date("day", now)) return time;
  if (Math.abs(now - at) < WEEKDAY_LIMIT_MS) return say(words, "time.weekday", { day: date("weekday", at), time });
  const form = date("year", at) === date("year", now) ? "date" : "date-of-year";
  return say(words, "time.date", { day: date(form, at), time });
}

/** A moment as it follows a verb: "at 14:02" today, then as `sinceText` has it: "Tue 14:02". */
export function whenText(words: Words, at: Instant, now: Instant): string {
  const time = sinceText(words, at, now);
  return time === clockText(words, at) ? say(words, "time.at", { time }) : time;
}

/** A day in full: "25 March 2027". */
export const dateText = (words: Words, at: Instant): string => words.intl.date("long", at);

/** A span that is over: "8 s", "14 min", "1 h 20 min", "1 day 6 h", "4 days"; never negative. */
export function durationText(words: Words, since: Instant, until: Instant): string {
  const span = Math.max(0, until - since);
  if (span < MINUTE_MS) return say(words, "span.seconds", { n: Math.floor(span / SECOND_MS) });
  if (span < HOUR_MS) return say(words, "span.minutes", { n: Math.floor(span / MINUTE_MS) });
  const hours = Math.floor(span / HOUR_MS);
  if (span < DAY_MS) {
    const minutes = Math.floor((span % HOUR_MS) / MINUTE_MS);
    return minutes === 0 ? say(words, "span.hours", { hours }) : say(words, "span.both", { hours, minutes });
  }
  const count = Math.floor(span / DAY_MS);
  return count > 1 || hours === 24
    ? say(words, "span.days", { count })
    : say(words, "span.day-and-hours", { count, hours: hours - 24 });
}

/** A span that still grows: "just now", "10 s", "20 s", then as `durationText` has it. */
export function runningText(words: Words, since: Instant, now: Instant): string {
  const span = now - since;
  if (span < STEP_MS) return say(words, "age.now");
  // a rounded span below a minute, since whole minutes are cut off anyway
  return span < MINUTE_MS
    ? say(words, "span.seconds", { n: (Math.floor(span / STEP_MS) * STEP_MS) / SECOND_MS })
    : durationText(words, since, now);
}

/** An age: "just now", "40 s ago", "14 min ago", then the moment itself: "at 14:02", "Tue 14:02". */
export function ageText(words: Words, at: Instant, now: Instant): string {
  const span = now - at;
  if (span >= HOUR_MS) return whenText(words, at, now);
  return span < STEP_MS ? say(words, "age.now") : say(words, "age.ago", { span: runningText(words, at, now) });
}

/** The span until a moment to come, whole seconds or minutes rounded up: it never ends early: "40 s", "5 min". */
export function countdownText(words: Words, until: Instant, now: Instant): string {
  const seconds = Math.max(0, Math.ceil((until - now) / SECOND_MS));
  return seconds < 60
    ? say(words, "span.seconds", { n: seconds })
    : say(words, "span.minutes", { n: Math.ceil(seconds / 60) });
}

/** A share of a hundred as the region writes it: "14%". */
export const percentText = (words: Words, percent: number): string => words.intl.percent(percent / 100);

/** Milliseconds until an age or a span that began at `at` reads differently: 1 to 60 000. */
export function ageChangesInMs(at: Instant, now: Instant): number {
  const span = now - at;
  if (span < 0) return Math.min(STEP_MS - span, MINUTE_MS);
  const step = span < MINUTE_MS ? STEP_MS : MINUTE_MS;
  return step - (span % step);
}

/** Milliseconds until a countdown to `until` reads differently: 1 to 60 000; infinite once it is over. */
export function countdownChangesInMs(until: Instant, now: Instant): number {
  const left = until - now;
  if (left <= 0) return Infinity;
  const seconds = Math.ceil(left / SECOND_MS);
  if (seconds <= 60) return left - (seconds - 1) * SECOND_MS;
  return left - (Math.ceil(seconds / 60) - 1) * MINUTE_MS;
}
