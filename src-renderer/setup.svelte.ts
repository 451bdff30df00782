import type { KeyState, KeyFindings, LoginState } from "../src-main/core/app/key-state.ts";
import type { Refused } from "../src-main/core/app/setup.ts";
import type { AjarApi } from "../src-main/ipc/contract.ts";
import { t } from "./i18n.svelte.ts";
import type { Navigation } from "./navigation.svelte.ts";

/** What setting up needs of the window around it. */
export interface SetupOptions {
  readonly api: AjarApi;
  readonly navigation: Navigation;
  readonly account: () => KeyState;
  /** Takes over what main knows now. */
  readonly renew: () => Promise<unknown>;
  readonly say: (text: string) => void;
  readonly report: (error: unknown) => undefined;
}

/** Whose house it is to be: checks, keeps and removes keys, opens the demo. No key is ever held here. */
export class Setup {
  readonly #options: SetupOptions;
  /** Checks so far: the answer to one that was left is nobody's. */
  #checks = 0;

  /** The key that is asked for replaces one in use. */
  replaces = $state.raw(false);
  /** A key is being checked. */
  checking = $state.raw(false);
  /** Why the last key was not taken. */
  refused = $state.raw<Refused | null>(null);
  /** What the last key could see. */
  findings = $state.raw<KeyFindings | null>(null);
  /** Another call is on its way; no second one begins meanwhile. */
  busy = $state.raw(false);
  /** Whether Ajar starts with the session; null until main has answered. */
  login = $state.raw<LoginState | null>(null);

  constructor(options: SetupOptions) {
    this.#options = options;
  }

  /** The key step begins. */
  begin(): void {
    this.replaces = this.#options.account().kind === "key";
  }

  /** Asks what a pasted key can see, and goes on to that; true when it was taken. */
  async check(pasted: string): Promise<boolean> {
    if (this.checking) return false;
    const mine = (this.#checks += 1);
    this.checking = true;
    this.refused = null;
    const answer = await this.#options.api.checkKey(pasted).catch(this.#options.report);
    if (mine !== this.#checks) return false;
    this.checking = false;
    if (answer?.ok === true) {
      this.findings = answer.findings;
      this.#options.navigation.navigate("checked");
      return true;
    }
    this.refused = answer === undefined ? inside : { kind: answer.refusal, retryAt: answer.retryAt };
    return false;
  }

  /** The key step is left: nothing of it stays. */
  leftKey(): void {
    this.#checks += 1;
    this.checking = false;
    this.refused = null;
  }

  /** Takes the checked key into use; `consent` agrees to keep it obscured where there is no keyring. */
  async keep(consent: boolean): Promise<void> {
    const { api, navigation, renew, report } = this.#options;
    if (this.busy) return;
    this.busy = true;
    const storedIn = (await api.keepKey(consent).catch(report)) ?? null;
    if (storedIn !== null) await renew();
    this.busy = false;
    if (navigation.page !== "checked") return;
    if (storedIn === null) {
      this.refused = { kind: "gone", retryAt: null };
      navigation.navigate("key");
    } else if (this.replaces) navigation.leaveKey();
    else navigation.navigate("alerts");
  }

  /** Forgets the key in use; true when it is gone. */
  remove(): Promise<boolean> {
    return this.#run(() => this.#options.api.removeKey());
  }

  /** Asks a locked keyring again; true when main has answered, whatever it found. */
  retry(): Promise<boolean> {
    return this.#run(() => this.#options.api.retryKeyring());
  }

  /** Opens the simulated house. */
  async enterDemo(): Promise<void> {
    if (await this.#run(() => this.#options.api.enterDemo())) this.#options.navigation.navigate("home");
  }

  /** Closes the simulated house: there is a key to go back to, or one to ask for. */
  async leaveDemo(): Promise<void> {
    const { api, navigation, account } = this.#options;
    if (await this.#run(() => api.leaveDemo())) navigation.navigate(account().kind === "none" ? "key" : "home");
  }

  /** Shows a first notification; false where the desktop shows none, null when that could not be found out. */
  async tryAlerts(): Promise<boolean | null> {
    let shown: boolean | null = null;
    await this.#run(async () => {
      shown = await this.#options.api.tryAlerts();
    });
    return shown;
  }

  /** Opens the page where keys are made, in the browser. */
  openPortal(): void {
    this.#options.api.openExternal("portal").catch(this.#failed);
  }

  /** Finds out whether Ajar starts with the session. */
  async readLogin(): Promise<void> {
    this.login = (await this.#options.api.readLogin().catch(this.#options.report)) ?? "unknown";
  }

  /** Switches the start with the session; what the system made of it counts. */
  async writeLogin(on: boolean): Promise<void> {
    await this.#run(async () => {
      this.login = await this.#options.api.writeLogin(on);
    });
  }

  /** Makes a call and takes over what it changed; what fails is said. */
  async #run(call: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    try {
      await call();
      await this.#options.renew();
      return true;
    } catch (error) {
      this.#failed(error);
      return false;
    } finally {
      this.busy = false;
    }
  }

  readonly #failed = (error: unknown): void => {
    this.#options.report(error);
    this.#options.say(t("shell.call-failed"));
  };
}

const inside: Refused = { kind: "failed", retryAt: null };
