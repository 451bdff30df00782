import * as v from "valibot";
import { prefixOf, type Credential } from "../core/polling/credential.ts";
import type { Instant } from "../core/lock/lock.ts";
import { momentOf } from "./decode.ts";
import { wireEnvelope } from "./wire.ts";

/** What the key list says of one key. */
export interface KeyFacts {
  readonly scopes: readonly string[];
  readonly endsAt: Instant | null;
}

const wireKey = v.object({
  prefix: v.string(),
  scopes: v.fallback(v.array(v.string()), []),
  validTo: v.fallback(v.nullish(v.string()), null),
});

/**
 * The entry of the key that asked, from the list of all keys of its owner (API docs, personalaccesskey/get-all); null
 * when none or several begin with its prefix, the body is another, or no key asked.
 */
export function decodeOwnKey(body: unknown, { kind, secret }: Credential): KeyFacts | null {
  if (kind !== "personal-key") return null;
  const envelope = v.safeParse(wireEnvelope, body);
  const items = envelope.success ? v.safeParse(v.array(v.unknown()), envelope.output.result) : null;
  if (items?.success !== true) return null;
  const own = items.output.flatMap((item) => {
    const parsed = v.safeParse(wireKey, item);
    return parsed.success && parsed.output.prefix === prefixOf(secret) ? [parsed.output] : [];
  });
  const [only] = own;
  if (own.length !== 1 || only === undefined) return null;
  return { scopes: only.scopes, endsAt: only.validTo == null ? null : momentOf(only.validTo) };
}
