/** What authorises Ajar's requests: a personal access key, or an access token of a sign-in that was made elsewhere. */
export type CredentialKind = "personal-key" | "access-token";

/** A credential; its secret goes into one header and nowhere else. */
export interface Credential {
  readonly kind: CredentialKind;
  readonly secret: string;
}

/** A personal access key as a credential. */
export const personalKey = (secret: string): Credential => ({ kind: "personal-key", secret });

/** An access token as a credential. */
export const accessToken = (secret: string): Credential => ({ kind: "access-token", secret });

/** Characters of a key at most, and of a token, which holds claims and a signature. */
const LONGEST_KEY = 1000;
const LONGEST_TOKEN = 8000;

/**
 * A key from what was pasted: two parts with a dot between them, in visible ASCII (the only published sample is six
 * characters, a dot and 43 of base64). Quotes and the scheme's word around it are dropped; null when it is no key.
 */
export function keyFrom(pasted: string): string | null {
  const text = without("PersonalKey", pasted);
  return /^[!-~]+\.[!-~]+$/.test(text) && text.length <= LONGEST_KEY ? text : null;
}

/**
 * An access token from what was given, in the characters that RFC 6750 allows. Quotes and the scheme's word around it
 * are dropped; null when it is no token.
 */
export function tokenFrom(given: string): string | null {
  const text = without("Bearer", given);
  return /^[\w.~+/-]+=*$/.test(text) && text.length <= LONGEST_TOKEN ? text : null;
}

/** A text without quotes, a header's name and its scheme in front. */
const without = (scheme: string, text: string): string =>
  text
    .trim()
    .replace(/^["'`](.*)["'`]$/s, "$1")
    .trim()
    .replace(new RegExp(`^(?:Authorization:\\s*)?${scheme}\\s+`, "i"), "");

/** The public part of a key, before its dot, by which the key list names it. */
export const prefixOf = (key: string): string => key.slice(0, key.indexOf("."));
