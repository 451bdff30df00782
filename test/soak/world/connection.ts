import type { Clock } from "../../../src-main/core/lock/clock.ts";
import type { Cloud, CloudResponse } from "../../../src-main/demo/cloud.ts";
import type { House } from "./house.ts";
import type { Query, Outcome, FailureCause, WorldEvent } from "../oracle/events.ts";
import type { Chance } from "./random.ts";
import type { RequestFault, Portal, Network } from "./network.ts";

/** What a connection stands on. */
export interface ConnectionOptions {
  readonly cloud: Cloud;
  readonly house: House;
  readonly network: Network;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly tell: (event: WorldEvent) => void;
  /** Acts after so many milliseconds, even when the app ended or the computer sleeps by then. */
  readonly later: (ms: number, act: () => void) => void;
  /** How long a message takes one way without a fault, least and most, in milliseconds. */
  readonly legMs: readonly [number, number];
}

/** All requests of one process. */
export interface Connection {
  readonly fetch: typeof fetch;
  /** Gives up every request, as the end of the process does. */
  readonly cut: () => void;
}

/** The app promises to wait no longer than this; a request that it gives up later has failed. */
const GIVEN_UP_MS = 10_000;
const PAGE = "<!doctype html><title>Sign in</title><p>Welcome to this network.</p>";
/** The status and headers with which each portal sends its page. */
const PORTAL: Readonly<Record<Portal, ResponseInit>> = {
  "captive portal": {},
  "portal answering 401": { status: 401 },
  "portal answering 403": { status: 403, headers: { "Content-Type": "text/html; charset=utf-8" } },
  "portal answering 511": { status: 511, headers: { "Content-Type": "text/html" } },
};
const isPortal = (fault: RequestFault): fault is Portal => fault in PORTAL;

/** A request that the app gives up this shortly before it arrives still arrives. */
const NEAR_MS = 150;

/** Counts the requests of all processes: each has its own number. */
let count = 0;

/** A `fetch` to the simulated cloud whose requests and answers take time and meet the network's faults. */
export function createConnection(options: ConnectionOptions): Connection {
  const trips = new Set<RoundTrip>();
  let open = true;
  const go: typeof fetch = async (input, init) => {
    if (!open) throw new TypeError("net::ERR_CONNECTION_RESET");
    count += 1;
    const url = new URL(input instanceof Request ? input.url : input);
    const authorization = new Headers(init?.headers).get("authorization");
    const trip = new RoundTrip(options, count, () => trips.delete(trip));
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

/** One request and its answer; tells the oracle of its end once. */
class RoundTrip {
  readonly #options: ConnectionOptions;
  readonly #request: number;
  readonly #ended: () => void;
  readonly #sentAt: number;
  #over = false;
  /** The request while it travels to the cloud, with its time of arrival; null before and after. */
  #onItsWay: { readonly arrive: () => void; readonly at: number } | null = null;
  #stop: () => void = () => undefined;

  constructor(options: ConnectionOptions, request: number, ended: () => void) {
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
    const { network, chance, legMs } = this.#options;
    const fault = network.faultNow();
    if (fault === "no network") return this.#fail("no network", "ERR_INTERNET_DISCONNECTED");
    const slow = fault === "slow request";
    const outMs = Math.round(slow ? chance.between(0, 7000) : chance.between(...legMs));
    const arrive = (): CloudResponse => this.#arrive(path, authorization);
    if (isPortal(fault)) {
      await this.#travel(outMs);
      return this.#failWith("portal page", new Response(PAGE, PORTAL[fault]));
    }
    this.#onItsWay = { arrive, at: this.#sentAt + outMs };
    await this.#travel(outMs);
    this.#onItsWay = null;
    const answer = arrive();
    await this.#travel(slow ? chance.between(500, 7000) : chance.between(...legMs));
    return this.#answerWith(fault, answer);
  }

  #arrive(path: string, authorization: string | null): CloudResponse {
    const { cloud, house, tell } = this.#options;
    const answer = this.#withoutSilent(cloud.answer({ method: "GET", path, authorization }));
    const query = queryOf(path, house, answer);
    if (query !== null) tell({ kind: "arrived", request: this.#request, query });
    return answer;
  }

  async #answerWith(fault: Exclude<RequestFault, "no network" | Portal>, answer: CloudResponse): Promise<Response> {
    const { status, body, headers } = answer;
    switch (fault) {
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
        return this.#failWith("cut off", new Response(body.slice(0, Math.floor(body.length / 2))));
      case "burst of 5xx":
        return this.#failWith("5xx", new Response("{}", { status: this.#options.chance.of([500, 502, 503]) }));
      case "blip of 401":
        return this.#reply("refused", new Response("{}", { status: 401 }));
    }
  }

  #reply(outcome: Outcome, response: Response, waitMs = 0): Response {
    this.#end(outcome, outcome === "failed" ? "not there" : null, waitMs);
    return response;
  }

  #failWith(cause: FailureCause, response: Response): Response {
    this.#end("failed", cause);
    return response;
  }

  #fail(cause: FailureCause, name: string): never {
    this.#end("failed", cause);
    throw new TypeError(`net::${name}`);
  }

  #end(outcome: Outcome, cause: FailureCause | null = null, waitMs = 0): void {
    if (this.#over) return;
    this.#over = true;
    this.#ended();
    this.#options.tell({ kind: "answered", request: this.#request, outcome, cause, waitMs, tookMs: this.#tookMs() });
  }

  #tookMs(): number {
    return this.#options.clock.elapsed() - this.#sentAt;
  }

  /** Resolves after `ms` (never when infinite); rejects when the request is given up. */
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

  /** Leaves the device state out of the answers of silent locks. */
  #withoutSilent(answer: CloudResponse): CloudResponse {
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
  status === 200 ? "good" : status === 401 ? "refused" : status === 429 ? "limit" : "failed";

function stalled(body: string): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(body.slice(0, Math.floor(body.length / 2))));
    },
  });
}

/** What a path asks for, by the test's own reading; null for anything but a sync and the list. */
function queryOf(path: string, house: House, answer: CloudResponse): Query | null {
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
