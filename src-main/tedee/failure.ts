import type { Failure } from "../core/lock/failure.ts";
import { instant, type Instant } from "../core/lock/lock.ts";

/** A wait that Tedee asks for counts within these bounds (the account's window is an hour: API docs, rate limiting). */
const SHORTEST_WAIT_MS = 20_000;
const LONGEST_WAIT_MS = 3_600_000;

/** The failure that a status stands for, where it is Tedee's or by itself a network's own; null for 2xx. */
export function failureOfStatus(status: number, headers: Headers, now: Instant): Failure | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return { kind: "blocked" };
  // "Network Authentication Required" (RFC 6585): a portal says of itself what it is
  if (status === 511) return { kind: "not-tedee" };
  if (status >= 500) return { kind: "tedee-down", status };
  switch (status) {
    case 401:
      return { kind: "key-refused" };
    case 403:
      return { kind: "not-allowed" };
    case 404:
      return { kind: "not-found" };
    // a proxy's own, as `PROXY_AUTH` below: its sign-in is no page
    case 407:
      return { kind: "blocked" };
    case 429:
      return { kind: "limit-reached", retryAt: retryAt(headers, now) };
    default:
      return { kind: "unexpected", status };
  }
}

/**
 * Whether a page with this status is not Tedee's: portals and proxies refuse with any status of 4xx, while Tedee refuses
 * with data or with nothing. A page with 5xx may as well be of the gateway before Tedee's cloud, and a wait that 429 asks
 * for is kept whoever asks.
 */
export const pageIsForeign = (status: number): boolean =>
  status >= 400 && status < 500 && status !== 407 && status !== 429;

/** Whether an answer is a page by what its headers say. */
export const saysPage = (headers: Headers): boolean =>
  /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(headers.get("content-type") ?? "");

/** Whether a body is a page by its first character; no JSON begins so. */
export const isPage = (text: string): boolean => /^\s*</.test(text);

/** The end of the wait that `Retry-After` names, in seconds or as a date against the answer's own `Date`; else null. */
export function retryAt(headers: Headers, now: Instant): Instant | null {
  const waitMs = waitOf(headers.get("retry-after")?.trim() ?? "", headers.get("date"), now);
  if (waitMs === null) return null;
  return instant(now + Math.min(Math.max(waitMs, SHORTEST_WAIT_MS), LONGEST_WAIT_MS));
}

function waitOf(text: string, answered: string | null, now: Instant): number | null {
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // JavaScript takes many a text for a date; HTTP's begin with a weekday
  const until = /^[a-z]{3,9}, /i.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(until)) return null;
  const cloudNow = Date.parse(answered ?? "");
  return until - (Number.isNaN(cloudNow) ? now : cloudNow);
}

/**
 * Names that Chromium (`net::ERR_…`, net_error_list.h) and Node (`error.code`) give to what goes wrong below HTTP; the
 * first line that fits counts.
 */
const NAMES: readonly (readonly [RegExp, "no-network" | "reset" | "blocked" | "timeout"])[] = [
  [
    /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|REDIRECT|BLOCKED_BY|TUNNEL_CONNECTION|PROXY_AUTH/,
    "blocked",
  ],
  [/TIMED_OUT|TIMEDOUT|TIMEOUT/, "timeout"],
  [
    /INTERNET_DISCONNECTED|NAME_NOT_RESOLVED|NAME_RESOLUTION|NETWORK_CHANGED|NETWORK_IO_SUSPENDED|NETWORK_ACCESS_DENIED/,
    "no-network",
  ],
  [/ADDRESS_UNREACHABLE|ADDRESS_INVALID|PROXY_CONNECTION_FAILED|DNS_|ICANN/, "no-network"],
  [/ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ENETDOWN|EADDRNOTAVAIL/, "no-network"],
];

/** What an error of a request stands for, whichever network it came from; anything unheard-of is a broken connection. */
export function failureOfError(error: unknown): Failure {
  const text = namesIn(error).join(" ");
  const found = NAMES.find(([names]) => names.test(text));
  return { kind: found?.[1] ?? "reset" };
}

/** Codes and error names of an error and of what caused it; messages hold Chromium's name and fetch's "redirect". */
function namesIn(error: unknown, depth = 0): readonly string[] {
  if (!(error instanceof Error) || depth > 4) return [];
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const chromium = /net::(ERR_\w+)/.exec(error.message)?.[1] ?? "";
  const redirect = /redirect/i.test(error.message) ? "REDIRECT" : "";
  return [code, chromium, redirect, ...namesIn(error.cause, depth + 1)];
}
