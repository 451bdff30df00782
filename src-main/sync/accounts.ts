import type { KeyState, StoredIn, KeyCheck, KeyReport } from "../core/app/key-state.ts";
import { keyFrom, personalKey, type Credential } from "../core/app/credential.ts";
import { PAGE_SIZE } from "../core/polling/list-cache.ts";
import type { Instant } from "../core/lock/lock.ts";
import type { Client } from "../tedee/client.ts";

/** Whose locks are watched: nobody's, a key's, or the simulated house's. */
export type Watched =
  | { readonly kind: "nobody"; readonly keyringLocked: boolean }
  | { readonly kind: "key"; readonly client: Client; readonly baseUrl: string; readonly key: string }
  | { readonly kind: "demo"; readonly client: Client };

/** Keys at rest, as `store/key-store` keeps them. */
export interface Keys {
  load(
    origin: string,
  ): Promise<
    | { readonly kind: "none" | "keyring-locked" | "lost" }
    | { readonly kind: "key"; readonly key: string; readonly storedIn: StoredIn; readonly endsAt: Instant | null }
  >;
  keep(origin: string, key: string, endsAt: Instant | null, consent: boolean): Promise<StoredIn>;
  forget(origin: string): void;
  storage(): Promise<KeyReport["storage"]>;
}

/** A simulated house that is open for visits. */
export interface OpenDemo {
  readonly baseUrl: string;
  readonly key: string;
  close(): Promise<void>;
}

export interface AccountsOptions {
  readonly baseUrl: string;
  /** A key for this run alone; it goes before a saved one and is never saved. */
  readonly environmentKey: string | null;
  readonly keys: Keys;
  readonly client: (baseUrl: string, credential: Credential) => Client;
  readonly openDemo: () => Promise<OpenDemo>;
  /** Called before a key that is not watched asks a cloud for a page of its list, or for what it may do itself. */
  readonly asking: (baseUrl: string, purpose: "list" | "key") => void;
  /** Called with each change of whose locks are watched; what was watched before is over. */
  readonly watch: (watched: Watched) => void;
  readonly onAccount: (account: KeyState) => void;
  /** What leaving the demo is instead, where this run is a demo and nothing else; null where it is a visit. */
  readonly leaveForGood: (() => void) | null;
  /** Begins another run, which asks for the keyring anew: Electron asks once in a process (shell/safe-storage). */
  readonly startAnew: () => void;
}

/** Whose house it is: finds, checks, keeps and removes keys, and opens the demo. Keys leave it only towards the cloud. */
export interface Accounts {
  readonly start: (demo: boolean) => Promise<void>;
  readonly account: () => KeyState;
  /** Where the key in use is kept, or the one that a visit to the demo leaves aside; null without one. */
  readonly storedIn: () => StoredIn | null;
  /** Asks the cloud what a pasted key can see; a good one is held for `keep`. */
  readonly check: (pasted: string) => Promise<KeyCheck>;
  /** Takes the key that was checked last into use; null when there is none. */
  readonly keep: (consent: boolean) => Promise<StoredIn | null>;
  /** Forgets the key in use, also at rest. */
  readonly remove: () => void;
  /** Looks again for a key that waits for its keyring, in another run where this one cannot. */
  readonly retry: () => Promise<void>;
  readonly enterDemo: () => Promise<void>;
  readonly leaveDemo: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

interface Checked {
  readonly key: string;
  readonly endsAt: Instant | null;
}

/** Accounts that have not begun. */
export const createAccounts = (options: AccountsOptions): Accounts => new KeyedAccounts(options);

class KeyedAccounts implements Accounts {
  readonly #options: AccountsOptions;
  readonly #origin: string;
  #account: KeyState = { kind: "none", lost: false };
  #checked: Checked | null = null;
  #demo: OpenDemo | null = null;
  /** A key that is in use but not at rest. */
  #held: Checked | null = null;
  /** Each thing that a person did has a number; what was begun before it and ends later changes nothing. */
  #turn = 0;
  #checks = 0;
  #endCheck: AbortController | null = null;
  #stopped = false;

  constructor(options: AccountsOptions) {
    this.#options = options;
    this.#origin = new URL(options.baseUrl).origin;
  }

  readonly account = (): KeyState => this.#account;

