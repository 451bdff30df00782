import type { LoginState } from "../core/app/key-state.ts";
import type { WindowProblem } from "../core/app/error-summary.ts";
import type { Instant } from "../core/lock/lock.ts";
import { say, type Words } from "../core/words/words.ts";
import type { RefreshAnswer } from "../core/polling/poll-state.ts";
import type { Snapshot } from "../core/view/snapshot.ts";
import type { Accounts } from "../sync/accounts.ts";
import type { CallName, Calls, Envelope, Page, ViewState, ExternalPage } from "./contract.ts";
import { parseArgument } from "./validate.ts";

/** What the window's calls reach. */
export interface WindowCalls {
  readonly version: string;
  readonly words: Words;
  readonly accounts: Accounts;
  readonly snapshot: () => Snapshot;
  readonly checkedAt: () => Instant | null;
  readonly drawn: () => void;
  readonly hide: () => void;
  readonly refresh: () => RefreshAnswer;
  readonly pauseAlerts: (on: boolean) => void;
  readonly dismissAlert: (id: string) => void;
  /** Shows a first notification; false where the desktop shows none. */
  readonly tryAlerts: () => Promise<boolean>;
  readonly readLogin: () => LoginState;
  readonly writeLogin: (on: boolean) => LoginState;
  readonly openExternal: (page: ExternalPage) => Promise<void>;
  readonly copyReport: () => Promise<void>;
  readonly quit: () => void;
  /** A CSP violation or an error of the window. */
  readonly problem: (problem: WindowProblem) => void;
  /** A call of ours threw; the window gets a plain sentence instead. */
  readonly failed: (error: unknown) => void;
}

/** The answers to the window's calls, and where its next one begins. */
export interface Answerer {
  /** Answers a call of the contract from any argument; never throws. */
  readonly answer: (name: CallName, argument: unknown) => Promise<Envelope<unknown>>;
  /** The next window begins on this page. */
  turnTo(page: Page): void;
}

type Handlers = { readonly [Name in CallName]: Handler<Calls[Name]["argument"], Calls[Name]["answer"]> };

/** Where an answer may be null, nothing at all is one. */
type Handler<Argument, Value> = (
  argument: Argument,
) => Value | Promise<Value> | (null extends Value ? void | Promise<void> : never);

const freshView: ViewState = { page: "home", search: "", selected: null, scroll: 0 };

/** Answers for one run of the app; the view that a window asks to remember is kept for the next one. */
export function createHandlers(calls: WindowCalls): Answerer {
  let view = freshView;
  const handlers: Handlers = {
    ...handlersOf(calls),
    "window:state": () => ({
      snapshot: calls.snapshot(),
      checkedAt: calls.checkedAt(),
      view,
      account: calls.accounts.account(),
      version: calls.version,
    }),
    "view:remember": (next) => {
      view = next;
      return null;
    },
  };
  const answer = async <Name extends CallName>(
    name: Name,
    raw: unknown,
  ): Promise<Envelope<Calls[Name]["answer"] | null>> => {
    const parsed = parseArgument(name, raw);
    if (!parsed.ok) return { ok: false, message: say(calls.words, "shell.call-refused") };
    try {
      return { ok: true, value: (await handlers[name](parsed.argument)) ?? null };
    } catch (error) {
      calls.failed(error);
      return { ok: false, message: say(calls.words, "shell.call-failed") };
    }
  };
  return {
    answer,
    turnTo(page) {
      view = { ...view, page };
    },
  };
}

function handlersOf(calls: WindowCalls): Omit<Handlers, "window:state" | "view:remember"> {
  const { accounts } = calls;
  return {
    "window:drawn": calls.drawn,
    "window:hide": calls.hide,
    "sync:refresh": calls.refresh,
    "alerts:pause": calls.pauseAlerts,
    "alerts:dismiss": calls.dismissAlert,
    "alerts:try": calls.tryAlerts,
    "key:check": accounts.check,
    "key:keep": accounts.keep,
    "key:remove": accounts.remove,
    "key:retry": accounts.retry,
    "demo:enter": accounts.enterDemo,
    "demo:leave": accounts.leaveDemo,
    "login:read": calls.readLogin,
    "login:write": calls.writeLogin,
    "external:open": calls.openExternal,
    "report:copy": calls.copyReport,
    "app:quit": calls.quit,
    "window:problem": calls.problem,
  };
}
