import type { Instant } from "../lock/lock.ts";
import { isCounted, isOutOfDate, needsAttention, type StatusKind } from "../lock/status.ts";
import { say, type Words } from "../words/words.ts";
import { sinceText } from "../words/times.ts";
import type { Detail, Headline, Row } from "./snapshot.ts";

const headline = (
  text: string,
  tone: Headline["tone"],
  glyph: Headline["glyph"],
  running: Detail | null = null,
): Headline => ({ sentence: { kind: "text", text }, running, tone, glyph, instead: null });

/** What the headline is made of, beside the rows in their order. */
export interface HeadlineContext {
  readonly lastAnswerAt: Instant | null;
  /** Locks that no row stands for. */
  readonly unlisted: number;
  readonly words: Words;
  readonly now: Instant;
}

/** The headline over rows; it never says more than every counted row bears out. */
export function headlineOf(rows: readonly Row[], { lastAnswerAt, unlisted, words, now }: HeadlineContext): Headline {
  const counted = rows.filter(({ status }) => isCounted(status));
  const first = counted[0];
  if (rows.length === 0) return headline(say(words, "headline.none"), "unknown", "house");
  if (first === undefined) return nothingCounted(rows, words);
  if (counted.every(({ status }) => isOutOfDate(status))) return offlineHeadline(lastAnswerAt, words, now);
  if (unlisted > 0 && counted.every(({ status }) => status.kind === "secure")) {
    return headline(say(words, "headline.unlisted", { count: unlisted }), "unknown", "question");
  }
  if (rows.length === 1) return headline(oneLock(first, words), first.tone, first.glyph, running(first));
  const concerns = counted.filter(({ status }) => needsAttention(status));
  if (concerns.length > 0) {
    return headline(say(words, "headline.attention", { count: concerns.length }), first.tone, first.glyph);
  }
  const moving = counted.filter(({ status }) => status.kind === "moving");
  if (moving.length > 0) return movingHeadline(moving, words);
  return wellHeadline(rows, words);
}

/** The headline when nothing can be said of now. */
export function offlineHeadline(lastAnswerAt: Instant | null, words: Words, now: Instant): Headline {
  const sentence =
    lastAnswerAt === null
      ? say(words, "headline.offline-now")
      : say(words, "headline.offline", { since: sinceText(words, lastAnswerAt, now) });
  return { ...headline(sentence, "unknown", "no-connection"), instead: say(words, "headline.may-have-changed") };
}

/** The headline while Tedee refuses the key. */
export function refusedHeadline(lastAnswerAt: Instant | null, words: Words, now: Instant): Headline {
  const sentence =
    lastAnswerAt === null
      ? say(words, "headline.no-updates-now")
      : say(words, "headline.no-updates", { since: sinceText(words, lastAnswerAt, now) });
  return { ...headline(sentence, "unknown", "key"), instead: say(words, "headline.may-have-changed") };
}

/** The headline before the first answer. */
export const askingHeadline = (words: Words): Headline => headline(say(words, "headline.asking"), "moving", "moving");

/** The headline without a key that can be used. */
export const setupHeadline = (home: "setup" | "keyring-locked", words: Words): Headline => ({
  ...headline(say(words, `headline.${home}`), "unknown", "key"),
  instead: "",
});

/** The headline over rows of which none counts. */
function nothingCounted(rows: readonly Row[], words: Words): Headline {
  const there = rows.filter(({ status }) => status.cause !== "left-account");
  if (there.length === 0) return headline(say(words, "headline.none"), "unknown", "house");
  return there.some(({ status }) => status.cause !== "no-bridge")
    ? headline(say(words, "headline.not-watched"), "unknown", "house")
    : headline(say(words, "headline.not-reachable"), "unknown", "no-connection");
}

/** "Front door locked": one lock's own state as a sentence. */
const oneLock = ({ name, status, door }: Row, words: Words): string =>
  status.cause === "locked" && door === "closed"
    ? say(words, "headline.is-locked-closed", { name })
    : say(words, `headline.is-${status.cause}`, { name });

/** How long a door has been open; what else a row says beside its word has its place there. */
const running = ({ detail }: Row): Detail | null => (detail?.kind === "duration" ? detail : null);

function movingHeadline(moving: readonly Row[], words: Words): Headline {
  const [only] = moving;
  const sentence =
    moving.length === 1 && only !== undefined
      ? oneLock(only, words)
      : say(words, "headline.moving", { count: moving.length });
  return headline(sentence, "moving", "moving");
}

function wellHeadline(rows: readonly Row[], words: Words): Headline {
  const counted = rows.filter(({ status }) => isCounted(status));
  const others = rows.filter(({ status }) => !isCounted(status));
  const shut = counted.every(({ door }) => door === "closed") ? "closed" : "locked";
  const count = counted.length;
  const sentence =
    others.length > 0
      ? say(words, `headline.${shut}.${kindOfAll(others)}`, { n: count, rest: others.length })
      : count === 2
        ? say(words, `headline.both-${shut}`)
        : say(words, `headline.all-${shut}`, { count });
  return headline(sentence, "secure", shut === "closed" ? "door-closed" : "locked");
}

/** Why rows do not count, when all have the same reason. */
function kindOfAll(rows: readonly Row[]): "not-reachable" | "gone" | "excluded" | "others" {
  const all = (kind: StatusKind): boolean => rows.every(({ status }) => status.kind === kind);
  if (all("not-reachable")) return "not-reachable";
  if (all("gone")) return "gone";
  return all("excluded") ? "excluded" : "others";
}
