import { createContext } from "svelte";
import type { Clock } from "./clock.svelte.ts";
import type { Connection } from "./connection.svelte.ts";
import type { ListModel } from "./list-model.svelte.ts";
import type { Navigation } from "./navigation.svelte.ts";
import type { Setup } from "./setup.svelte.ts";
import type { Toasts } from "./toasts.svelte.ts";

/** What main told the window, and the calls to main. */
export const [getConnection, setConnection] = createContext<Connection>();
/** The instant that ages are worded for. */
export const [getClock, setClock] = createContext<Clock>();
/** Short answers. */
export const [getToasts, setToasts] = createContext<Toasts>();
/** The list of locks. */
export const [getList, setList] = createContext<ListModel>();
/** The page that is open, and what leads out of it. */
export const [getNavigation, setNavigation] = createContext<Navigation>();
/** Keys and the demo. */
export const [getSetup, setSetup] = createContext<Setup>();
/** The models that components share. */
export interface Models {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly toasts: Toasts;
  readonly list: ListModel;
  readonly navigation: Navigation;
  readonly setup: Setup;
}

/** Hands the models of a window down to every component below the one that calls this. */
export function provide({ connection, clock, toasts, list, navigation, setup }: Models): void {
  setConnection(connection);
  setClock(clock);
  setToasts(toasts);
  setList(list);
  setNavigation(navigation);
  setSetup(setup);
}
