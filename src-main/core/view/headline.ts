import { sinceText } from "./format.ts";
import type { Instant } from "../lock/lock.ts";
import { say, type Words } from "../words/words.ts";
import type { Claim, Detail, Row } from "./snapshot.ts";

const text = (sentence: string): Claim["sentence"] => ({ kind: "text", text: sentence });

const claim = (sentence: string, tone: Claim["tone"], glyph: Claim["glyph"], running: Detail | null = null): Claim => ({
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

/** The claim of the header for rows in their order; it never says more than every counted row bears out. */
export function claimOf(rows: readonly Row[], lastAnswerAt: Instant | null, words: Words, now: Instant): Claim {
  const counted = rows.filter((row) => row.counted);
  const first = counted[0];
  if (rows.length === 0) return claim(say(words, "claim.none"), "unknown", "house");
  if (first === undefined) return nothingCounted(rows, words);
  if (counted.every(outOfDate)) return offlineClaim(lastAnswerAt, words, now);
  if (rows.length === 1) return claim(oneLock(first, words), first.tone, first.glyph, first.detail);
  const trouble = counted.filter(needsAttention);
  if (trouble.length > 0)
    return claim(say(words, "claim.attention", { count: trouble.length }), first.tone, first.glyph);
  const moving = counted.filter((row) => row.tone === "moving");
  if (moving.length > 0) return movingClaim(moving, words);
  return wellClaim(counted, rows.length, words);
}

/** The same while there are locks that no row stands for. */
export const unlistedClaim = (count: number, words: Words): Claim =>
  claim(say(words, "claim.unlisted", { count }), "unknown", "question");

/** The claim when nothing can be said of now. */
export function offlineClaim(lastAnswerAt: Instant | null, words: Words, now: Instant): Claim {
  const sentence =
    lastAnswerAt === null
      ? say(words, "claim.offline-now")
      : say(words, "claim.offline", { time: sinceText(words, lastAnswerAt, now) });
  return { ...claim(sentence, "unknown", "no-connection"), instead: say(words, "claim.may-have-changed") };
}

/** The claim while Tedee refuses the key. */
export function refusedClaim(lastAnswerAt: Instant | null, words: Words, now: Instant): Claim {
  const sentence =
    lastAnswerAt === null
      ? say(words, "claim.no-updates-now")
      : say(words, "claim.no-updates", { time: sinceText(words, lastAnswerAt, now) });
  return { ...claim(sentence, "unknown", "key"), instead: say(words, "claim.may-have-changed") };
}

/** The claim before the first answer. */
export const askingClaim = (words: Words): Claim => claim(say(words, "claim.asking"), "moving", "moving");

/** The claim without a key that can be used. */
export const setupClaim = (home: "setup" | "locked", words: Words): Claim => ({
  ...claim(say(words, `claim.${home}`), "unknown", "key"),
  instead: "",
});

/** Locks without a bridge and locks that nobody watches are never counted. */
function nothingCounted(rows: readonly Row[], words: Words): Claim {
  // rank 5 is a lock without a bridge or one that left the account, and only the first is still there
  const there = rows.filter((row) => row.rank !== 5 || row.glyph === "no-connection");
  if (there.length === 0) return claim(say(words, "claim.none"), "unknown", "house");
  return there.some((row) => row.rank !== 5)
    ? claim(say(words, "claim.not-watched"), "unknown", "house")
    : claim(say(words, "claim.not-reachable"), "unknown", "no-connection");
}

/** "Front door locked": one lock's own state as a sentence, where its state has one. */
function oneLock({ name, word, tone, glyph, lock }: Row, words: Words): string {
  if (tone === "attention" && glyph === "door-open") return say(words, "claim.is-open", { name });
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
      return plain ? say(words, `claim.is-${lock}`, { name }) : say(words, "claim.one", { name, text: word });
    case "semi-locked":
    case "pulled":
    case "uncalibrated":
    case "unknown":
      return say(words, "claim.one", { name, text: word });
  }
}

function movingClaim(moving: readonly Row[], words: Words): Claim {
  const [only] = moving;
  const sentence =
    moving.length === 1 && only !== undefined ? oneLock(only, words) : say(words, "claim.moving", { n: moving.length });
  return claim(sentence, "moving", "moving");
}

function wellClaim(counted: readonly Row[], total: number, words: Words): Claim {
  const closed = counted.every((row) => row.door === "closed");
  const glyph = closed ? "door-closed" : "locked";
  if (counted.length < total) {
    return claim(
      say(words, closed ? "claim.some-closed" : "claim.some-locked", { n: counted.length, total }),
      "secure",
      glyph,
    );
  }
  return claim(
    say(words, closed ? "claim.all-closed" : "claim.all-locked", { count: counted.length }),
    "secure",
    glyph,
  );
}
