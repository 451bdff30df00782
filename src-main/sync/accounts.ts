import type { Account, KeptIn, KeyCheck, KeyReport } from "../core/account.ts";
import { keyFrom } from "../core/account.ts";
import type { Clock } from "../core/clock.ts";
import type { Instant } from "../core/lock.ts";
import type { Client } from "../tedee/client.ts";

/** Whose locks are watched: nobody's, a key's, or the simulated house's. */
export type Watched =
  | { readonly kind: "nobody"; readonly locked: boolean }
  | { readonly kind: "key"; readonly client: Client; readonly baseUrl: string; readonly key: string }
  | { readonly kind: "demo"; readonly client: Client };

/** Keys at rest, as `store/key-store` keeps them. */
export interface Keys {
  load(
    origin: string,
  ): Promise<
    | { readonly kind: "none" | "locked" | "lost" }
    | { readonly kind: "key"; readonly key: string; readonly keptIn: KeptIn; readonly endsAt: Instant | null }
  >;
  keep(origin: string, key: string, endsAt: Instant | null, consent: boolean): Promise<KeptIn>;
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
  readonly clock: Clock;
  readonly client: (baseUrl: string, key: string) => Client;
  readonly openDemo: () => Promise<OpenDemo>;
  /** Called with each change of whose locks are watched; what was watched before is over. */
  readonly watch: (watched: Watched) => void;
  readonly onAccount: (account: Account) => void;
  /** What leaving the demo is instead, where this run is a demo and nothing else; null where it is a visit. */
  readonly leaveForGood: (() => void) | null;
}

/** Whose house it is: finds, checks, keeps and removes keys, and opens the demo. Keys leave it only towards the cloud. */
export interface Accounts {
  readonly start: (demo: boolean) => Promise<void>;
  readonly account: () => Account;
  /** Asks the cloud what a pasted key can see; a good one is held for `keep`. */
  readonly check: (pasted: string) => Promise<KeyCheck>;
  /** Takes the key that was checked last into use; null when there is none. */
  readonly keep: (consent: boolean) => Promise<KeptIn | null>;
  /** Forgets the key in use, also at rest. */
  readonly remove: () => void;
  /** Looks again for a key that waits for its keyring. */
  readonly retry: () => Promise<void>;
  readonly enterDemo: () => Promise<void>;
  readonly leaveDemo: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** How often a locked keyring is asked again. */
export const LOCKED_RETRY_MS = 30_000;

interface Checked {
  readonly key: string;
  readonly endsAt: Instant | null;
}

/** Accounts that have not begun. */
export const createAccounts = (options: AccountsOptions): Accounts => new KeyedAccounts(options);

class KeyedAccounts implements Accounts {
  readonly #options: AccountsOptions;
  readonly #origin: string;
  #account: Account = { kind: "none", lost: false };
  #checked: Checked | null = null;
  #demo: OpenDemo | null = null;
  /** A key that is in use but not at rest. */
  #held: Checked | null = null;
  #cancelRetry: () => void = () => undefined;
  #stopped = false;

  constructor(options: AccountsOptions) {
    this.#options = options;
    this.#origin = new URL(options.baseUrl).origin;
  }

  readonly account = (): Account => this.#account;

  readonly start = async (demo: boolean): Promise<void> => (demo ? this.enterDemo() : this.#enterReal());

  readonly retry = async (): Promise<void> => {
    if (this.#account.kind === "locked") await this.#enterReal();
  };

  readonly check = async (pasted: string): Promise<KeyCheck> => {
    this.#checked = null;
    const key = keyFrom(pasted);
    if (key === null) return { ok: false, refusal: "malformed", retryAt: null };
    const client = this.#options.client(this.#options.baseUrl, key);
    const never = new AbortController().signal;
    const page = await client.list(1, never);
    if (!page.ok) {
      const { failure } = page;
      return { ok: false, refusal: failure.kind, retryAt: failure.kind === "limit-reached" ? failure.retryAt : null };
    }
    // a key without the right to read this is no worse for it
    const own = await client.ownKey(never);
    const facts = own.ok ? own.value : { endsAt: null, scopes: null };
    this.#checked = { key, endsAt: facts.endsAt };
    const locks = page.value.listings.map(({ lock, reading }) => ({
      name: lock.name,
      sensor: reading.door === "unknown" ? null : reading.door !== "none",
      bridge: reading.link !== "no-bridge",
    }));
    return { ok: true, report: { locks, ...facts, storage: await this.#options.keys.storage() } };
  };

  readonly keep = async (consent: boolean): Promise<KeptIn | null> => {
    const checked = this.#checked;
    if (checked === null) return null;
    this.#checked = null;
    const keptIn = await this.#options.keys.keep(this.#origin, checked.key, checked.endsAt, consent);
    await this.#closeDemo();
    this.#use(checked, keptIn);
    return keptIn;
  };

  readonly remove = (): void => {
    this.#options.keys.forget(this.#origin);
    this.#held = null;
    this.#nobody({ kind: "none", lost: false });
  };

  readonly enterDemo = async (): Promise<void> => {
    if (this.#demo !== null) return;
    this.#cancelRetry();
    const demo = await this.#options.openDemo();
    this.#demo = demo;
    this.#tell({ kind: "demo" }, { kind: "demo", client: this.#options.client(demo.baseUrl, demo.key) });
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
    this.#cancelRetry();
    await this.#closeDemo();
  };

  async #enterReal(): Promise<void> {
    this.#cancelRetry();
    const { environmentKey, keys } = this.#options;
    if (this.#held !== null) {
      this.#use(this.#held, "memory");
      return;
    }
    if (environmentKey !== null) {
      this.#use({ key: environmentKey, endsAt: null }, "environment");
      return;
    }
    const loaded = await keys.load(this.#origin);
    if (this.#stopped || this.#demo !== null) return;
    switch (loaded.kind) {
      case "key":
        this.#use(loaded, loaded.keptIn);
        return;
      case "locked":
        if (this.#account.kind !== "locked") this.#nobody({ kind: "locked" });
        this.#cancelRetry = this.#options.clock.after(LOCKED_RETRY_MS, () => void this.retry());
        return;
      case "none":
      case "lost":
        this.#nobody({ kind: "none", lost: loaded.kind === "lost" });
    }
  }

  #use({ key, endsAt }: Checked, keptIn: KeptIn): void {
    const { baseUrl, client } = this.#options;
    this.#held = keptIn === "memory" ? { key, endsAt } : null;
    this.#tell({ kind: "key", keptIn, endsAt }, { kind: "key", client: client(baseUrl, key), baseUrl, key });
  }

  #nobody(account: Account): void {
    this.#tell(account, { kind: "nobody", locked: account.kind === "locked" });
  }

  #tell(account: Account, watched: Watched): void {
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
