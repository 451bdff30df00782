import { mkdirSync } from "node:fs";
import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";
import { DEMO_KEY, startDemoServer, type DemoServer, type Judged } from "../../src-main/demo/server.ts";
import type { Clock } from "../../src-main/core/lock/clock.ts";
import { LIST_LIMIT } from "../../src-main/core/polling/list-cache.ts";
import { SYNC_FLOOR_MS } from "../../src-main/core/polling/poll-state.ts";
import { purposeOf, routeOf, type Purpose } from "../../src-main/demo/route.ts";
import type { Random } from "../fuzz/random.ts";
import { createFastClock, type Speed } from "./fast-clock.ts";
import { isSetAside, look, names, tear, type Torn } from "./folder.ts";
import { afterKill, afterStart, forgotten, nothingKnown, type Known } from "./judge.ts";
import { startLife, type Life } from "./life.ts";
import { FILES, type WrittenFile } from "./protocol.ts";

/** When a kill is meant to fall: while a file is written, between a request and its answer, or wherever it likes. */
export const MOMENTS = [...FILES, "request", "anywhere"] as const;
export type Moment = (typeof MOMENTS)[number];

/** A kill that may fall anywhere falls within this time after a start, by the time of the run. */
const LIFE_MS = 30_000;
/** The longest waits for a kill after a request arrived and after a write began, in real milliseconds. */
const REQUEST_MS = 60;
const WRITE_MS = 60;
/** Within this time some write is seen while it is under way. */
const WRITES_MS = 5000;

/** One kill, and what the folder showed after it. */
export interface Cut {
  readonly meant: Moment;
  /** The moment in which it verifiably fell; "anywhere" for a kill between two of them. */
  readonly fell: Moment;
  /** From the last sync before it to the first one after it, by the cloud's time; null when one of them was not. */
  readonly gapMs: number | null;
  /** A file was torn after the kill, as a disk does that loses what it had promised. */
  readonly torn: boolean;
  /** What is not as it should be. */
  readonly wrong: readonly string[];
}

/** What became of one data folder. */
export interface Outcome {
  readonly cuts: readonly Cut[];
  /** The limit of list pages was judged: no tear took the times of the list, or the key. */
  readonly listJudged: boolean;
  /** What is wrong with all of it together. */
  readonly wrong: readonly string[];
}

export interface HouseholdOptions {
  readonly folder: string;
  readonly pace: Speed;
  readonly random: Random;
  readonly moments: readonly Moment[];
  /** Which file is torn after a kill, and how often, from 0 to 1. */
  readonly tears: { readonly name: WrittenFile; readonly chance: number } | null;
}

/** Lives one after the other in one data folder and against one cloud, each but the last ended by a kill. */
export async function runHousehold(options: HouseholdOptions): Promise<Outcome> {
  mkdirSync(options.folder, { recursive: true });
  const household = new Household(options);
  await household.open();
  try {
    for (const [index, moment] of options.moments.entries()) {
      await household.liveAndCut(moment, options.moments[index + 1] ?? null);
    }
    await household.liveToTheEnd();
  } finally {
    await household.close();
  }
  return household.outcome();
}

/** A kill as it was, before the sync that follows it. */
interface Pending extends Omit<Cut, "gapMs" | "wrong"> {
  readonly at: number;
  readonly wrong: string[];
}

interface Arrival {
  readonly at: number;
  readonly purpose: Purpose;
}

class Household {
  readonly #options: HouseholdOptions;
  readonly #clock: Clock;
  readonly #arrivals: Arrival[] = [];
  readonly #cuts: Pending[] = [];
  readonly #wrong: string[] = [];
  #onArrival: (judged: Judged, purpose: Purpose) => void = () => undefined;
  #server: DemoServer | null = null;
  #known: Known = nothingKnown;
  #torn: Torn | null = null;
  #timesLost = false;

  constructor(options: HouseholdOptions) {
    this.#options = options;
    this.#clock = createFastClock(options.pace);
  }

