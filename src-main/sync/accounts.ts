import { accountAt } from "../core/app/account.ts";
import { keyFrom, personalKey, type Credential } from "../core/polling/credential.ts";
import type { KeyCheck, KeyFindings, KeyState, KeyStore, StoredIn } from "../core/app/key-state.ts";
import { Latest } from "../core/app/latest.ts";
import type { AccountId, Instant } from "../core/lock/lock.ts";
import { PAGE_SIZE } from "../core/polling/list-cache.ts";
import type { Client } from "../tedee/client.ts";
import type { Page } from "../tedee/decode.ts";

/** Whose locks Ajar watches: nobody's, an account's, or the simulated house's. */
export type Watched =
  | { readonly kind: "nobody"; readonly keyringLocked: boolean }
  | {
      readonly kind: "account";
      readonly client: Client;
      readonly account: AccountId;
      readonly credential: Credential;
    }
  | { readonly kind: "demo"; readonly client: Client };

/** A simulated house that is open for visits. */
export interface OpenDemo {
  readonly baseUrl: string;
  readonly key: string;
  readonly close: () => Promise<void>;
}

export interface AccountsOptions {
  readonly baseUrl: string;
  /** A credential for this run alone; Ajar prefers it to a saved key and never saves it. */
  readonly given: Credential | null;
  readonly keys: KeyStore;
  readonly client: (baseUrl: string, credential: Credential) => Client;
  readonly openDemo: () => Promise<OpenDemo>;
  /** Charges a request that a key which is not in use is about to send. */
  readonly charge: (account: AccountId, purpose: "list" | "key") => void;
  /** Called with each change of whose locks Ajar watches; the watch before it is over. */
  readonly watch: (watched: Watched) => void;
  readonly onAccount: (account: KeyState) => void;
  /** Ends a run that is a demo and nothing else; null where the demo is a visit. */
  readonly leaveForGood: (() => void) | null;
  /** Begins another run, since Electron asks the keyring once in a process (shell/safe-storage). */
  readonly startAnew: () => void;
}

/** A key with its end. */
interface HeldKey {
  readonly key: string;
  readonly endsAt: Instant | null;
}

/** Finds, checks, saves and removes keys, and opens the demo. Keys leave it towards the cloud alone. */
export class Accounts {
  readonly #options: AccountsOptions;
  readonly #id: AccountId;
  #state: KeyState = { kind: "none", lost: false };
  #checked: HeldKey | null = null;
  #demo: OpenDemo | null = null;
  /** A key that is in use but not at rest. */
  #held: HeldKey | null = null;
  /** Each act of a person; what an earlier one still waits for comes too late. */
  readonly #acts = new Latest();
  readonly #checks = new Latest();
  #endCheck: AbortController | null = null;
  #stopped = false;

  constructor(options: AccountsOptions) {
    this.#options = options;
    this.#id = accountAt(options.baseUrl);
  }

  /** The key in use, as far as a person may see it. */
  readonly account = (): KeyState => this.#state;

