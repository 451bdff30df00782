import { DOOR_CLOSED, DOOR_OPEN } from "./limits.ts";
import type { Asked, Truth, Witness } from "./events.ts";

/** What one answer told of one lock. */
export interface Said {
  /** When the cloud said it, and when the app heard it. */
  readonly asked: number;
  readonly at: number;
  readonly truth: Truth;
  /** Which opening of the door it saw, counted from the beginning of time. */
  readonly opening: number;
  /** False where the app may take the answer for one from before a sleep: it may use it and need not. */
  readonly sure: boolean;
}

/** What the app goes by for one lock. */
export type Heeded = Pick<Page, "linked" | "unlinked">;

/** One lock: how it is, what the app was told of it, and what the app shows. */
export interface Page {
  readonly serial: string;
  truth: Truth | null;
  id: number | null;
  name: string;
  /** Openings so far. */
  opening: number;
  /** The last thing the door really did. */
  doorWas: "open" | "closed" | null;
  /** The id that the app knows it by. */
  listedId: number | null;
  /** Without doubt: nothing spoke against it that the app used the list that named it. */
  firm: boolean;
  /** The last answer for all locks named it. */
  present: boolean;
  /** The last answer since the start or the waking, and the last that reached the lock. */
  answer: Said | null;
  linked: Said | null;
  /** Answers in a row that did not reach it. */
  unlinked: number;
  /** Those of them that the app cannot have dropped. */
  surelyUnlinked: number;
  /** The same before an answer that the app need not use yet. */
  before: Heeded | null;
  shown: (Witness & { kind: "row" }) | null;
}

interface Flight {
  readonly sentAt: number;
  readonly epoch: number;
  arrivedAt: number;
  asked: Asked | null;
  told: readonly { readonly page: Page; readonly id: number; readonly truth: Truth; readonly opening: number }[];
  sure: boolean;
}

/** An answer that reached the app whole: what it told, with a list only when its last page is there. */
export interface Heard {
  /** False where the app may take it for an answer from before a sleep, and drop it. */
  readonly sure: boolean;
  readonly list: boolean;
  /** Every lock that it told of, when it told of every lock in the account. */
  readonly members: readonly Page[] | null;
  /** What is new by it. */
  readonly news: readonly { readonly page: Page; readonly said: Said }[];
}

/** Answers that come closer together are one waking (design: "resume events merge for 3 s"). */
const RESUME_MERGE_MS = 3000;

/** Whether the answer says something of the bolt and the door. */
export const speaks = ({ linked, lock }: Truth): boolean => linked === true && lock !== null;

/** Open or closed, where the sensor says so for certain. */
export function doorOf(truth: Truth): "open" | "closed" | null {
  if (!speaks(truth)) return null;
  return truth.door === DOOR_OPEN ? "open" : truth.door === DOOR_CLOSED ? "closed" : null;
}

/** Everything that happened, kept no longer than it is needed. */
export class Book {
  readonly pages = new Map<string, Page>();
  readonly byName = new Map<string, Page>();
  running = false;
  asleep = false;
  revoked = false;
  /** The key counts as refused: nothing more will come, so that what is known may be taken for old at once. */
  refused = false;
  /** The last list named no lock: there is nothing to ask for, and nothing to be blind to. */
  empty = false;
  /** Locks in the account when the app last heard of all. */
  members: readonly Page[] = [];
  /** What the pages of the list that is being read told so far, and what of it was not heard yet. */
  #list: { readonly all: News[]; readonly fresh: News[] } = { all: [], fresh: [] };
  /** The app may still be reading the list, which no request after it has shown yet. */
  #provisional = false;
  readonly #flights = new Map<number, Flight>();
  #epoch = 0;
  #resumedAt = -Infinity;

  page(serial: string): Page {
    const found = this.pages.get(serial);
    if (found !== undefined) return found;
    const page: Page = { ...blank, serial, name: serial };
    this.pages.set(serial, page);
    return page;
  }

  truth(serial: string, truth: Truth): void {
    const page = this.page(serial);
    page.truth = truth;
    const door = truth.door === DOOR_OPEN ? "open" : truth.door === DOOR_CLOSED ? "closed" : null;
    if (door === "open" && page.doorWas === "closed") page.opening += 1;
    page.doorWas = door ?? page.doorWas;
  }

  member(serial: string, id: number | null, name: string): void {
    const page = this.page(serial);
    page.id = id;
    page.name = name;
    this.byName.set(name, page);
  }

  started(): void {
    this.running = true;
    this.refused = false;
    this.empty = false;
    this.#forget();
    this.#count([]);
    this.#list = { all: [], fresh: [] };
    this.#resumedAt = -Infinity;
    for (const page of this.pages.values()) page.shown = null;
  }

  ended(): void {
    this.running = false;
    this.asleep = false;
    this.#forget();
  }

  suspended(): void {
    this.asleep = true;
    this.#forget();
  }

