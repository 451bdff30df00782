import { sinceText } from "../words/times.ts";
import type { Instant } from "../lock/lock.ts";
import { say, type Words } from "../words/words.ts";
import type { Headline, Detail, Row } from "./snapshot.ts";

const text = (sentence: string): Headline["sentence"] => ({ kind: "text", text: sentence });

const headline = (
  sentence: string,
  tone: Headline["tone"],
  glyph: Headline["glyph"],
  running: Detail | null = null,
): Headline => ({
  sentence: text(sentence),
  running,
  tone,
  glyph,
  instead: null,
});

/** Whether a row needs attention. */
export const needsAttention = (row: Row): boolean => row.counted && row.rank <= 3;

/** Whether nothing that is known of a row is young enough to speak of now. */
export const outOfDate = (row: Row): boolean => row.freshness === "old" || row.freshness === "lost";

/** The headline of the header for rows in their order; it never says more than every counted row bears out. */
export function headlineOf(rows: readonly Row[], lastAnswerAt: Instant | null, words: Words, now: Instant): Headline {
  const counted = rows.filter((row) => row.counted);
  const first = counted[0];
  if (rows.length === 0) return headline(say(words, "headline.none"), "unknown", "house");
  if (first === undefined) return nothingCounted(rows, words);
  if (counted.every(outOfDate)) return offlineHeadline(lastAnswerAt, words, now);
  if (rows.length === 1) return headline(oneLock(first, words), first.tone, first.glyph, first.detail);
  const trouble = counted.filter(needsAttention);
  if (trouble.length > 0)
    return headline(say(words, "headline.attention", { count: trouble.length }), first.tone, first.glyph);
  const moving = counted.filter((row) => row.tone === "moving");
  if (moving.length > 0) return movingHeadline(moving, words);
  return wellHeadline(counted, rows.length, words);
}

/** The same while there are locks that no row stands for. */
export const unlistedHeadline = (count: number, words: Words): Headline =>
  headline(say(words, "headline.unlisted", { count }), "unknown", "question");

/** The headline when nothing can be said of now. */
export function offlineHeadline(lastAnswerAt: Instant | null, words: Words, now: Instant): Headline {
  const sentence =
    lastAnswerAt === null
      ? say(words, "headline.offline-now")
      : say(words, "headline.offline", { time: sinceText(words, lastAnswerAt, now) });
  return { ...headline(sentence, "unknown", "no-connection"), instead: say(words, "headline.may-have-changed") };
}

/** The headline while Tedee refuses the key. */
export function refusedHeadline(lastAnswerAt: Instant | null, words: Words, now: Instant): Headline {
  const sentence =
    lastAnswerAt === null
      ? say(words, "headline.no-updates-now")
      : say(words, "headline.no-updates", { time: sinceText(words, lastAnswerAt, now) });
  return { ...headline(sentence, "unknown", "key"), instead: say(words, "headline.may-have-changed") };
}

/** The headline before the first answer. */
export const askingHeadline = (words: Words): Headline => headline(say(words, "headline.asking"), "moving", "moving");

/** The headline without a key that can be used. */
export const setupHeadline = (home: "setup" | "keyring-locked", words: Words): Headline => ({
  ...headline(say(words, `headline.${home}`), "unknown", "key"),
  instead: "",
});

/** Locks without a bridge and locks that nobody watches are never counted. */
function nothingCounted(rows: readonly Row[], words: Words): Headline {
  // rank 5 is a lock without a bridge or one that left the account, and only the first is still there
  const there = rows.filter((row) => row.rank !== 5 || row.glyph === "no-connection");
  if (there.length === 0) return headline(say(words, "headline.none"), "unknown", "house");
  return there.some((row) => row.rank !== 5)
    ? headline(say(words, "headline.not-watched"), "unknown", "house")
    : headline(say(words, "headline.not-reachable"), "unknown", "no-connection");
}

/** "Front door locked": one lock's own state as a sentence, where its state has one. */
function oneLock({ name, word, tone, glyph, lock }: Row, words: Words): string {
  if (tone === "attention" && glyph === "door-open") return say(words, "headline.is-open", { name });
  const plain =
    tone === "secure" || tone === "moving" || (tone !== "danger" && tone !== "unknown" && lock === "unlocked");
  switch (lock) {
    case "locked":
    case "unlocked":
    case "locking":
    case "unlocking":
    case "pulling":
    case "updating":
    case "calibrating":
      return plain ? say(words, `headline.is-${lock}`, { name }) : say(words, "headline.one", { name, text: word });
    case "semi-locked":
    case "pulled":
    case "uncalibrated":
    case "unknown":
      return say(words, "headline.one", { name, text: word });
  }
}

function movingHeadline(moving: readonly Row[], words: Words): Headline {
  const [only] = moving;
  const sentence =
    moving.length === 1 && only !== undefined
      ? oneLock(only, words)
      : say(words, "headline.moving", { n: moving.length });
  return headline(sentence, "moving", "moving");
}

function wellHeadline(counted: readonly Row[], total: number, words: Words): Headline {
  const closed = counted.every((row) => row.door === "closed");
  const glyph = closed ? "door-closed" : "locked";
  if (counted.length < total) {
    return headline(
      say(words, closed ? "headline.some-closed" : "headline.some-locked", { n: counted.length, total }),
      "secure",
      glyph,
    );
  }
  return headline(
    say(words, closed ? "headline.all-closed" : "headline.all-locked", { count: counted.length }),
    "secure",
    glyph,
  );
}
