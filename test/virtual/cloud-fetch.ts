import type { Clock } from "../../src-main/core/lock/clock.ts";
import type { Cloud } from "../../src-main/demo/cloud.ts";

/** What befalls one request on its way; the cloud sees it arrive in any case but `offline`. */
export type Mishap =
  | { readonly kind: "none"; readonly delayMs?: number }
  /** Nobody can be reached: the request does not arrive. */
  | { readonly kind: "offline" }
  /** It arrives, and no answer ever comes. */
  | { readonly kind: "lost" }
  /** It arrives, and the body stops half way. */
  | { readonly kind: "stalled" }
  /** It arrives, and the connection breaks. */
  | { readonly kind: "reset" }
  /** Something answers in the cloud's place. */
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly body: string;
      readonly headers?: Record<string, string>;
    }
  /** The answer is cut off, though it looks complete. */
  | { readonly kind: "truncated" };

const failure = (name: string): Error => new TypeError(`net::${name}`);

/** A `fetch` that asks a simulated cloud in this process; `mishap` decides for each request by its path. */
export function createCloudFetch(cloud: Cloud, clock: Clock, mishap: (path: string) => Mishap): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const path = url.pathname + url.search;
    const befalls = mishap(path);
    const signal = init?.signal ?? null;
    if (befalls.kind === "offline") throw failure("ERR_INTERNET_DISCONNECTED");
    const authorization = new Headers(init?.headers).get("authorization");
    const answer = cloud.answer({ method: init?.method ?? "GET", path, authorization });
    const reply = (body: BodyInit | null): Response => new Response(body, answer);
    switch (befalls.kind) {
      case "none":
        if (befalls.delayMs !== undefined) await wait(clock, befalls.delayMs, signal);
        return reply(answer.body);
      case "lost":
        return wait(clock, Infinity, signal);
      case "stalled":
        return reply(stalled(answer.body));
      case "reset":
        throw failure("ERR_CONNECTION_RESET");
      case "answer":
        return new Response(befalls.body, { status: befalls.status, headers: befalls.headers ?? {} });
      case "truncated":
        return reply(answer.body.slice(0, Math.floor(answer.body.length / 2)));
    }
  };
}

/** Never ends when `ms` is infinite, but for its signal. */
function wait(clock: Clock, ms: number, signal: AbortSignal | null): Promise<never>;
function wait(clock: Clock, ms: number, signal: AbortSignal | null): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const cancel = ms === Infinity ? () => undefined : clock.after(ms, () => resolve(null));
    signal?.addEventListener("abort", () => {
      cancel();
      reject(new DOMException("aborted", "AbortError"));
    });
  });
}

function stalled(body: string): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(body.slice(0, Math.floor(body.length / 2))));
    },
  });
}