  async open(): Promise<void> {
    this.#server = await startDemoServer({
      key: DEMO_KEY,
      scripted: false,
      now: () => this.#clock.now(),
      onRequest: (judged) => {
        const purpose = purposeOf(routeOf(judged.method, judged.path));
        this.#arrivals.push({ at: this.#clock.now(), purpose });
        this.#onArrival(judged, purpose);
      },
    });
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  /** One life and its kill; `next` is the moment of the one after it. */
  async liveAndCut(meant: Moment, next: Moment | null): Promise<void> {
    const { folder, random, tears } = this.#options;
    const from = this.#clock.now();
    const wrong: string[] = [];
    const life = this.#begin(isFile(meant) ? meant : null);
    const unanswered = await this.#cut(life, meant, wrong);
    const end = await life.ended;
    if (end.signal !== "SIGKILL" || end.late || end.stderr !== "") wrong.push(`it ended as ${JSON.stringify(end)}`);
    const pages = this.#arrivals.filter(({ at, purpose }) => at >= from && purpose === "list").length;
    const lived = { ...life.told(), writes: isFile(meant) ? meant : null, from, pages };
    const left = look(folder, this.#origin);
    const cutShort = left.unfinished.filter((file) => !this.#known.unfinished.includes(file));
    const after = afterKill(this.#known, lived, left);
    this.#known = after.known;
    wrong.push(...after.wrong);
    const fell = unanswered ? "request" : fallenIn(cutShort);
    // a life that does not open its files would miss a torn one
    const torn = tears !== null && next !== "anywhere" && random.chance(tears.chance);
    this.#torn = torn ? tear(folder, tears.name, random) : null;
    this.#cuts.push({ meant, fell, at: this.#clock.now(), torn: this.#torn !== null, wrong });
  }

  /** A last life, which polls once more and then ends by itself. */
  async liveToTheEnd(): Promise<void> {
    const life = this.#begin(null);
    const checked = this.#check(life, this.#wrong).catch(() => undefined);
    await Promise.race([life.ended, this.#synced()]);
    await checked;
    life.quit();
    const end = await life.ended;
    if (end.code !== 0 || end.stderr !== "") this.#wrong.push(`the last life ended as ${JSON.stringify(end)}`);
    const { unfinished } = look(this.#options.folder, this.#origin);
    if (unfinished.length > 0) this.#wrong.push(`a good end left ${unfinished.join()} behind`);
  }

  outcome(): Outcome {
    const syncs = this.#arrivals.filter(({ purpose }) => purpose === "sync").map(({ at }) => at);
    const cuts = this.#cuts.map(({ at, meant, fell, torn, wrong }): Cut => {
      const [before, after] = [syncs.findLast((sync) => sync <= at), syncs.find((sync) => sync > at)];
      const gapMs = before === undefined || after === undefined ? null : after - before;
      const early = gapMs !== null && gapMs < SYNC_FLOOR_MS ? [`a sync ${gapMs} ms after the one before the kill`] : [];
      return { meant, fell, gapMs, torn, wrong: [...wrong, ...early] };
    });
    const counts = this.#server?.cloud.counts();
    const floor = counts?.underFloor === 0 ? [] : ["the cloud saw syncs under the floor"];
    const pages = counts?.mostListPages ?? Infinity;
    const list = pages <= LIST_LIMIT ? [] : [`the cloud saw ${pages} pages of the list in 10 minutes`];
    return {
      cuts,
      listJudged: !this.#timesLost,
      // whoever tears list.json has lost its times, and each key that is entered again costs a page
      wrong: [...this.#wrong, ...floor, ...(this.#timesLost ? [] : list)],
    };
  }

  get #origin(): string {
    return this.#server?.origin ?? "";
  }

  #begin(writes: WrittenFile | null): Life {
    const { folder, pace } = this.#options;
    this.#server?.endFaults();
    this.#onArrival = () => undefined;
    return startLife({ folder, origin: this.#origin, pace, writes, from: this.#known.next });
  }

  /** Kills a life at a moment; true when a request of it waits for its answer for ever. */
  async #cut(life: Life, meant: Moment, wrong: string[]): Promise<boolean> {
    const { random, pace } = this.#options;
    const checked = this.#check(life, wrong).catch(() => undefined);
    switch (meant) {
      case "anywhere":
        await Promise.race([life.ended, wait(random.int(LIFE_MS / pace.speed))]);
        break;
      case "request":
        await Promise.race([life.ended, this.#unanswered()]);
        await wait(random.int(REQUEST_MS));
        break;
      case "settings":
      case "list":
      case "key":
        await Promise.race([life.ended, this.#synced()]);
        life.write();
        await life.writing.then(
          () => this.#amidWrite(meant),
          () => undefined,
        );
    }
    life.kill();
    await Promise.all([checked, life.ended]);
    return meant === "request";
  }

  /** Resolves somewhere between the moment a file's next value stands beside it and the one it takes its place. */
  async #amidWrite(name: WrittenFile): Promise<void> {
    const { folder, random } = this.#options;
    await wait(random.int(WRITE_MS));
    const until = performance.now() + WRITES_MS;
    while (performance.now() < until) {
      const begun = names(folder).some((file) => file.startsWith(`${name}.json.tmp-`));
      if (begun && random.chance(0.3)) return;
      await nextTurn();
    }
  }

  /** Resolves with the next sync of the house. */
  #synced(): Promise<void> {
    return new Promise((resolve) => {
      this.#onArrival = (_, purpose) => {
        if (purpose === "sync") resolve();
      };
    });
  }

  /** Resolves with a request that will never be answered, or only in half. */
  #unanswered(): Promise<void> {
    const { random } = this.#options;
    const kind = random.pick(["drop", "stall"] as const);
    this.#server?.fault(random.chance(0.5) ? { kind, on: "sync" } : { kind });
    return new Promise((resolve) => {
      this.#onArrival = ({ fault }) => {
        if (fault !== null) resolve();
      };
    });
  }

  /** What a life finds at its start is what the last one left. */
  async #check(life: Life, wrong: string[]): Promise<void> {
    const { folder } = this.#options;
    const [torn, known] = [this.#torn, this.#known];
    const opened = await life.opened;
    wrong.push(...afterStart(known, opened, torn?.name ?? null));
    if (torn !== null && !isSetAside(folder, torn)) wrong.push(`no copy of ${torn.name}.json is what it was`);
    const there = names(folder);
    const leftovers = known.unfinished.filter((file) => there.includes(file));
    if (leftovers.length > 0) wrong.push(`left behind: ${leftovers.join()}`);
    this.#torn = null;
    if (torn === null) return;
    this.#known = forgotten(known, torn.name);
    this.#timesLost ||= torn.name !== "settings";
  }
}

const isFile = (moment: Moment): moment is WrittenFile => FILES.some((file) => file === moment);

/** The file whose write was cut. */
const fallenIn = (unfinished: readonly string[]): Moment =>
  FILES.find((name) => unfinished.some((file) => file.startsWith(`${name}.`))) ?? "anywhere";
