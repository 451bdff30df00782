import type { Clock } from "../../../src-main/core/lock/clock.ts";
import type { Cloud, CloudResponse } from "../../../src-main/demo/cloud.ts";
import type { House } from "./house.ts";
import type { Asked, Outcome, Why, WorldWitness } from "../oracle/events.ts";
import type { Chance } from "./random.ts";
import type { Fate, PortalKind, Weather } from "./network.ts";

export interface LinkOptions {
  readonly cloud: Cloud;
  readonly house: House;
  readonly weather: Weather;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly tell: (witness: WorldWitness) => void;
  /** Whatever becomes of the app and its computer, this happens after so many milliseconds. */
  readonly later: (ms: number, act: () => void) => void;
  /** How long a message takes one way in fair weather, least and most. */
  readonly legMs: readonly [number, number];
}

/** The ways out of one process. */
export interface Link {
  readonly fetch: typeof fetch;
  /** Cuts them all at once, as when the process is killed. */
  readonly cut: () => void;
}

/** What the app itself takes for a failure: it waits no longer than this (the product's promise, in milliseconds). */
const GIVEN_UP_MS = 10_000;
const PAGE = "<!doctype html><title>Sign in</title><p>Welcome to this network.</p>";
/** With what a portal sends its page; not every one says that it is one. */
const PORTAL: Readonly<Record<PortalKind, ResponseInit>> = {
  "captive portal": {},
  "portal answering 401": { status: 401 },
  "portal answering 403": { status: 403, headers: { "Content-Type": "text/html; charset=utf-8" } },
  "portal answering 511": { status: 511, headers: { "Content-Type": "text/html" } },
};
const isPortal = (fate: Fate): fate is PortalKind => fate in PORTAL;

/** A request that is given up on its way out comes through all the same when it is this near. */
const NEAR_MS = 150;

/** Requests of all lives, so that each has a number of its own. */
let count = 0;

/** A way from the app to the simulated cloud in this process, on which requests and answers travel and get lost. */
export function createLink(options: LinkOptions): Link {
  const trips = new Set<Trip>();
  let open = true;
  const go: typeof fetch = async (input, init) => {
    if (!open) throw new TypeError("net::ERR_CONNECTION_RESET");
    count += 1;
    const url = new URL(input instanceof Request ? input.url : input);
    const authorization = new Headers(init?.headers).get("authorization");
    const trip = new Trip(options, count, () => trips.delete(trip));
    trips.add(trip);
    init?.signal?.addEventListener("abort", trip.giveUp);
    return trip.go(url.pathname + url.search, authorization);
  };
  return {
    fetch: go,
    cut() {
      open = false;
      for (const trip of trips) trip.giveUp();
    },
  };
}

/** One request on its way; its end is told once. */
class Trip {
  readonly #options: LinkOptions;
  readonly #request: number;
  readonly #ended: () => void;
  readonly #sentAt: number;
  #over = false;
  /** What arrives when the request does, and when that is; null before and after. */
  #onItsWay: { readonly arrive: () => void; readonly at: number } | null = null;
  #stop: () => void = () => undefined;

  constructor(options: LinkOptions, request: number, ended: () => void) {
    this.#options = options;
    this.#request = request;
    this.#ended = ended;
    this.#sentAt = options.clock.elapsed();
    options.tell({ kind: "sent", request });
  }

