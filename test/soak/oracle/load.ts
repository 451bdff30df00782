import type { Findings, Query } from "./events.ts";
import { FLOOR_MS, UNRESERVED } from "./limits.ts";

const HOUR_MS = 3_600_000;
/** "No list begins unless its pages keep the last 10 minutes at 9 or fewer"; the way to the cloud may bring two closer. */
const PAGES = 9;
const PAGES_MS = 600_000 - 15_000;

/** Judges the requests that arrive at the cloud: the floor, the hour's budget and the pages of the list. */
export class Load {
  readonly #findings: Findings;
  readonly #syncedAt = new Map<string, number>();
  #pages: number[] = [];
  #arrivals: number[] = [];
  /** So many arrivals at the front are older than an hour. */
  #expired = 0;
  #overAt = -Infinity;
  /** The most requests in any sliding hour. */
  mostInHour = 0;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  arrived(at: number, query: Query): void {
    this.#hour(at);
    if (query.kind === "list") {
      this.#page(at);
      return;
    }
    for (const serial of query.serials) {
      const before = this.#syncedAt.get(serial) ?? -Infinity;
      this.#syncedAt.set(serial, at);
      if (at - before < FLOOR_MS) this.#findings.broken("floor violation", at, `${serial} after ${at - before} ms`);
    }
  }

  #page(at: number): void {
    this.#pages = [...this.#pages.filter((before) => before > at - PAGES_MS), at];
    if (this.#pages.length > PAGES) this.#findings.broken("more pages of the list than allowed", at, `${PAGES + 1}`);
  }

  /** Requests in the hour before the last arrival. */
  get inHour(): number {
    return this.#arrivals.length - this.#expired;
  }

  #hour(at: number): void {
    this.#arrivals.push(at);
    while ((this.#arrivals[this.#expired] ?? at) <= at - HOUR_MS) this.#expired += 1;
    const count = this.inHour;
    this.mostInHour = Math.max(this.mostInHour, count);
    if (this.#expired * 2 > this.#arrivals.length) {
      this.#arrivals = this.#arrivals.slice(this.#expired);
      this.#expired = 0;
    }
    if (count <= UNRESERVED || at - this.#overAt < HOUR_MS) return;
    this.#overAt = at;
    this.#findings.broken("hour above the budget or into the reserve", at, `${count} requests`);
  }
}
