import type { Query, Truth } from "./events.ts";
import { newLock, nothingHeard, record, sensorOf, type LockAnswer, type LockRecord } from "./lock-record.ts";

/** "resume events merge for 3 s" */
const RESUME_MERGE_MS = 3000;

/** A request without an answer. */
interface PendingRequest {
  readonly epoch: number;
  arrivedAt: number;
  query: Query | null;
  contents: readonly {
    readonly lock: LockRecord;
    readonly id: number;
    readonly truth: Truth;
    readonly opening: number;
  }[];
  certain: boolean;
}

/** A whole answer that reached the app; a list of several pages counts with its last page. */
export interface Answer {
  /** The app has certainly used it. */
  readonly certain: boolean;
  readonly list: boolean;
  /** Every lock of the account, where the answer is about every lock; else null. */
  readonly members: readonly LockRecord[] | null;
  /** What it says of each lock that the app knows by that id. */
  readonly news: readonly { readonly lock: LockRecord; readonly answer: LockAnswer }[];
}

/** What one answer says of one lock under one id. */
interface LockNews {
  readonly lock: LockRecord;
  readonly id: number;
  readonly answer: LockAnswer;
}

/** What is true, what the app heard, and what it shows; kept no longer than the rules need it. */
export class Knowledge {
  readonly locks = new Map<string, LockRecord>();
  readonly byName = new Map<string, LockRecord>();
  running = false;
  asleep = false;
  /** The account's key is revoked. */
  revoked = false;
  /** The app may take the key for refused, so it may take all data for old. */
  refused = false;
  /** The last list named no lock: the app has nothing to ask for. */
  empty = false;
  /** The locks of the account when the app last heard of all. */
  members: readonly LockRecord[] = [];
  /** The pages of the list that the app reads now: all that they said, and what no heard answer holds yet. */
  #list: { readonly all: LockNews[]; readonly fresh: LockNews[] } = { all: [], fresh: [] };
  /** No request has shown yet that the app is done with its list. */
  #listOpen = false;
  readonly #pending = new Map<number, PendingRequest>();
  /** Counts starts, sleeps and wakings: an answer from an earlier epoch is not of now. */
  #epoch = 0;
  #resumedAt = -Infinity;

  lock(serial: string): LockRecord {
    const found = this.locks.get(serial);
    if (found !== undefined) return found;
    const created: LockRecord = { ...newLock, serial, name: serial };
    this.locks.set(serial, created);
    return created;
  }

  truth(serial: string, truth: Truth): void {
    const lock = this.lock(serial);
    lock.truth = truth;
    const door = sensorOf(truth);
    if (door === "open" && lock.doorWas === "closed") lock.opening += 1;
    lock.doorWas = door ?? lock.doorWas;
  }

  member(serial: string, id: number | null, name: string): void {
    const lock = this.lock(serial);
    lock.id = id;
    lock.name = name;
    this.byName.set(name, lock);
  }