  readonly giveUp = (): void => {
    if (this.#tookMs() >= GIVEN_UP_MS) this.#end("failed", "too late");
    else this.#end("dropped");
    const { clock, later } = this.#options;
    const leftMs = (this.#onItsWay?.at ?? Infinity) - clock.elapsed();
    if (this.#onItsWay !== null && leftMs <= NEAR_MS) later(leftMs, this.#onItsWay.arrive);
    this.#onItsWay = null;
    this.#stop();
  };

  async go(path: string, authorization: string | null): Promise<Response> {
    const { weather, chance, legMs } = this.#options;
    const fate = weather.fate();
    if (fate === "no network") return this.#fail("no network", "ERR_INTERNET_DISCONNECTED");
    const slow = fate === "slow request";
    const outMs = Math.round(slow ? chance.between(0, 7000) : chance.between(...legMs));
    const arrive = (): CloudResponse => this.#arrive(path, authorization);
    if (isPortal(fate)) {
      await this.#travel(outMs);
      return this.#spoil("a page in its place", new Response(PAGE, PORTAL[fate]));
    }
    this.#onItsWay = { arrive, at: this.#sentAt + outMs };
    await this.#travel(outMs);
    this.#onItsWay = null;
    const answer = arrive();
    await this.#travel(slow ? chance.between(500, 7000) : chance.between(...legMs));
    return this.#befallen(fate, answer);
  }

  #arrive(path: string, authorization: string | null): CloudResponse {
    const { cloud, house, tell } = this.#options;
    const answer = this.#silenced(cloud.answer({ method: "GET", path, authorization }));
    const asked = askedBy(path, house, answer);
    if (asked !== null) tell({ kind: "arrived", request: this.#request, asked });
    return answer;
  }

  async #befallen(fate: Exclude<Fate, "no network" | PortalKind>, answer: CloudResponse): Promise<Response> {
    const { status, body, headers } = answer;
    switch (fate) {
      case "none":
      case "slow request":
        return this.#reply(outcomeOf(status), new Response(body, answer), Number(headers["Retry-After"] ?? 0) * 1000);
      case "lost request":
        return this.#travel(Infinity);
      case "stalled body":
        return new Response(stalled(body));
      case "reset":
        return this.#fail("reset", "ERR_CONNECTION_RESET");
      case "truncated JSON":
        return this.#spoil("cut off", new Response(body.slice(0, Math.floor(body.length / 2))));
      case "burst of 5xx":
        return this.#spoil("5xx", new Response("{}", { status: this.#options.chance.of([500, 502, 503]) }));
      case "blip of 401":
        return this.#reply("refused", new Response("{}", { status: 401 }));
    }
  }

  #reply(outcome: Outcome, response: Response, waitMs = 0): Response {
    this.#end(outcome, outcome === "failed" ? "not there" : null, waitMs);
    return response;
  }

  #spoil(why: Why, response: Response): Response {
    this.#end("failed", why);
    return response;
  }

  #fail(why: Why, name: string): never {
    this.#end("failed", why);
    throw new TypeError(`net::${name}`);
  }

  #end(outcome: Outcome, why: Why | null = null, waitMs = 0): void {
    if (this.#over) return;
    this.#over = true;
    this.#ended();
    this.#options.tell({ kind: "answered", request: this.#request, outcome, why, waitMs, tookMs: this.#tookMs() });
  }

  #tookMs(): number {
    return this.#options.clock.elapsed() - this.#sentAt;
  }

  /** Never ends when `ms` is infinite; what is given up on the way does not arrive. */
  #travel(ms: number): Promise<never>;
  #travel(ms: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const arrive = (): void => resolve(null);
      const cancel = ms === Infinity ? () => undefined : this.#options.clock.after(Math.round(ms), arrive);
      this.#stop = () => {
        cancel();
        reject(new DOMException("aborted", "AbortError"));
      };
    });
  }

  /** Leaves the device state out where a lock's answer lacks it. */
  #silenced(answer: CloudResponse): CloudResponse {
    const silent = this.#options.house.silentIds();
    if (silent.size === 0 || answer.status !== 200) return answer;
    const leaveOut = (_: string, value: unknown): unknown =>
      typeof value === "object" && value !== null && "id" in value && silent.has(Number(value.id))
        ? { ...value, deviceState: null }
        : value;
    return { ...answer, body: JSON.stringify(JSON.parse(answer.body, leaveOut)) };
  }
}

const outcomeOf = (status: number): Outcome =>
  status === 200 ? "sound" : status === 401 ? "refused" : status === 429 ? "limit" : "failed";

function stalled(body: string): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(body.slice(0, Math.floor(body.length / 2))));
    },
  });
}

/** What a path asks for, read by the test itself; null for what is neither a sync nor the list. */
function askedBy(path: string, house: House, answer: CloudResponse): Asked | null {
  const { pathname, searchParams } = new URL(path, "https://cloud.test");
  if (pathname.endsWith("/my/lock")) {
    const page = Number(searchParams.get("Page"));
    const size = Number(searchParams.get("ItemsPerPage"));
    // only the cloud knows the order of its list
    const serials = [...answer.body.matchAll(/"serialNumber":"([^"]+)"/g)].flatMap(([, serial]) => serial ?? []);
    return { kind: "list", page, size, serials };
  }
  const present = house.doors.filter(({ id }) => id !== null);
  const one = /\/lock\/(\d+)\/sync$/.exec(pathname)?.[1];
  const ids = one === undefined ? searchParams.getAll("id").map(Number) : [Number(one)];
  if (ids.length > 0) {
    const serials = ids.flatMap((id) => house.byId(id)?.serial ?? []);
    return { kind: "sync", all: serials.length === present.length, serials };
  }
  return pathname.endsWith("/lock/sync")
    ? { kind: "sync", all: true, serials: present.map(({ serial }) => serial) }
    : null;
}