  /** Says whether it counts: a second event within 3 s is the same waking. */
  resumed(at: number): boolean {
    this.asleep = false;
    if (at - this.#resumedAt < RESUME_MERGE_MS) return false;
    this.#resumedAt = at;
    this.#forget();
    return true;
  }

  /** What the app knew is not of now any more, and what is on its way is from before. */
  slept(): void {
    this.asleep = false;
    this.#forget();
  }

  /** A clock that jumps forward looks like a sleep: the app may drop what is on its way and take for old what it knows. */
  jumped(): void {
    this.#provisional = false;
    for (const flight of this.#flights.values()) flight.sure = false;
    for (const page of this.pages.values()) page.answer &&= { ...page.answer, sure: false };
  }

  sent(request: number, at: number): void {
    this.#flights.set(request, {
      sentAt: at,
      epoch: this.#epoch,
      arrivedAt: at,
      asked: null,
      told: [],
      sure: true,
    });
  }

  arrived(request: number, at: number, asked: Asked): void {
    const flight = this.#flights.get(request);
    if (flight === undefined) return;
    flight.arrivedAt = at;
    flight.asked = asked;
    flight.told = asked.serials.flatMap((serial) => {
      const page = this.page(serial);
      const { truth, id, opening } = page;
      return truth === null || id === null ? [] : [{ page, id, truth, opening }];
    });
  }

  /** Whether a request on its way is known to ask for locks and not for their list. */
  isSync(request: number): boolean {
    return this.#flights.get(request)?.asked?.kind === "sync";
  }

  /** Whether the app has no reason to take this request's answer for one from before a sleep. */
  isSure(request: number): boolean {
    const flight = this.#flights.get(request);
    return flight?.sure === true && flight.epoch === this.#epoch;
  }

  /** The request is over; what the app heard by it, or null when it heard nothing of now. */
  answered(request: number, at: number, sound: boolean): Heard | null {
    const flight = this.#flights.get(request);
    this.#flights.delete(request);
    this.#confirm(sound && flight?.asked?.kind === "sync");
    if (!sound || flight === undefined || flight.asked === null || flight.epoch !== this.#epoch) return null;
    const news = flight.told.map(({ page, id, truth, opening }) => ({
      page,
      id,
      said: { asked: flight.arrivedAt, at, truth, opening, sure: flight.sure },
    }));
    const heard =
      flight.asked.kind === "list"
        ? this.#listed(flight.asked, news, flight.sure)
        : this.#synced(flight.asked, news, flight.sure);
    if (heard?.list === true) this.empty = heard.members?.length === 0;
    if (heard?.members != null) this.#count(heard.members);
    for (const { page, said } of heard?.news ?? []) tell(page, said);
    return heard;
  }

  #count(members: readonly Page[]): void {
    for (const page of this.members) page.present = false;
    for (const page of members) page.present = true;
    this.members = members;
  }

  /** A list after which the app goes on with a sync was used; one after which anything fails may not have been. */
  #confirm(used: boolean): void {
    if (!this.#provisional) return;
    this.#provisional = false;
    if (used) for (const page of this.pages.values()) page.firm = page.listedId !== null;
  }

  #synced(asked: Asked & { kind: "sync" }, news: readonly News[], sure: boolean): Heard {
    const members = asked.all ? news.map(({ page }) => page) : null;
    return { sure, list: false, members, news: news.filter(({ page, id }) => page.listedId === id) };
  }

  #listed(asked: Asked & { kind: "list" }, news: readonly News[], sure: boolean): Heard | null {
    // the app may read on after a short page, and use a list later than it came
    const unsure = news.map((one) => ({ ...one, said: { ...one.said, sure: false } }));
    if (asked.page === 1) this.#list = { all: [], fresh: [] };
    this.#list.all.push(...unsure);
    this.#list.fresh.push(...unsure);
    if (asked.serials.length >= asked.size) return null;
    const { all, fresh } = this.#list;
    this.#list = { all, fresh: [] };
    this.#provisional = sure;
    const ids = new Map(all.map(({ page, id }) => [page, id]));
    for (const page of this.pages.values()) {
      const id = ids.get(page) ?? null;
      page.firm &&= page.listedId === id;
      page.listedId = id;
    }
    return { sure, list: true, members: all.map(({ page }) => page), news: fresh };
  }

  #forget(): void {
    this.#epoch += 1;
    for (const page of this.pages.values()) Object.assign(page, unheard);
  }
}

interface News {
  readonly page: Page;
  readonly id: number;
  readonly said: Said;
}

const unheard = { answer: null, linked: null, unlinked: 0, surelyUnlinked: 0, before: null } as const;

const blank = {
  ...unheard,
  truth: null,
  id: null,
  opening: 0,
  doorWas: null,
  listedId: null,
  firm: false,
  present: false,
  shown: null,
} as const;

function tell(page: Page, said: Said): void {
  if (said.sure) page.before = null;
  else page.before ??= { linked: page.linked, unlinked: page.unlinked };
  page.answer = said;
  if (said.truth.linked === true) page.linked = said;
  page.unlinked = said.truth.linked === false ? page.unlinked + 1 : 0;
  page.surelyUnlinked = page.unlinked === 0 ? 0 : page.surelyUnlinked + (said.sure ? 1 : 0);
}
