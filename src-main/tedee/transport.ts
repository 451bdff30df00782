import { createFetch } from "ofetch";
import type { Clock } from "../core/lock/clock.ts";
import type { Answer, Failure } from "../core/lock/failure.ts";
import type { Purpose, Trace } from "../core/app/trace.ts";
import { BodyTooLargeError, readStart, readText, unlessAborted } from "./body.ts";
import { failureOfError, failureOfStatus, isPage, pageIsForeign, saysPage } from "./failure.ts";

/** Headers and body together take no longer than this. */
export const REQUEST_LIMIT_MS = 10_000;

/** Tedee's own cloud (API docs, getting started). */
export const TEDEE_URL = "https://api.tedee.com";

export interface TransportOptions {
  /** Given by the app from a session of its own; without cookies and with redirects refused. */
  readonly fetch: typeof fetch;
  /** The cloud's address without a slash at its end. */
  readonly baseUrl: string;
  /** A personal access key; a secret that goes into one header and nowhere else. */
  readonly key: string;
  readonly clock: Clock;
  readonly trace: Trace;
}

/** One `GET`: its JSON, whatever its shape, or what went wrong. Never throws and never retries. */
export type Transport = (path: string, purpose: Purpose, signal: AbortSignal) => Promise<Answer<unknown>>;

type Outcome = { readonly status?: number } & (
  { readonly ok: true; readonly json: unknown } | { readonly ok: false; readonly failure: Failure }
);

const failed = (failure: Failure, status?: number): Outcome =>
  status === undefined ? { ok: false, failure } : { ok: false, failure, status };

/** A transport for one key and one cloud. */
export function createTransport(options: TransportOptions): Transport {
  const { clock, trace } = options;
  // ofetch makes its own controllers only for its own timeout, which stops at the headers and is not used
  const api = createFetch({ fetch: options.fetch, Headers, AbortController });
  const headers = { authorization: `PersonalKey ${options.key}`, accept: "application/json" };

  const ask = async (path: string, signal: AbortSignal): Promise<Outcome> => {
    const request = api.raw<unknown, "stream">(path, {
      baseURL: options.baseUrl,
      headers,
      signal,
      retry: false,
      responseType: "stream",
      ignoreResponseError: true,
    });
    const response = await unlessAborted(request, signal);
    const { status, body } = response;
    const failure = failureOfStatus(status, response.headers, clock.now());
    if (failure === null) return jsonOf(await readText(body, signal), status);
    const foreign = pageIsForeign(status) && (saysPage(response.headers) || isPage(await readStart(body, signal)));
    body?.cancel().catch(() => undefined);
    return failed(foreign ? { kind: "not-tedee" } : failure, status);
  };

  return async (path, purpose, signal) => {
    const began = clock.elapsed();
    const limit = new AbortController();
    const cancelLimit = clock.after(REQUEST_LIMIT_MS, () => limit.abort());
    const outcome = await ask(path, AbortSignal.any([limit.signal, signal])).catch((error: unknown) =>
      failed(limit.signal.aborted ? { kind: "timeout" } : failureOf(error)),
    );
    cancelLimit();
    // what Ajar itself gave up is no failure of anybody's, and no answer to anybody
    if (signal.aborted) return { ok: false, failure: { kind: "reset" }, at: clock.now() };
    const ms = Math.round(clock.elapsed() - began);
    const { status } = outcome;
    const told = { ...(status !== undefined && { status }), ...(!outcome.ok && { failure: outcome.failure.kind }) };
    trace({ kind: "request", method: "GET", path, ...told, ms, purpose });
    const at = clock.now();
    return outcome.ok ? { ok: true, value: outcome.json, at } : { ok: false, failure: outcome.failure, at };
  };
}

const failureOf = (error: unknown): Failure =>
  error instanceof BodyTooLargeError ? { kind: "too-large" } : failureOfError(error);

/** A good status promises nothing: captive portals answer any address with a page of their own. */
function jsonOf(text: string, status: number): Outcome {
  try {
    const json: unknown = JSON.parse(text);
    return { ok: true, json, status };
  } catch {
    return failed({ kind: isPage(text) ? "not-tedee" : "broken-answer" }, status);
  }
}
