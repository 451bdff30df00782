import type { Instant } from "../lock/lock.ts";
import { ageChangesInMs, ageText, runningText } from "../words/times.ts";
import { say, type Words } from "../words/words.ts";
import type { Detail } from "./snapshot.ts";

/** A detail as it reads now. */
export function detailText(words: Words, detail: Detail, now: Instant): string {
  switch (detail.kind) {
    case "text":
      return detail.text;
    case "duration":
      return runningText(words, detail.since, now);
    case "was-ago":
      return say(words, `was.${detail.was}`, { when: ageText(words, detail.at, now) });
    case "updated-ago":
      return say(words, "age.updated", { age: ageText(words, detail.at, now) });
  }
}

/** Milliseconds until a detail reads differently; infinite when it does not run. */
export function detailChangesInMs(detail: Detail | null, now: Instant): number {
  if (detail === null || detail.kind === "text") return Infinity;
  return ageChangesInMs(detail.kind === "duration" ? detail.since : detail.at, now);
}