  readonly storedIn = (): StoredIn | null => {
    if (this.#held !== null) return "memory";
    return this.#account.kind === "key" ? this.#account.storedIn : null;
  };

  readonly start = async (demo: boolean): Promise<void> => (demo ? this.enterDemo() : this.#enterReal());

  readonly retry = async (): Promise<void> => {
    if (this.#account.kind !== "keyring-locked") return;
    await this.#enterReal();
    if (this.#isLocked()) this.#options.startAnew();
  };

  readonly check = async (pasted: string): Promise<KeyCheck> => {
    const mine = (this.#checks += 1);
    this.#endCheck?.abort();
    this.#checked = null;
    const key = keyFrom(pasted);
    if (key === null) return { ok: false, refusal: "malformed", retryAt: null };
    const { baseUrl, asking } = this.#options;
    const client = this.#options.client(baseUrl, personalKey(key));
    const { signal } = (this.#endCheck = new AbortController());
    // never held back by a limit: a key that cannot be entered is of no use, and one page more is within it
    asking(baseUrl, "list");
    const page = await client.list(1, signal);
    if (!page.ok) {
      const { failure } = page;
      return { ok: false, refusal: failure.kind, retryAt: failure.kind === "limit-reached" ? failure.retryAt : null };
    }
    // a key without the right to read this is no worse for it
    asking(baseUrl, "key");
    const own = await client.ownKey(signal);
    const facts = own.ok ? own.value : { endsAt: null, scopes: null };
    // a later one is the one that was seen
    if (mine === this.#checks) this.#checked = { key, endsAt: facts.endsAt };
    const locks = page.value.listings.map(({ lock, reading }) => ({
      name: lock.name,
      sensor: reading.door === "unknown" ? null : reading.door !== "none",
      bridge: reading.link !== "no-bridge",
    }));
    const more = page.value.entries >= PAGE_SIZE;
    return { ok: true, report: { locks, more, ...facts, storage: await this.#options.keys.storage() } };
  };

  readonly keep = async (consent: boolean): Promise<StoredIn | null> => {
    const checked = this.#checked;
    if (checked === null) return null;
    this.#checked = null;
    this.#turn += 1;
    const storedIn = await this.#options.keys.keep(this.#origin, checked.key, checked.endsAt, consent);
    await this.#closeDemo();
    this.#use(checked, storedIn);
    return storedIn;
  };

  readonly remove = (): void => {
    this.#turn += 1;
    this.#held = null;
    this.#nobody({ kind: "none", lost: false });
    // when nothing is watched any more, nothing of it is written again
    this.#options.keys.forget(this.#origin);
  };

  readonly enterDemo = async (): Promise<void> => {
    if (this.#demo !== null) return;
    const mine = (this.#turn += 1);
    const demo = await this.#options.openDemo();
    if (mine !== this.#turn || this.#stopped) {
      await demo.close();
      return;
    }
    this.#demo = demo;
    this.#tell({ kind: "demo" }, { kind: "demo", client: this.#options.client(demo.baseUrl, personalKey(demo.key)) });
  };

  readonly leaveDemo = async (): Promise<void> => {
    if (this.#demo === null) return;
    const { leaveForGood } = this.#options;
    if (leaveForGood !== null) {
      leaveForGood();
      return;
    }
    await this.#closeDemo();
    await this.#enterReal();
  };

  readonly stop = async (): Promise<void> => {
    this.#stopped = true;
    this.#endCheck?.abort();
    await this.#closeDemo();
  };

  async #enterReal(): Promise<void> {
    const mine = (this.#turn += 1);
    const { environmentKey, keys } = this.#options;
    if (this.#held !== null) {
      this.#use(this.#held, "memory");
      return;
    }
    if (environmentKey !== null) {
      this.#use({ key: environmentKey, endsAt: null }, "environment");
      return;
    }
    // a keyring that fails in a way nobody knows may be another one at the next start
    const loaded = await keys.load(this.#origin).catch(() => ({ kind: "keyring-locked" }) as const);
    if (this.#stopped || mine !== this.#turn) return;
    switch (loaded.kind) {
      case "key":
        this.#use(loaded, loaded.storedIn);
        return;
      case "keyring-locked":
        if (!this.#isLocked()) this.#nobody({ kind: "keyring-locked" });
        return;
      case "none":
      case "lost":
        this.#nobody({ kind: "none", lost: loaded.kind === "lost" });
    }
  }

  readonly #isLocked = (): boolean => this.#account.kind === "keyring-locked";

  #use({ key, endsAt }: Checked, storedIn: StoredIn): void {
    const { baseUrl, client } = this.#options;
    this.#held = storedIn === "memory" ? { key, endsAt } : null;
    this.#tell(
      { kind: "key", storedIn, endsAt },
      { kind: "key", client: client(baseUrl, personalKey(key)), baseUrl, key },
    );
  }

  #nobody(account: KeyState): void {
    this.#tell(account, { kind: "nobody", keyringLocked: account.kind === "keyring-locked" });
  }

  #tell(account: KeyState, watched: Watched): void {
    if (this.#stopped) return;
    this.#account = account;
    this.#options.watch(watched);
    this.#options.onAccount(account);
  }

  async #closeDemo(): Promise<void> {
    const demo = this.#demo;
    this.#demo = null;
    await demo?.close();
  }
}
