import { Latest } from "../src-main/core/app/latest.ts";
import type { KeyState } from "../src-main/core/app/key-state.ts";
import type { Choices, SettingsChange } from "../src-main/core/app/settings.ts";
import type { Instant } from "../src-main/core/lock/lock.ts";
import type { Snapshot } from "../src-main/core/view/snapshot.ts";
import { countdownText } from "../src-main/core/words/times.ts";
import type { AjarApi, WindowState } from "../src-main/ipc/contract.ts";
import type { Clock } from "./clock.svelte.ts";
import { reporter } from "./error-report.ts";
import type { Toasts } from "./toasts.svelte.ts";
import { speak, t, words } from "./i18n.svelte.ts";

/** The refresh glyph turns at most so many milliseconds without an answer. */
const ASKING_MS = 10_000;

/** The parts of the window that a connection reaches. */
export interface ConnectionOptions {
  readonly api: AjarApi;
  readonly clock: Clock;
  readonly toasts: Toasts;
  /** Called after each new snapshot. */
  readonly took: (snapshot: Snapshot) => void;
}

/** Holds what main told the window, and asks main. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #report: (error: unknown) => undefined;
  readonly #snapshots = new Latest();
  readonly #checks = new Latest();
  readonly #accounts = new Latest();
  readonly #changes = new Latest();
  readonly #refreshes = new Latest();
  readonly version: string;
  snapshot: Snapshot;
  account: KeyState;
  /** What the owner chose; a change counts before main has answered. */
  choices: Choices;
  /** When main's last answer came; null before the first. */
  checkedAt: Instant | null;
  /** Main has not yet answered a manual refresh. */
  asking = $state.raw(false);

  /** Begins with the state that main gave at first. */
  constructor(options: ConnectionOptions, { snapshot, account, choices, checkedAt, version }: WindowState) {
    this.#options = options;
    this.#report = reporter(options.api);
    this.version = version;
    this.snapshot = $state.raw(snapshot);
    this.account = $state.raw(account);
    this.choices = $state.raw(choices);
    this.checkedAt = $state.raw(checkedAt);
  }

  /** Takes a pushed snapshot. */
  readonly takeSnapshot = (snapshot: Snapshot): void => {
    this.#snapshots.end();
    this.#take(snapshot);
  };

  /** Takes the pushed instant of an answer that changed nothing. */
  readonly takeCheck = (at: Instant): void => {
    this.#checks.end();
    this.checkedAt = at;
    this.#answered();
  };

  /** Takes a pushed account. */
  readonly takeAccount = (account: KeyState): void => {
    this.#accounts.end();
    this.account = account;
  };

  /** Asks main for all it knows and takes it, except for parts pushed meanwhile; undefined when main did not answer. */
  readonly renew = async (): Promise<WindowState | undefined> => {
    const runs = {
      snapshot: this.#snapshots.join(),
      check: this.#checks.join(),
      account: this.#accounts.join(),
      choices: this.#changes.join(),
    };
    const answer = await this.#options.api.state().catch(this.#report);
    if (answer === undefined) return undefined;
    speak(answer.words);
    if (runs.account.current) this.account = answer.account;
    if (runs.choices.current) this.choices = answer.choices;
    if (runs.check.current) this.checkedAt = answer.checkedAt;
    if (runs.snapshot.current) this.#take(answer.snapshot);
    return answer;
  };

  /** Asks for fresh data, or says from when that is allowed. */
  readonly refresh = async (): Promise<void> => {
    if (this.asking) return;
    this.asking = true;
    const run = this.#refreshes.begin();
    const answer = await this.#options.api.refresh().catch(this.#report);
    if (answer?.asked === true) {
      setTimeout(() => {
        if (run.current) this.asking = false;
      }, ASKING_MS);
      return;
    }
    this.asking = false;
    if (answer !== undefined) await this.#sayWait(answer.allowedAt);
  };

  /** Chooses settings; what main does not take is taken back, and said. */
  readonly changeSettings = async (change: SettingsChange): Promise<void> => {
    const run = this.#changes.begin();
    this.choices = { ...this.choices, ...change };
    try {
      const choices = await this.#options.api.changeSettings(change);
      if (run.current) this.choices = choices;
    } catch (error) {
      this.#report(error);
      void this.#options.toasts.say(t("shell.call-failed"));
      this.#changes.end();
      await this.renew();
    }
  };

  /** Pauses alerts for an hour, or ends the pause. */
  readonly pause = (on: boolean): void => {
    this.#options.api.pauseAlerts(on).catch(this.#report);
  };

  /** Takes an alert off the window. */
  readonly dismiss = (id: string): void => {
    this.#options.api.dismissAlert(id).catch(this.#report);
  };

  /** Puts a report for a bug into the clipboard, and says so. */
  readonly copyReport = async (): Promise<void> => {
    const copied = await this.#options.api.copyReport().then(() => true, this.#report);
    await this.#options.toasts.say(t(copied === true ? "settings.report.copied" : "shell.call-failed"));
  };

  /** Tells main that the window is drawn. */
  readonly drawn = (): void => {
    this.#options.api.drawn().catch(this.#report);
  };

  /** Hides the window. */
  readonly hide = (): void => {
    this.#options.api.hide().catch(this.#report);
  };

  /** Ends Ajar. */
  readonly quit = (): void => {
    this.#options.api.quit().catch(this.#report);
  };

  #take(snapshot: Snapshot): void {
    this.snapshot = snapshot;
    this.#answered();
    this.#options.took(snapshot);
  }

  #answered(): void {
    this.#refreshes.end();
    this.asking = false;
    this.#options.clock.tick();
  }

  async #sayWait(until: Instant): Promise<void> {
    const { clock, toasts } = this.#options;
    await toasts.say(t("view.wait", { span: countdownText(words, until, clock.read()) }), until);
  }
}
