/** What the desk shows of one thing, as plain JSON. */
export type DeskItem = Readonly<Record<string, unknown>>;

/** What a person did on the desk, or a page reported through it; `to` is the key of the thing it is for. */
export interface DeskMessage {
  readonly to: string;
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A message to the desk's tab. */
export type DeskNews =
  | { readonly type: "put"; readonly key: string; readonly value: DeskItem }
  | { readonly type: "drop"; readonly key: string }
  | { readonly type: "page"; readonly key: string; readonly message: DeskItem };

/**
 * The desktop of the stand-in: a map of what is on show, and who hears of what. It needs no server: tests in one process
 * read `desk.state` instead of a page.
 */
export class Desk {
  readonly #items = new Map<string, DeskItem>();
  readonly #receivers = new Map<string, (message: DeskMessage) => void>();
  readonly #watchers = new Set<(news: DeskNews) => void>();
  #complaints = 0;

  /** All that is on show, by keys such as `tray/1`. */
  get state(): ReadonlyMap<string, DeskItem> {
    return this.#items;
  }

  /** Shows a thing, in place of what it showed before. */
  put(key: string, value: DeskItem): void {
    this.#items.set(key, value);
    this.#tell({ type: "put", key, value });
  }

  /** Takes a thing away, with whoever received its messages. */
  drop(key: string): void {
    this.#receivers.delete(key);
    if (this.#items.delete(key)) this.#tell({ type: "drop", key });
  }

  /** Sends a message to a window's page. */
  page(key: string, message: DeskItem): void {
    this.#tell({ type: "page", key, message });
  }

  /** Names who receives the messages for a thing. */
  receive(key: string, receiver: (message: DeskMessage) => void): void {
    this.#receivers.set(key, receiver);
  }

  /** Whether anybody receives the messages for a thing. */
  knows(key: string): boolean {
    return this.#receivers.has(key);
  }

  /** Delivers what a person did; nothing happens when the thing is gone. */
  deliver(message: DeskMessage): void {
    this.#receivers.get(message.to)?.(message);
  }

  /** Tells of all changes, until the returned end. */
  watch(watcher: (news: DeskNews) => void): () => void {
    this.#watchers.add(watcher);
    return () => {
      this.#watchers.delete(watcher);
    };
  }

  /** Says on standard error and on the desk what real Electron would take amiss; a spec fails that finds one. */
  complain(text: string): void {
    this.#complaints += 1;
    this.put(`complaint/${this.#complaints}`, { text });
    process.stderr.write(`Stand-in: ${text}\n`);
  }

  #tell(news: DeskNews): void {
    for (const watcher of this.#watchers) watcher(news);
  }
}

/** The one desk of this process. */
export const desk = new Desk();

/** A field of a message that must be text; throws for another type, which only a fault of the desk's page can cause. */
export function textOf(message: DeskItem, field: string): string {
  const value = message[field];
  if (typeof value !== "string") throw new TypeError(`The desk sent no text as "${field}"`);
  return value;
}

/** A field of a message that must be a number; throws for another type. */
export function numberOf(message: DeskItem, field: string): number {
  const value = message[field];
  if (typeof value !== "number") throw new TypeError(`The desk sent no number as "${field}"`);
  return value;
}
