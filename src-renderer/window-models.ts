import { flushSync } from "svelte";
import type { Instant, Serial } from "../src-main/core/lock/lock.ts";
import type { AjarApi, WindowState } from "../src-main/ipc/contract.ts";
import { Announcements } from "./announcements.svelte.ts";
import { Clock } from "./clock.svelte.ts";
import { Connection } from "./connection.svelte.ts";
import { speak } from "./i18n.svelte.ts";
import { ListModel } from "./list-model.svelte.ts";
import { Navigation } from "./navigation.svelte.ts";
import { Setup } from "./setup.svelte.ts";
import { Toasts } from "./toasts.svelte.ts";
import { createViewMemory, type ViewMemory } from "./view-memory.ts";

/** The models of one window, wired to each other and to main. */
export class WindowModels {
  readonly #api: AjarApi;
  readonly #memory: ViewMemory;
  readonly clock: Clock;
  readonly toasts: Toasts;
  readonly announcements: Announcements;
  readonly list: ListModel;
  readonly navigation: Navigation;
  readonly connection: Connection;
  readonly setup: Setup;

  /** Begins with main's first state; `read` gives the present instant. */
  constructor(api: AjarApi, read: () => Instant, state: WindowState) {
    const { snapshot, view } = state;
    this.#api = api;
    this.#memory = createViewMemory(api);
    this.clock = new Clock(read);
    this.toasts = new Toasts(this.clock);
    this.announcements = new Announcements(snapshot);
    this.list = new ListModel({ read, changed: this.#remember }, snapshot, view);
    this.navigation = new Navigation(view.page, this.#remember);
    const { clock, toasts, announcements, list, navigation } = this;
    const took = (next: typeof snapshot): void => {
      announcements.take(next);
      list.take(next);
    };
    this.connection = new Connection({ api, clock, toasts, took }, state);
    this.setup = new Setup({ api, navigation, toasts, connection: this.connection });
  }

  /** Listens to main until the returned function is called. */
  readonly connect = (): (() => void) => {
    const { connection, navigation } = this;
    const ends = [
      this.#api.onSnapshot((snapshot) => {
        connection.takeSnapshot(snapshot);
        if (document.visibilityState === "hidden") void this.#ready();
      }),
      this.#api.onChecked(connection.takeCheck),
      this.#api.onFocus(this.show),
      this.#api.onAccount(connection.takeAccount),
      this.#api.onPage(navigation.navigate),
      this.#api.onWords(speak),
    ];
    return () => {
      for (const end of ends) end();
      this.announcements.stop();
      this.list.stop();
    };
  };

  /** Goes home and reveals a lock. */
  readonly show = (serial: Serial): void => {
    this.navigation.navigate("home");
    this.list.show(serial);
  };

  /** Renews what a window that is visible again shows, and opens the page that main wants. */
  readonly returned = async (): Promise<void> => {
    this.clock.tick();
    const question = this.navigation.question();
    const answer = await this.connection.renew();
    if (answer !== undefined && question.current) this.navigation.follow(answer.view.page);
  };

  /** Notes that the window is no longer visible. */
  readonly left = (): void => {
    this.#memory.now();
    this.list.point(false);
  };

  /** Takes one step of Esc: closes an overlay, clears the search, goes back, hides the window. */
  readonly escape = (): void => {
    const { navigation, list } = this;
    if (navigation.closeOverlay()) return;
    if (navigation.page === "home" && list.search !== "") list.find("");
    else if (!navigation.back()) this.#hide();
  };

  #hide(): void {
    this.#memory.now();
    this.connection.hide();
  }

  /** Draws what is new and tells main, which shows a hidden window only then. */
  async #ready(): Promise<void> {
    await this.returned();
    flushSync();
    this.connection.drawn();
  }

  readonly #remember = (): void => {
    const { search, selected, scroll } = this.list;
    this.#memory.soon({ page: this.navigation.page, search, selected, scroll });
  };
}