  /** Where the key in use is, or the one that a visit to the demo leaves aside; null without one. */
  readonly storedIn = (): StoredIn | null => {
    if (this.#held !== null) return "memory";
    if (this.#state.kind === "token") return "environment";
    return this.#state.kind === "key" ? this.#state.storedIn : null;
  };

  /** Begins with the demo, or with the credential that was given or saved. */
  readonly start = async (demo: boolean): Promise<void> => (demo ? this.enterDemo() : this.#enterReal());

  /** Looks again for a key that waits for its keyring, in another run where this one cannot. */
  readonly retry = async (): Promise<void> => {
    if (this.#state.kind !== "keyring-locked") return;
    await this.#enterReal();
    if (this.#isKeyringLocked()) this.#options.startAnew();
  };

  /** Asks the cloud what a pasted key can see; a good one waits for `keep`. */
  readonly check = async (pasted: string): Promise<KeyCheck> => {
    const run = this.#checks.begin();
    this.#endCheck?.abort();
    this.#checked = null;
    const key = keyFrom(pasted);
    if (key === null) return { ok: false, refusal: "malformed", retryAt: null };
    const { baseUrl, charge, keys } = this.#options;
    const client = this.#options.client(baseUrl, personalKey(key));
    const { signal } = (this.#endCheck = new AbortController());
    // no limit holds it back: a key that cannot be entered is of no use, and one page more is within the limit
    charge(this.#id, "list");
    const page = await client.list(1, signal);
    if (!page.ok) {
      const { failure } = page;
      return { ok: false, refusal: failure.kind, retryAt: failure.kind === "limit-reached" ? failure.retryAt : null };
    }
    // a key without the right to read this is no worse for it
    charge(this.#id, "key");
    const own = await client.ownKey(signal);
    const facts = own.ok ? own.value : { endsAt: null, scopes: null };
    // the key of a later check is the one that the person saw
    if (run.current) this.#checked = { key, endsAt: facts.endsAt };
    return { ok: true, findings: { ...seenOn(page.value), ...facts, storage: await keys.storage() } };
  };

  /** Takes the key that was checked last into use; null when there is none. */
  readonly keep = async (consent: boolean): Promise<StoredIn | null> => {
    const checked = this.#checked;
    if (checked === null) return null;
    this.#checked = null;
    this.#acts.begin();
    const storedIn = await this.#options.keys.keep(this.#id, checked.key, checked.endsAt, consent);
    await this.#closeDemo();
    this.#use(checked, storedIn);
    return storedIn;
  };

  /** Forgets the key in use, also at rest. */
  readonly remove = (): void => {
    this.#acts.begin();
    this.#held = null;
    this.#nobody({ kind: "none", lost: false });
    // after the watch has ended, since a watch saves what it knows
    this.#options.keys.forget(this.#id);
  };

  readonly enterDemo = async (): Promise<void> => {
    if (this.#demo !== null) return;
    const run = this.#acts.begin();
    const demo = await this.#options.openDemo();
    if (!run.current || this.#stopped) {
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
    const run = this.#acts.begin();
    const { given, keys } = this.#options;
    if (this.#held !== null) {
      this.#use(this.#held, "memory");
      return;
    }
    if (given !== null) {
      this.#useGiven(given);
      return;
    }
    // a keyring that fails in an unknown way may work at the next start
    const loaded = await keys.load(this.#id).catch(() => ({ kind: "keyring-locked" }) as const);
    if (this.#stopped || !run.current) return;
    switch (loaded.kind) {
      case "key":
        this.#use(loaded, loaded.storedIn);
        return;
      case "keyring-locked":
        if (!this.#isKeyringLocked()) this.#nobody({ kind: "keyring-locked" });
        return;
      case "none":
      case "lost":
        this.#nobody({ kind: "none", lost: loaded.kind === "lost" });
    }
  }

  readonly #isKeyringLocked = (): boolean => this.#state.kind === "keyring-locked";

  #useGiven(credential: Credential): void {
    const { kind, secret } = credential;
    if (kind === "personal-key") this.#use({ key: secret, endsAt: null }, "environment");
    else this.#tell({ kind: "token" }, this.#watchedWith(credential));
  }

  #use({ key, endsAt }: HeldKey, storedIn: StoredIn): void {
    this.#held = storedIn === "memory" ? { key, endsAt } : null;
    this.#tell({ kind: "key", storedIn, endsAt }, this.#watchedWith(personalKey(key)));
  }

  #watchedWith(credential: Credential): Watched {
    const { baseUrl, client } = this.#options;
    return { kind: "account", client: client(baseUrl, credential), account: this.#id, credential };
  }

  #nobody(state: KeyState): void {
    this.#tell(state, { kind: "nobody", keyringLocked: state.kind === "keyring-locked" });
  }

  #tell(state: KeyState, watched: Watched): void {
    if (this.#stopped) return;
    this.#state = state;
    this.#options.watch(watched);
    this.#options.onAccount(state);
  }

  async #closeDemo(): Promise<void> {
    const demo = this.#demo;
    this.#demo = null;
    await demo?.close();
  }
}

/** What a page of the list shows of its locks. */
function seenOn({ listings, entries }: Page): Pick<KeyFindings, "locks" | "more"> {
  const locks = listings.map(({ lock, reading }) => ({
    name: lock.name,
    sensor: reading.door === "unknown" ? null : reading.door !== "none",
    bridge: reading.link !== "no-bridge",
  }));
  return { locks, more: entries >= PAGE_SIZE };
}
