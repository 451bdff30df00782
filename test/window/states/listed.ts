import { instant, type Instant } from "../../../src-main/core/lock/lock.ts";
import type { WindowState } from "../../../src-main/ipc/contract.ts";
import { NOW } from "../../component/support/rows.ts";
import { FakeMain, type Answers } from "../fake-main.ts";
import type { Hand } from "../hand.ts";

/** One state of the window, for the page that shows them all and for each test that walks them. */
export interface Listed {
  /** Names its picture too. */
  readonly name: string;
  readonly state: WindowState;
  /** When it is looked at; `NOW` unless said. */
  readonly now?: Instant;
  /** What main answers in it, where that differs from `fakeOf`. */
  readonly answers?: Answers;
  /** Brings it about after the first frame. */
  readonly act?: (hand: Hand) => Promise<void>;
}

/** A main process that is in a state and takes what the window chooses there. */
export function fakeOf({ state, now = NOW, answers }: Listed): FakeMain {
  let { choices } = state;
  return new FakeMain({
    state: () => ({ ...state, choices }),
    refresh: () => ({ asked: false, allowedAt: instant(now + 12_000) }),
    tryAlerts: () => true,
    // without an answer of the state the check goes on
    checkKey: () => new Promise(() => undefined),
    keepKey: () => null,
    readLogin: () => "off",
    writeLogin: (on) => (on ? "on" : "off"),
    reportProblem: ({ what }) => {
      console.error(`reported: ${what}`);
      return null;
    },
    changeSettings: (change) => (choices = { ...choices, ...change }),
    ...answers,
  });
}

/** Named samples as states. */
export const named = (states: Readonly<Record<string, WindowState>>): readonly Listed[] =>
  Object.entries(states).map(([name, state]) => ({ name, state }));
