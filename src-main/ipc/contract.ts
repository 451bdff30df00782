import type { KeyState, StoredIn, KeyCheck, LoginState } from "../core/app/key-state.ts";
import type { Choices } from "../core/app/settings.ts";
import type { Instant, Serial } from "../core/lock/lock.ts";
import type { RefreshAnswer } from "../core/polling/poll-state.ts";
import type { Snapshot } from "../core/view/snapshot.ts";
import type { Language } from "../core/words/words.ts";
import type { Arguments } from "./arguments.ts";

/**
 * All that crosses between main and window, in two tables; values are plain JSON. A new call takes a line in `CALLS` and
 * its handlers in main and in two tests. A new kind of argument takes a schema, and an answer with a value one in
 * `test/window/states/listed.ts`. Names, checks, the window's API and the fake follow.
 */

/** Where the window is; what was pasted on a step of setting up is never kept. */
export type Page = Arguments["view"]["page"];
/** What the window looks like to its owner, kept in main for the next window. */
export type ViewState = Arguments["view"];
/** A page of the world that Ajar opens in the browser. */
export type ExternalPage = Arguments["externalPage"];

/** Everything a window needs for its first frame. */
export interface WindowState {
  readonly snapshot: Snapshot;
  /** When the last answer came; null before the first. */
  readonly checkedAt: Instant | null;
  readonly view: ViewState;
  readonly account: KeyState;
  readonly choices: Choices;
  readonly version: string;
  /** All that the window says, in the language of the moment. */
  readonly words: Language;
}

/** Carries a type for the compiler; there is nothing of it at run time. */
interface Carries<T> {
  readonly carried?: T;
}
const gives = <T>(carrier: Carries<T> = {}): Carries<T> => carrier;

/** One call: the kind of its argument, and its answer; a call without one answers null. */
interface Call<Kind extends keyof Arguments, Answer> {
  readonly takes: Kind;
  readonly answers: Carries<Answer> | null;
}
const call = <Kind extends keyof Arguments, Answer = null>(
  takes: Kind,
  answers: Carries<Answer> | null = null,
): Call<Kind, Answer> => ({ takes, answers });

/** Calls from the window, by name. */
export const CALLS = {
  state: call("nothing", gives<WindowState>()),
  /** The first frame is drawn: the window may be shown. */
  drawn: call("nothing"),
  hide: call("nothing"),
  rememberView: call("view"),
  refresh: call("nothing", gives<RefreshAnswer>()),
  /** Pauses alerts for an hour (true) or ends the pause (false). */
  pauseAlerts: call("flag"),
  dismissAlert: call("id"),
  /** Shows a first notification, at which some systems ask for permission; false where the desktop shows none. */
  tryAlerts: call("nothing", gives<boolean>()),
  /** Asks Tedee what a pasted key can see: the one way by which a key crosses, towards main alone. */
  checkKey: call("pasted", gives<KeyCheck>()),
  /** Takes the checked key into use; true agrees to keep it obscured where there is no keyring. Null when none was checked. */
  keepKey: call("flag", gives<StoredIn | null>()),
  removeKey: call("nothing"),
  /** Asks a locked keyring again. */
  retryKeyring: call("nothing"),
  enterDemo: call("nothing"),
  leaveDemo: call("nothing"),
  readLogin: call("nothing", gives<LoginState>()),
  writeLogin: call("flag", gives<LoginState>()),
  /** Settings that the owner chose, which count at once; the answer is what counts now. */
  changeSettings: call("settings", gives<Choices>()),
  openExternal: call("externalPage"),
  /** Puts a report for a bug into the clipboard. */
  copyReport: call("nothing"),
  /** Ends Ajar, for desktops whose tray is out of reach. */
  quit: call("nothing"),
  /** A CSP violation or an error of the window; of its text only what is known passes. */
  reportProblem: call("problem"),
} as const;

/** Messages from main to the window, by name. */
export const PUSHES = {
  snapshot: gives<Snapshot>(),
  /** One timestamp a poll, only while the window is visible. */
  checked: gives<Instant>(),
  /** Brings this lock's row into view and focuses it. */
  focus: gives<Serial>(),
  account: gives<KeyState>(),
  /** Turns to a page, as when the tray's menu says Settings. */
  page: gives<Page>(),
  /** From now on the window speaks this language, or writes times as this region does. */
  words: gives<Language>(),
} as const;

export type CallName = keyof typeof CALLS;
export type PushName = keyof typeof PUSHES;

/** The kind of each call's argument. */
export type Kinds = { readonly [Name in CallName]: (typeof CALLS)[Name]["takes"] };

export type ArgumentOf<Name extends CallName> = Arguments[Kinds[Name]];
export type AnswerOf<Name extends CallName> =
  (typeof CALLS)[Name] extends Call<keyof Arguments, infer Answer> ? Answer : never;
export type PayloadOf<Name extends PushName> = (typeof PUSHES)[Name] extends Carries<infer Payload> ? Payload : never;

/** The answer that an envelope holds, or the words of an error. */
export type Envelope<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

type CallsOfApi = {
  readonly [Name in CallName]: (
    ...argument: ArgumentOf<Name> extends null ? [] : [argument: ArgumentOf<Name>]
  ) => Promise<AnswerOf<Name>>;
};
type PushesOfApi = {
  readonly [Name in PushName as `on${Capitalize<Name>}`]: (listener: (payload: PayloadOf<Name>) => void) => () => void;
};

/** What the preload script puts on `window.ajar`; every subscription returns its end. */
export interface AjarApi extends CallsOfApi, PushesOfApi {}
