import { flushSync, tick } from "svelte";
import { detailChangesInMs } from "../src-main/core/view/detail-text.ts";
import { ageChangesInMs, countdownChangesInMs, countdownText } from "../src-main/core/words/times.ts";
import type { KeyState } from "../src-main/core/app/key-state.ts";
import type { Instant, Serial } from "../src-main/core/lock/lock.ts";
import type { Row, Snapshot } from "../src-main/core/view/snapshot.ts";
import type { AjarApi, WindowState } from "../src-main/ipc/contract.ts";
import { createAnnouncer } from "./announcer.ts";
import { arrange, rowsBySerial, SEARCH_FROM, type Arrangement } from "./arrange.ts";
import { createViewMemory } from "./view-memory.ts";
import { caught } from "./error-report.ts";
import { Setup } from "./setup.svelte.ts";
import { urgentOf } from "./urgent.ts";
import { Navigation } from "./navigation.svelte.ts";
import { speak, t, words } from "./i18n.svelte.ts";

/** Rows stay where they are under the pointer until there was no input for this long. */
export const SETTLE_MS = 2_000;
/** How long an answer to a wish stands. */
export const TOAST_MS = 5_000;
/** The refresh glyph turns no longer than this without an answer. */
const ASKING_MS = 10_000;

/** A short answer, said aloud once; one that says from when on a wish can be met counts on where it is seen. */
export interface Toast {
  readonly until: Instant | null;
  readonly spoken: string;
}

/** Everything the window shows: one snapshot, the time it is read at, and what its owner did to the view. */
export class WindowModel {
  readonly #api: AjarApi;
  readonly #clock: () => Instant;
  readonly #memory;
  readonly #announcer = createAnnouncer((text) => (this.urgent = text));
  /** Pushes so far: an answer that a push overtook is old. */
  #snapshots = 0;
  #checks = 0;
  #accounts = 0;
  #pointed = false;
  #lastInputAt: number;
  #settling: ReturnType<typeof setTimeout> | undefined;

  snapshot: Snapshot;
  account: KeyState;
  readonly version: string;
  readonly navigation: Navigation;
  readonly setup: Setup;
  checkedAt: Instant | null;
  /** The instant that ages are worded for; it moves only when one of them reads differently. */
  now: Instant;
  search: string;
  selected: Serial | null;
  scroll: number;
  arrangement: Arrangement;
  /** A lock to bring into view and focus; a new object each time it is asked for. */
  wish = $state.raw<{ readonly serial: Serial } | null>(null);
  toast = $state.raw<Toast | null>(null);
  /** Main has not yet answered a manual refresh. */
  asking = $state(false);
  /** The last urgent sentence, for screen readers. */
  urgent = $state("");

  constructor(api: AjarApi, clock: () => Instant, { snapshot, account, checkedAt, view, version }: WindowState) {
    this.#api = api;
    this.#clock = clock;
    this.#memory = createViewMemory(api);
    this.#lastInputAt = clock();
    this.snapshot = $state.raw(snapshot);
    this.account = $state.raw(account);
    this.checkedAt = $state.raw(checkedAt);
    this.now = $state.raw(clock());
    this.search = $state.raw(snapshot.rows.length >= SEARCH_FROM ? view.search : "");
    this.selected = $state.raw(view.selected);
    this.scroll = view.scroll;
    this.arrangement = $state.raw(arrange(snapshot, view.search));
    this.version = version;
    this.navigation = new Navigation(view.page, () => this.remember());
    this.setup = new Setup({
      api,
      navigation: this.navigation,
      report: this.#report,
      renew: () => this.#renew(),
      account: () => this.account,
      say: (text) => void this.say(text),
    });
  }

  readonly rows = $derived.by(() => rowsBySerial(this.snapshot));

