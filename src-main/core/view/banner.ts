import { clockText, sinceText } from "../words/times.ts";
import { failureWords } from "./failure-words.ts";
import type { FailureKind } from "../lock/failure.ts";
import type { House } from "../lock/house.ts";
import type { Outage } from "../lock/outage.ts";
import type { Instant } from "../lock/lock.ts";
import { say, type Words } from "../words/words.ts";
import type { Banner } from "./snapshot.ts";

/** Failures in a row before a banner says so; one failed poll changes nothing a person sees. */
export const FAILURES_BEFORE_BANNER = 2;

/** What stands between Ajar and the cloud for long enough to say so: one failed poll and a refusal that may be a blip do not. */
export function obstacleOf({ outage, keyRefused }: House): FailureKind | null {
  if (outage === null) return null;
  if (keyRefused) return "key-refused";
  const kind = outage.cause?.kind ?? null;
  return kind === "limit-reached" || outage.count >= FAILURES_BEFORE_BANNER ? kind : null;
}

/** What stands between Ajar and the cloud, for a person; null while there is nothing to say. */
export function bannerOf(house: House, words: Words, now: Instant): Banner | null {
  const { outage, lastAnswerAt } = house;
  const kind = obstacleOf(house);
  if (outage === null || kind === null) return null;
  const { happened, still, todo } = failureWords(kind, words);
  const since = kind === "no-network" && lastAnswerAt !== null ? sinceText(words, lastAnswerAt, now) : null;
  const title = since === null ? happened : say(words, "banner.since", { what: happened, time: since });
  const body = [...nextUpdate(kind, outage, words), still, todo].join(" ");
  return { kind, ...LOOKS[kind], title, body, ...wayOut(kind, outage) };
}

const CLOUD = { tone: "unknown", glyph: "tedee-down" } as const;

const LOOKS: Readonly<Record<FailureKind, Pick<Banner, "tone" | "glyph">>> = {
  "no-network": { tone: "unknown", glyph: "no-connection" },
  timeout: CLOUD,
  reset: CLOUD,
  blocked: CLOUD,
  "not-tedee": CLOUD,
  "broken-answer": CLOUD,
  "too-large": CLOUD,
  "key-refused": { tone: "danger", glyph: "key" },
  "not-allowed": { tone: "danger", glyph: "key" },
  "not-found": CLOUD,
  "limit-reached": { tone: "attention", glyph: "limit" },
  "tedee-down": CLOUD,
  unexpected: CLOUD,
};

/** A wait that Tedee asks for has an end that can be named. */
const nextUpdate = (kind: FailureKind, { nextTryAt }: Outage, words: Words): readonly string[] =>
  kind === "limit-reached" ? [say(words, "banner.next-update", { time: clockText(words, nextTryAt) })] : [];

/** The one thing that can help: another key, a try at once, or nothing but waiting. */
function wayOut(kind: FailureKind, outage: Outage): Pick<Banner, "action" | "nextTryAt"> {
  if (kind === "limit-reached") return { action: null, nextTryAt: null };
  if (asksForKey(kind, outage)) return { action: "replace-key", nextTryAt: null };
  return { action: "try-now", nextTryAt: outage.nextTryAt };
}

/** A key that may not read the locks is asked about with the patience of one that is refused. */
const asksForKey = (kind: FailureKind, { cause }: Outage): boolean =>
  kind === "key-refused" || (kind === "not-allowed" && cause?.lasting === true);
