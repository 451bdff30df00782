import type { KeyFindings, LoginState } from "../src-main/core/app/key-state.ts";
import { Latest } from "../src-main/core/app/latest.ts";
import type { Refused } from "../src-main/core/app/setup.ts";
import type { AjarApi } from "../src-main/ipc/contract.ts";
import type { Connection } from "./connection.svelte.ts";
import { reporter } from "./error-report.ts";
import type { Navigation } from "./navigation.svelte.ts";
import type { Toasts } from "./toasts.svelte.ts";
import { t } from "./i18n.svelte.ts";

/** The parts of the window that setting up reaches. */
export interface SetupOptions {
  readonly api: AjarApi;
  readonly connection: Connection;
  readonly navigation: Navigation;
  readonly toasts: Toasts;
}

/** Checks, keeps and removes keys, opens and closes the demo, sets the start at login. It never holds a key. */
export class Setup {
  readonly #options: SetupOptions;
  readonly #report: (error: unknown) => undefined;
  readonly #checks = new Latest();

  /** The key that is asked for replaces one in use. */
  replaces = $state.raw(false);
  /** A key is being checked. */
  checking = $state.raw(false);
  /** Why the last key was refused; null when it was not. */
  refused = $state.raw<Refused | null>(null);
  /** What the last key can see. */
  findings = $state.raw<KeyFindings | null>(null);
  /** Main works on another call; no second one begins meanwhile. */
  busy = $state.raw(false);
  /** Whether Ajar starts at login; null until main has answered. */
  login = $state.raw<LoginState | null>(null);

  /** Begins with nothing asked. */
  constructor(options: SetupOptions) {
    this.#options = options;
    this.#report = reporter(options.api);
  }

  /** Begins the key step. */
  readonly begin = (): void => {
    this.replaces = this.#options.connection.account.kind === "key";
  };

  /** Asks what a pasted key can see, and opens what it found; false when the key was refused or the step was left. */
  readonly check = async (pasted: string): Promise<boolean> => {
    if (this.checking) return false;
    const run = this.#checks.begin();
    this.checking = true;
    this.refused = null;
    const answer = await this.#options.api.checkKey(pasted).catch(this.#report);
    if (!run.current) return false;
    this.checking = false;
    if (answer?.ok === true) {
      this.findings = answer.findings;
      this.#options.navigation.navigate("checked");
      return true;
    }
    this.refused = answer === undefined ? ownFault : { kind: answer.refusal, retryAt: answer.retryAt };
    return false;
  };

  /** Leaves the key step and forgets everything of it. */
  readonly leaveKey = (): void => {
    this.#checks.end();
    this.checking = false;
    this.refused = null;
  };

  /** Leaves the findings of a checked key and forgets them. */
  readonly leaveFindings = (): void => {
    this.findings = null;
  };

  /** Takes the checked key into use; `consent` agrees to keep it obscured where there is no keyring. */
  readonly keep = async (consent: boolean): Promise<void> => {
    const { api, connection, navigation } = this.#options;
    if (this.busy) return;
    this.busy = true;
    const storedIn = (await api.keepKey(consent).catch(this.#report)) ?? null;
    if (storedIn !== null) await connection.renew();
    this.busy = false;
    if (navigation.page !== "checked") return;
    if (storedIn === null) {
      this.refused = { kind: "gone", retryAt: null };
      navigation.navigate("key");
    } else if (this.replaces) navigation.leaveKey();
    else navigation.navigate("alerts");
  };

  /** Forgets the key in use; true when it is gone. */
  readonly remove = (): Promise<boolean> => this.#run(this.#options.api.removeKey);

  /** Asks a locked keyring again; true when main answered, whatever the keyring said. */
  readonly retry = (): Promise<boolean> => this.#run(this.#options.api.retryKeyring);

  /** Opens the demo. */
  readonly enterDemo = async (): Promise<void> => {
    const { api, navigation } = this.#options;
    if (await this.#run(api.enterDemo)) navigation.navigate("home");
  };

  /** Closes the demo, and goes to the house of the key in use or asks for a key. */
  readonly leaveDemo = async (): Promise<void> => {
    const { api, connection, navigation } = this.#options;
    if (await this.#run(api.leaveDemo)) navigation.navigate(connection.account.kind === "none" ? "key" : "home");
  };

  /** Shows a first notification; false where the desktop shows none, null when main did not answer. */
  readonly tryAlerts = async (): Promise<boolean | null> => {
    let shown: boolean | null = null;
    await this.#run(async () => {
      shown = await this.#options.api.tryAlerts();
    });
    return shown;
  };

  /** Opens the page where a person makes keys, in the browser. */
  readonly openPortal = (): void => {
    this.#options.api.openExternal("portal").catch(this.#failed);
  };

  /** Asks whether Ajar starts at login. */
  readonly readLogin = async (): Promise<void> => {
    this.login = (await this.#options.api.readLogin().catch(this.#report)) ?? "unknown";
  };

  /** Switches the start at login; the system's answer counts. */
  readonly writeLogin = async (on: boolean): Promise<void> => {
    await this.#run(async () => {
      this.login = await this.#options.api.writeLogin(on);
    });
  };

  /** Makes a call, then asks main what it changed; says so and gives false when the call failed. */
  async #run(call: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    try {
      await call();
      await this.#options.connection.renew();
      return true;
    } catch (error) {
      this.#failed(error);
      return false;
    } finally {
      this.busy = false;
    }
  }

  readonly #failed = (error: unknown): void => {
    this.#report(error);
    void this.#options.toasts.say(t("shell.call-failed"));
  };
}

/** The window's own call failed. */
const ownFault: Refused = { kind: "failed", retryAt: null };
