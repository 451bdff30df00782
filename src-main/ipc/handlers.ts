import type { Instant } from "../core/lock.ts";
import type { RefreshAnswer } from "../core/pace.ts";
import { say, type Words } from "../core/messages/words.ts";
import type { Snapshot } from "../core/snapshot.ts";
import type { CallName, Calls, Envelope, ViewState } from "./contract.ts";
import { parseArgument } from "./validate.ts";

/** What the window's calls reach. */
export interface WindowCalls {
  readonly version: string;
  readonly words: Words;
  snapshot(): Snapshot;
  checkedAt(): Instant | null;
  drawn(): void;
  hide(): void;
  refresh(): RefreshAnswer;
  pauseAlerts(on: boolean): void;
  dismissAlert(id: string): void;
  /** A CSP violation or an uncaught error of the window, in its own words. */
  problem(text: string): void;
  /** A call of ours threw; the window gets a plain sentence instead. */
  failed(error: unknown): void;
}

/** Answers every call of the contract from any argument; never throws. */
export type Answerer = (name: CallName, argument: unknown) => Envelope<unknown>;

type Handlers = { readonly [Name in CallName]: (argument: Calls[Name]["argument"]) => Calls[Name]["answer"] };

const freshView: ViewState = { search: "", selected: null, scroll: 0 };

/** The answers to the window's calls; the view that a window asks to remember is kept for the next one. */
export function createHandlers(calls: WindowCalls): Answerer {
  const handlers = handlersOf(calls);
  const { words } = calls;
  const answer = <Name extends CallName>(name: Name, raw: unknown): Envelope<Calls[Name]["answer"]> => {
    const parsed = parseArgument(name, raw);
    if (!parsed.ok) return { ok: false, message: say(words, "shell.call-refused") };
    try {
      return { ok: true, value: handlers[name](parsed.argument) };
    } catch (error) {
      calls.failed(error);
      return { ok: false, message: say(words, "shell.call-failed") };
    }
  };
  return answer;
}

function handlersOf(calls: WindowCalls): Handlers {
  let view = freshView;
  const done = (work: () => void): null => {
    work();
    return null;
  };
  return {
    "window:state": () => ({
      snapshot: calls.snapshot(),
      checkedAt: calls.checkedAt(),
      view,
      version: calls.version,
    }),
    "window:drawn": () =>
      done(() => {
        calls.drawn();
      }),
    "window:hide": () =>
      done(() => {
        calls.hide();
      }),
    "view:remember": (next) =>
      done(() => {
        view = next;
      }),
    "sync:refresh": () => calls.refresh(),
    "alerts:pause": (on) =>
      done(() => {
        calls.pauseAlerts(on);
      }),
    "alerts:dismiss": (id) =>
      done(() => {
        calls.dismissAlert(id);
      }),
    "window:problem": (text) =>
      done(() => {
        calls.problem(text);
      }),
  };
}
