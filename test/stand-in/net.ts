import type { Net, Session } from "electron";
import { lifecycle } from "./lifecycle.ts";
import { netError, translated } from "./net-error.ts";
import { strict } from "./strict.ts";
import { switches } from "./switches.ts";

const OFFLINE = "offline";
const running = new Set<AbortController>();

switches.onChange(OFFLINE, () => {
  for (const request of running) request.abort(netError("ERR_NETWORK_CHANGED"));
});

/**
 * Electron's fetch on Node's: Chromium's error names, no network while the desk is offline, requests under way broken
 * by a change of it. Without cookies, cache, proxy and the system's certificates.
 */
export const sessionFetch: Session["fetch"] = async (input, init = {}) => {
  const request = new Request(input, init);
  request.signal.throwIfAborted();
  if (!/^https?:$/.test(new URL(request.url).protocol)) throw netError("ERR_UNKNOWN_URL_SCHEME");
  if (switches.isOn(OFFLINE)) throw netError("ERR_INTERNET_DISCONNECTED");
  const broken = new AbortController();
  running.add(broken);
  const over = (): void => {
    running.delete(broken);
  };
  const failure = (error: unknown, begun: boolean): unknown => {
    over();
    if (request.signal.aborted) return request.signal.reason;
    return broken.signal.aborted ? broken.signal.reason : translated(error, begun);
  };
  try {
    const response = await fetch(request, { signal: AbortSignal.any([request.signal, broken.signal]) });
    return withBody(response, over, (error) => failure(error, true));
  } catch (error) {
    throw failure(error, false);
  }
};

/** The same answer, whose body fails with Chromium's error names. */
function withBody(response: Response, over: () => void, failure: (error: unknown) => unknown): Response {
  if (response.body === null) {
    over();
    return response;
  }
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) {
          controller.enqueue(value);
          return;
        }
        over();
        controller.close();
      } catch (error) {
        controller.error(failure(error));
      }
    },
    async cancel(reason) {
      over();
      await reader.cancel(reason);
    },
  });
  return new Response(body, response);
}

/** Electron's `net`. */
export const net = strict("net", {
  fetch: (input, init) => {
    lifecycle.requireReady("net.fetch cannot be used before app is ready");
    return sessionFetch(input, init);
  },
  isOnline: () => !switches.isOn(OFFLINE),
} satisfies Pick<Net, "fetch" | "isOnline">);
