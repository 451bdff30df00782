import type { CloudResponse } from "./cloud.ts";
import type { Effect } from "./fault.ts";
import { refusal } from "./wire-form.ts";

/** How an answer is sent. */
export interface Delivery {
  readonly response: CloudResponse;
  /** `whole` after `delayMs`; `none`: not a byte; `half`: half of the body, then nothing; `reset`: then the end. */
  readonly manner: "whole" | "none" | "half" | "reset";
  readonly delayMs: number;
}

/** How an answer is sent when nothing goes wrong. */
export const undisturbed = (response: CloudResponse): Delivery => ({ response, manner: "whole", delayMs: 0 });

/** What becomes of an answer under a fault. */
export function disturbed(response: CloudResponse, effect: Effect): Delivery {
  const plain = undisturbed(response);
  switch (effect.kind) {
    case "drop":
      return { ...plain, manner: "none" };
    case "stall":
      return { ...plain, manner: "half" };
    case "reset":
      return { ...plain, manner: "reset" };
    case "delay":
      return { ...plain, delayMs: effect.ms };
    case "truncate":
      return undisturbed({ ...response, body: response.body.slice(0, Math.ceil(response.body.length / 2)) });
    case "status":
      return undisturbed(statusAnswer(response, effect.status, effect.retryAfter));
    case "html":
      return undisturbed(page(effect.status ?? 200));
    case "redirect":
      return undisturbed({ ...page(302), headers: { ...HTML, Location: "/portal" } });
    case "huge":
      return undisturbed({ ...response, status: 200, body: hugeBody() });
  }
}

function statusAnswer(response: CloudResponse, status: number, retryAfter: string | null | undefined): CloudResponse {
  const wait = retryAfter === undefined ? (status === 429 ? "30" : null) : retryAfter;
  const headers: Record<string, string> = { ...response.headers };
  delete headers["Retry-After"];
  return {
    status,
    headers: { ...headers, ...(wait === null ? {} : { "Retry-After": wait }) },
    body: refusal(status, "Simulated"),
  };
}

const HTML = { "Content-Type": "text/html; charset=utf-8" } as const;

const page = (status: number): CloudResponse => ({
  status,
  headers: HTML,
  body: "<!doctype html><title>Simulated page</title><p>This is not the answer you asked for.</p>",
});

const hugeBody = (): string =>
  JSON.stringify({ result: [], success: true, errorMessages: ["x".repeat(5_500_000)], statusCode: 200 });
