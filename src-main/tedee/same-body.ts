import type { Instant, Reading } from "../core/lock/lock.ts";
import type { JsonBody } from "./transport.ts";

type Readings = readonly Reading[];

/**
 * Decodes bodies, and keeps the result of the last one: the very same text in answer to the same path is not validated
 * again, and only the time of its readings changes. Most syncs say what the one before said.
 */
export class SameBody {
  #last: { readonly path: string; readonly text: string; readonly readings: Readings | null } | null = null;

  /** The readings of a body that arrived `at`; null when `decode` cannot read it. */
  readonly readings = (
    path: string,
    { text, json }: JsonBody,
    at: Instant,
    decode: (json: unknown, at: Instant) => Readings | null,
  ): Readings | null => {
    if (this.#last?.path === path && this.#last.text === text) {
      return this.#last.readings?.map((reading) => ({ ...reading, at })) ?? null;
    }
    const readings = decode(json, at);
    this.#last = { path, text, readings };
    return readings;
  };
}
