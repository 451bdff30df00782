import * as v from "valibot";
import type { Purpose } from "./route.ts";

/** What goes wrong with an answer on its way. */
export type Effect =
  /** `drop`: no byte ever comes. `stall`: headers and half of the body come, and then nothing. */
  | { readonly kind: "drop" | "stall" }
  /** The connection is reset in the middle of the body. */
  | { readonly kind: "reset" }
  /** The answer comes late by so many milliseconds. */
  | { readonly kind: "delay"; readonly ms: number }
  /** A complete answer whose JSON is cut off. */
  | { readonly kind: "truncate" }
  /** Another status with the envelope; `retryAfter` is sent as it is, null leaves it out (default: 30 with 429). */
  | { readonly kind: "status"; readonly status: number; readonly retryAfter?: string | null }
  /** A web page, as from a captive portal; status 200 unless told. */
  | { readonly kind: "html"; readonly status?: number }
  /** 302 to a page on the same origin. */
  | { readonly kind: "redirect" }
  /** A well-formed answer of more than 5 MB. */
  | { readonly kind: "huge" };

/** An effect, which requests it is for (all when absent) and how many of them (until it is ended when absent). */
export type Fault = Effect & { readonly on?: Exclude<Purpose, "other">; readonly times?: number };

const aim = {
  on: v.exactOptional(v.picklist(["list", "lock", "sync"])),
  times: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
};
const status = v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599));
const HOUR_MS = 3_600_000;

/** A fault as a person writes it in JSON. */
export const faultSchema: v.GenericSchema<unknown, Fault> = v.variant("kind", [
  v.strictObject({ kind: v.picklist(["drop", "stall", "reset", "truncate", "redirect", "huge"]), ...aim }),
  v.strictObject({ kind: v.literal("delay"), ms: v.pipe(v.number(), v.minValue(0), v.maxValue(HOUR_MS)), ...aim }),
  v.strictObject({
    kind: v.literal("status"),
    status,
    retryAfter: v.exactOptional(v.nullable(v.string())),
    ...aim,
  }),
  v.strictObject({ kind: v.literal("html"), status: v.exactOptional(v.union([v.literal(200), status])), ...aim }),
]);

/** The faults that are on, in the order they were started. */
export interface Faults {
  /** Starts one; the returned function ends it for the requests that follow. */
  start(fault: Fault): () => void;
  /** The effect on one request: that of the oldest fault which is for it. Uses up one of its times. */
  take(purpose: Purpose): Effect | null;
  endAll(): void;
}

/** No fault at first. */
export function createFaults(): Faults {
  let running: { readonly fault: Fault; left: number }[] = [];
  return {
    start(fault) {
      const entry = { fault, left: fault.times ?? Infinity };
      running.push(entry);
      return () => {
        running = running.filter((other) => other !== entry);
      };
    },
    take(purpose) {
      const entry = running.find(({ fault }) => fault.on === undefined || fault.on === purpose);
      if (entry === undefined) return null;
      entry.left -= 1;
      if (entry.left <= 0) running = running.filter((other) => other !== entry);
      return entry.fault;
    },
    endAll() {
      running = [];
    },
  };
}