  started(): void {
    this.running = true;
    this.refused = false;
    this.empty = false;
    this.#forget();
    this.#setMembers([]);
    this.#list = { all: [], fresh: [] };
    this.#resumedAt = -Infinity;
    for (const lock of this.locks.values())
      Object.assign(lock, { shown: null, listsWithout: 0, certainListsWithout: 0 });
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

  /** Whether the event counts: a second one within 3 s is the same waking. */
  resumed(at: number): boolean {
    this.asleep = false;
    if (at - this.#resumedAt < RESUME_MERGE_MS) return false;
    this.#resumedAt = at;
    this.#forget();
    return true;
  }

  /** A silent sleep is over: nothing that the app heard, or is about to hear, is of now. */
  slept(): void {
    this.asleep = false;
    this.#forget();
  }

  /** A clock that jumps forward looks like a sleep: the app may drop what travels and take its data for old. */
  jumped(): void {
    this.#listOpen = false;
    for (const request of this.#pending.values()) request.certain = false;
    for (const lock of this.locks.values()) lock.answer &&= { ...lock.answer, certain: false };
  }

  sent(request: number, at: number): void {
    this.#pending.set(request, {
      epoch: this.#epoch,
      arrivedAt: at,
      query: null,
      contents: [],
      certain: true,
    });
  }

  arrived(request: number, at: number, query: Query): void {
    const pending = this.#pending.get(request);
    if (pending === undefined) return;
    pending.arrivedAt = at;
    pending.query = query;
    pending.contents = query.serials.flatMap((serial) => {
      const lock = this.lock(serial);
      const { truth, id, opening } = lock;
      return truth === null || id === null ? [] : [{ lock, id, truth, opening }];
    });
  }

  /** Whether a pending request certainly asks for locks and not for their list. */
  isSync(request: number): boolean {
    return this.#pending.get(request)?.query?.kind === "sync";
  }

  /** Whether the app certainly uses the answer of a pending request. */
  isCertain(request: number): boolean {
    const pending = this.#pending.get(request);
    return pending?.certain === true && pending.epoch === this.#epoch;
  }

  /** Ends a request; gives what the app heard by it, or null when it heard nothing of now. */
  answered(request: number, at: number, good: boolean): Answer | null {
    const pending = this.#pending.get(request);
    this.#pending.delete(request);
    this.#closeList(good && pending?.query?.kind === "sync");
    if (!good || pending === undefined || pending.query === null || pending.epoch !== this.#epoch) return null;
    const { query, contents, arrivedAt: saidAt, certain } = pending;
    const news = contents.map(({ lock, id, truth, opening }) => ({
      lock,
      id,
      answer: { saidAt, at, truth, opening, certain },
    }));
    const answer = query.kind === "list" ? this.#listed(query, news, certain) : this.#synced(query, news, certain);
    if (answer?.list === true) this.empty = answer.members?.length === 0;
    if (answer?.members != null) this.#setMembers(answer.members);
    for (const one of answer?.news ?? []) record(one.lock, one.answer);
    return answer;
  }

  #setMembers(members: readonly LockRecord[]): void {
    for (const lock of this.members) lock.present = false;
    for (const lock of members) lock.present = true;
    this.members = members;
  }

  /** The app certainly used a list after which it goes on with a sync; it may have dropped one before a failure. */
  #closeList(used: boolean): void {
    if (!this.#listOpen) return;
    this.#listOpen = false;
    if (!used) return;
    for (const lock of this.locks.values()) {
      lock.certainlyListed = lock.listedId !== null;
      if (lock.listsWithout > 0) lock.certainListsWithout += 1;
    }
  }

  #synced(query: Query & { kind: "sync" }, news: readonly LockNews[], certain: boolean): Answer {
    const members = query.all ? news.map(({ lock }) => lock) : null;
    return { certain, list: false, members, news: news.filter(({ lock, id }) => lock.listedId === id) };
  }

  #listed(query: Query & { kind: "list" }, news: readonly LockNews[], certain: boolean): Answer | null {
    // the app may read on after a short page, and so use the list later than it came
    const doubtful = news.map((one) => ({ ...one, answer: { ...one.answer, certain: false } }));
    if (query.page === 1) this.#list = { all: [], fresh: [] };
    this.#list.all.push(...doubtful);
    this.#list.fresh.push(...doubtful);
    if (query.serials.length >= query.size) return null;
    const { all, fresh } = this.#list;
    this.#list = { all, fresh: [] };
    this.#listOpen = certain;
    const ids = new Map(all.map(({ lock, id }) => [lock, id]));
    for (const lock of this.locks.values()) {
      const id = ids.get(lock) ?? null;
      lock.certainlyListed &&= lock.listedId === id;
      lock.listedId = id;
      lock.listsWithout = id === null ? lock.listsWithout + 1 : 0;
      if (id !== null) lock.certainListsWithout = 0;
    }
    return { certain, list: true, members: all.map(({ lock }) => lock), news: fresh };
  }

  #forget(): void {
    this.#epoch += 1;
    for (const lock of this.locks.values()) Object.assign(lock, nothingHeard);
  }
}
