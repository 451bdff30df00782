import { createFetch } from "ofetch";
import type { Credential } from "../core/polling/credential.ts";
import type { Clock } from "../core/lock/clock.ts";
import type { Answer, Failure } from "../core/lock/failure.ts";
import type { Purpose, Trace } from "../core/app/trace.ts";
import { BodyTooLargeError, readStart, readText, unlessAborted } from "./body.ts";
import { failureOfError, failureOfStatus, isPage, pageIsForeign, saysPage } from "./failure.ts";

/** Milliseconds that a request may take, headers and body together. */
export const REQUEST_LIMIT_MS = 10_000;

/** Tedee's own cloud (API docs, getting started). */
export const TEDEE_URL = "https://api.tedee.com";

export interface TransportOptions {
  /** Given by the app from a session of its own; without cookies and with redirects refused. */
  readonly fetch: typeof fetch;
  /** The cloud's address without a slash at its end. */
  readonly baseUrl: string;
  readonly credential: Credential;
  readonly clock: Clock;
  readonly trace: Trace;
}

/** One request to the cloud. */
export interface ApiRequest {
  readonly method: "GET" | "POST";
  /** Path and query, from the slash after the host. */
  readonly path: string;
  /** Sent as JSON; absent for an empty body. */
  readonly body?: object;
  readonly purpose: Purpose;
  readonly signal: AbortSignal;
}

/** A body that is JSON, with the text it was read from. */
export interface JsonBody {
  readonly text: string;
  readonly json: unknown;
}

/** Sends one request, once: its JSON, whatever its shape, or what went wrong. Never throws. */
export type Transport = (request: ApiRequest) => Promise<Answer<JsonBody>>;

type Outcome = { readonly status?: number } & (
  { readonly ok: true; readonly body: JsonBody } | { readonly ok: false; readonly failure: Failure }
);

const failed = (failure: Failure, status?: number): Outcome =>
  status === undefined ? { ok: false, failure } : { ok: false, failure, status };

/** A transport for one credential and one cloud. */
export function createTransport(options: TransportOptions): Transport {
  const { clock, trace } = options;
  const send = sender(options);
  return async (request) => {
    const { method, path, purpose, signal } = request;
    const began = clock.elapsed();
    // one controller for both ends: a composite signal costs each poll more than all else that is done here
    const ended = new AbortController();
    const end = (): void => ended.abort();
    const cancelLimit = clock.after(REQUEST_LIMIT_MS, end);
    if (signal.aborted) end();
    signal.addEventListener("abort", end);
    const outcome = await send({ ...request, signal: ended.signal }).catch((error: unknown) =>
      failed(ended.signal.aborted ? { kind: "timeout" } : failureOf(error)),
    );
    cancelLimit();
    signal.removeEventListener("abort", end);
    // Ajar cancelled it: nobody waits for this answer
    if (signal.aborted) return { ok: false, failure: { kind: "reset" }, at: clock.now() };
    const ms = Math.round(clock.elapsed() - began);
    const { status } = outcome;
    const told = { ...(status !== undefined && { status }), ...(!outcome.ok && { failure: outcome.failure.kind }) };
    trace({ kind: "request", method, path, ...told, ms, purpose });
    const at = clock.now();
    return outcome.ok ? { ok: true, value: outcome.body, at } : { ok: false, failure: outcome.failure, at };
  };
}

/** Sends a request and reads its answer; rejects when the network fails or the signal ends it. */
function sender({ fetch, baseUrl, credential, clock }: TransportOptions): (request: ApiRequest) => Promise<Outcome> {
  // ofetch makes its own controllers only for its own timeout, which stops at the headers and is not used
  const api = createFetch({ fetch, Headers, AbortController });
  return async ({ method, path, body: sent, signal }) => {
    const request = api.raw<unknown, "stream">(path, {
      method,
      baseURL: baseUrl,
      headers: headersOf(credential, method),
      ...(sent !== undefined && { body: JSON.stringify(sent) }),
      signal,
      retry: false,
      responseType: "stream",
      ignoreResponseError: true,
    });
    const { status, headers, body } = await unlessAborted(request, signal);
    const failure = failureOfStatus(status, headers, clock.now());
    if (failure === null) return jsonOf(await readText(body, signal), status);
    const foreign = pageIsForeign(status) && (saysPage(headers) || isPage(await readStart(body, signal)));
    body?.cancel().catch(() => undefined);
    return failed(foreign ? { kind: "not-tedee" } : failure, status);
  };
}

/** The documented headers (API docs, getting started, howtos/authenticate, and the samples' `Bearer`). */
function headersOf({ kind, secret }: Credential, method: ApiRequest["method"]): Record<string, string> {
  const authorization = `${kind === "personal-key" ? "PersonalKey" : "Bearer"} ${secret}`;
  const accept = "application/json";
  return method === "GET" ? { authorization, accept } : { authorization, accept, "content-type": accept };
}

const failureOf = (error: unknown): Failure =>
  error instanceof BodyTooLargeError ? { kind: "too-large" } : failureOfError(error);

/** A good status promises nothing: captive portals answer any address with a page of their own. */
function jsonOf(text: string, status: number): Outcome {
  try {
    const json: unknown = JSON.parse(text);
    return { ok: true, body: { text, json }, status };
  } catch {
    return failed({ kind: isPage(text) ? "not-tedee" : "broken-answer" }, status);
  }
}