  /** Listens to main until the returned function is called. */
  connect(): () => void {
    const ends = [
      this.#api.onWords(speak),
      this.#api.onSnapshot((snapshot) => {
        this.#snapshots += 1;
        this.#take(snapshot);
        if (document.visibilityState === "hidden") void this.#ready();
      }),
      this.#api.onChecked((at) => {
        this.#checks += 1;
        this.checkedAt = at;
        this.asking = false;
        this.now = this.#clock();
      }),
      this.#api.onFocus((serial) => this.show(serial)),
      this.#api.onAccount((account) => {
        this.#accounts += 1;
        this.account = account;
      }),
      this.#api.onPage((page) => this.navigation.navigate(page)),
    ];
    return () => {
      for (const end of ends) end();
      this.#announcer.stop();
      clearTimeout(this.#settling);
    };
  }

  /** Says that what is new is drawn, on the page that main wants: a hidden window is shown only then. */
  async #ready(): Promise<void> {
    await this.returned();
    flushSync();
    this.#api.drawn().catch(this.#report);
  }

  /** The window is seen again: what it shows must be what main knows, and where main wants it. */
  async returned(): Promise<void> {
    this.now = this.#clock();
    const question = this.navigation.question();
    const answer = await this.#renew();
    if (answer !== undefined && question.current) this.navigation.follow(answer.view.page);
  }

  /** Takes over what main knows, but for what a push has brought meanwhile. */
  async #renew(): Promise<WindowState | undefined> {
    const snapshots = this.#snapshots;
    const checks = this.#checks;
    const accounts = this.#accounts;
    const answer = await this.#api.state().catch(this.#report);
    if (answer === undefined) return undefined;
    speak(answer.words);
    if (accounts === this.#accounts) this.account = answer.account;
    if (checks === this.#checks) this.checkedAt = answer.checkedAt;
    if (snapshots === this.#snapshots) this.#take(answer.snapshot);
    return answer;
  }

  /** The window is no longer seen. */
  left(): void {
    this.#memory.now();
    this.#pointed = false;
    this.#settle();
  }

  #take(snapshot: Snapshot): void {
    const urgent = urgentOf(this.snapshot, snapshot);
    this.snapshot = snapshot;
    for (const wording of urgent) this.#announcer.say(() => wording(this.snapshot));
    this.asking = false;
    this.now = this.#clock();
    if (snapshot.rows.length < SEARCH_FROM) this.search = "";
    this.#settle();
  }

  /** Puts rows where they belong, unless that would move one under a pointer in use. */
  #settle(): void {
    clearTimeout(this.#settling);
    const waitMs = this.#pointed ? this.#lastInputAt + SETTLE_MS - this.#clock() : 0;
    if (waitMs <= 0) this.arrangement = arrange(this.snapshot, this.search);
    else this.#settling = setTimeout(() => this.#settle(), waitMs);
  }

  /** The pointer is over the list, or left it. */
  point(over: boolean): void {
    this.#pointed = over;
    if (!over) this.#settle();
  }

  /** Somebody is at work in the window. */
  touch(): void {
    this.#lastInputAt = this.#clock();
  }

  /** Searches; an empty text shows all. */
  find(search: string): void {
    this.search = search;
    this.arrangement = arrange(this.snapshot, search);
    this.remember();
  }

  /** Brings a lock into view. */
  show(serial: Serial): void {
    this.navigation.navigate("home");
    this.wish = { serial };
  }

  /** Marks the lock that the keyboard stands on. */
  select(serial: Serial): void {
    this.selected = serial;
    this.remember();
  }

  /** Keeps what the window looks like for the next one. */
  remember(): void {
    const { search, selected, scroll } = this;
    this.#memory.soon({ page: this.navigation.page, search, selected, scroll });
  }

  /** Asks for fresh data, or says when that can be done. */
  async refresh(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    const pushes = this.#snapshots + this.#checks;
    const answer = await this.#api.refresh().catch(this.#report);
    if (answer?.asked === true) {
      setTimeout(() => {
        if (pushes === this.#snapshots + this.#checks) this.asking = false;
      }, ASKING_MS);
      return;
    }
    this.asking = false;
    if (answer !== undefined) await this.#wait(answer.allowedAt);
  }

  async #wait(until: Instant): Promise<void> {
    await this.say(t("view.wait", { span: countdownText(words, until, this.#clock()) }), until);
  }

  /** Says something short that needs no answer. */
  async say(spoken: string, until: Instant | null = null): Promise<void> {
    // a live region speaks only when its text changes, and the same may be told twice
    this.toast = null;
    await tick();
    this.now = this.#clock();
    const toast: Toast = { until, spoken };
    this.toast = toast;
    setTimeout(() => {
      if (this.toast === toast) this.toast = null;
    }, TOAST_MS);
  }

  /** Pauses alerts for an hour, or ends the pause. */
  pause(on: boolean): void {
    this.#api.pauseAlerts(on).catch(this.#report);
  }

  /** Takes an alert off the window. */
  dismiss(id: string): void {
    this.#api.dismissAlert(id).catch(this.#report);
  }

  /** One step of Esc: what lies over the page, the search, the page, the window. */
  escape(): void {
    if (this.navigation.closeOverlay()) return;
    if (this.navigation.page === "home" && this.search !== "") this.find("");
    else if (!this.navigation.back()) this.hide();
  }

  /** Ends Ajar. */
  quit(): void {
    this.#api.quit().catch(this.#report);
  }

  /** Puts a report for a bug into the clipboard, and says so. */
  async copyReport(): Promise<void> {
    const copied = await this.#api.copyReport().then(() => true, this.#report);
    await this.say(t(copied === true ? "settings.report.copied" : "shell.call-failed"));
  }

  /** Hides the window. */
  hide(): void {
    this.#memory.now();
    this.#api.hide().catch(this.#report);
  }

  readonly #report = (error: unknown): undefined => {
    this.#api.reportProblem(caught(error)).catch(() => undefined);
  };

  /** Moves the clock on; the answer is in how many milliseconds a text reads differently, infinite when none runs. */
  nextTextChangeMs(): number {
    const { snapshot, checkedAt, toast, now } = this;
    const waits = [snapshot.banner?.nextTryAt, toast?.until].filter((at) => at !== null && at !== undefined);
    const details = snapshot.rows.flatMap((row: Row) => [row.detail, row.third]);
    return Math.min(
      checkedAt === null ? Infinity : ageChangesInMs(checkedAt, now),
      ...waits.map((until) => countdownChangesInMs(until, now)),
      ...[...details, snapshot.headline.running].map((detail) => detailChangesInMs(detail, now)),
    );
  }

  /** Words every age anew. */
  tick(): void {
    this.now = this.#clock();
  }
}
