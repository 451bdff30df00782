import type { FailureKind } from "../lock/failure.ts";
import type { House } from "../lock/house.ts";
import type { Instant } from "../lock/lock.ts";
import type { Outage } from "../lock/outage.ts";
import type { CredentialKind } from "../polling/credential.ts";
import { lastingFailure, updatesOf, type Updates } from "../lock/updates.ts";
import { say, type Words } from "../words/words.ts";
import { failureWords } from "./failure-words.ts";
import { clockText, sinceText } from "../words/times.ts";
import type { Banner } from "./snapshot.ts";

/** What keeps updates away, for a person; null while there is nothing to say. */
export function bannerOf(
  house: House,
  words: Words,
  now: Instant,
  credential: CredentialKind = "personal-key",
): Banner | null {
  const { outage, lastAnswerAt } = house;
  const kind = lastingFailure(house);
  if (outage === null || kind === null) return null;
  const { happened, still, todo } = failureWords(kind, words, credential);
  const since = kind === "no-network" && lastAnswerAt !== null ? sinceText(words, lastAnswerAt, now) : null;
  const title = since === null ? happened : say(words, "banner.offline-since", { time: since });
  // before the first answer there is no state to see
  const known = lastAnswerAt === null ? [] : [still];
  const body = [...nextUpdate(kind, outage, words), ...known, todo].join(" ");
  return { kind, ...LOOKS[kind], title, body, ...wayOut(updatesOf(house), outage, credential) };
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

/** The one thing that can help: another key, a try at once, or nothing that the window can do. */
function wayOut(
  updates: Updates,
  { nextTryAt }: Outage,
  credential: CredentialKind,
): Pick<Banner, "action" | "nextTryAt"> {
  switch (updates) {
    case "limit-reached":
      return { action: null, nextTryAt: null };
    case "needs-key":
      // a new token comes with another start of Ajar
      return { action: credential === "personal-key" ? "replace-key" : null, nextTryAt: null };
    case "coming":
    case "no-network":
    case "failing":
      return { action: "try-now", nextTryAt };
  }
}
