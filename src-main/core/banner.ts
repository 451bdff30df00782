import { clockText, sinceText } from "./format.ts";
import type { FailureKind } from "./failure.ts";
import type { House, Trouble } from "./house.ts";
import type { Instant } from "./lock.ts";
import { say, type Words } from "./messages/words.ts";
import type { Banner } from "./snapshot.ts";

/** Failures in a row before a banner says so; one failed poll changes nothing a person sees. */
export const FAILURES_BEFORE_BANNER = 2;

/** What stands between Ajar and the cloud for long enough to say so: one failed poll and a refusal that may be a blip do not. */
export function obstacleOf({ trouble, keyRefused }: House): FailureKind | null {
  if (trouble === null) return null;
  if (keyRefused) return "key-refused";
  const { kind } = trouble.failure;
  if (kind === "key-refused") return null;
  return kind === "limit-reached" || trouble.count >= FAILURES_BEFORE_BANNER ? kind : null;
}

/** What stands between Ajar and the cloud, for a person; null while there is nothing to say. */
export function bannerOf(house: House, words: Words, now: Instant): Banner | null {
  const { trouble } = house;
  if (trouble === null || obstacleOf(house) === null) return null;
  const tryNow = { nextTryAt: trouble.nextTryAt, action: "try-now" } as const;
  if (house.keyRefused) {
    const title = say(words, "banner.key-refused");
    const body = say(words, "banner.key-refused.body");
    return { ...refused, title, body };
  }
  return { ...face(trouble, house.lastAnswerAt, words, now), ...(waits(trouble.failure.kind) ? {} : tryNow) };
}

/** A key that no longer opens anything: only another one helps. */
const refused = {
  kind: "key-refused",
  tone: "danger",
  glyph: "key",
  nextTryAt: null,
  action: "replace-key",
} as const satisfies Partial<Banner>;

/** Failures that trying at once cannot mend. */
const waits = (kind: FailureKind): boolean => kind === "limit-reached" || kind === "not-allowed";

function face(trouble: Trouble, lastAnswerAt: Instant | null, words: Words, now: Instant): Banner {
  const idle = { nextTryAt: null, action: null } as const;
  switch (trouble.failure.kind) {
    case "no-network": {
      const title =
        lastAnswerAt === null
          ? say(words, "banner.no-network")
          : say(words, "banner.no-network.since", { time: sinceText(words, lastAnswerAt, now) });
      const body = say(words, "banner.no-network.body");
      return { ...idle, kind: "no-network", tone: "unknown", glyph: "no-connection", title, body };
    }
    case "limit-reached": {
      const body = say(words, "banner.limit.body", { time: clockText(words, trouble.nextTryAt) });
      return {
        ...idle,
        kind: "limit-reached",
        tone: "attention",
        glyph: "limit",
        title: say(words, "banner.limit"),
        body,
      };
    }
    case "key-refused":
    case "not-allowed": {
      const title = say(words, "banner.not-allowed");
      return {
        ...refused,
        title,
        body: say(words, "banner.not-allowed.body"),
      };
    }
    case "blocked":
    case "not-tedee":
      return { ...idle, ...broken("banner.blocked", "banner.blocked.body", words), kind: "blocked" };
    case "tedee-down":
      return { ...idle, ...broken("banner.down", "banner.down.body", words) };
    case "timeout":
    case "reset":
      return { ...idle, ...broken("banner.down", "banner.unclear.body", words) };
    case "broken-answer":
    case "too-large":
    case "not-found":
    case "unexpected":
      return { ...idle, ...broken("banner.broken", "banner.broken.body", words) };
  }
}

type PlainBanner = "banner.blocked" | "banner.down" | "banner.broken";
type PlainBody = "banner.blocked.body" | "banner.down.body" | "banner.unclear.body" | "banner.broken.body";

const broken = (title: PlainBanner, body: PlainBody, words: Words) =>
  ({
    kind: "tedee-down",
    tone: "unknown",
    glyph: "tedee-down",
    title: say(words, title),
    body: say(words, body),
  }) as const;
