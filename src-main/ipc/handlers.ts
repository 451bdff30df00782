import { say, type Words } from "../core/words/words.ts";
import { parseArgument, type Parsed } from "./arguments.ts";
import {
  CALLS,
  type AnswerOf,
  type ArgumentOf,
  type CallName,
  type Envelope,
  type Page,
  type ViewState,
  type WindowState,
} from "./contract.ts";

/** A handler for each call. */
export type Handlers = { readonly [Name in CallName]: Handler<ArgumentOf<Name>, AnswerOf<Name>> };

/** Where an answer may be null, nothing at all is one. */
type Handler<Argument, Answer> = (
  argument: Argument,
) => Answer | Promise<Answer> | (null extends Answer ? void | Promise<void> : never);

export interface AnswererOptions {
  readonly words: Words;
  /** All of the first frame but the view. */
  readonly state: () => Omit<WindowState, "view">;
  readonly handlers: Omit<Handlers, "state" | "rememberView">;
  /** A handler threw; the window gets a plain sentence instead. */
  readonly failed: (error: unknown) => void;
}

/** Answers the window's calls for one run of the app, and keeps the view that a window asks to remember. */
export class Answerer {
  readonly #options: AnswererOptions;
  readonly #handlers: Handlers;
  #view: ViewState = { page: "home", search: "", selected: null, scroll: 0 };

  constructor(options: AnswererOptions) {
    this.#options = options;
    this.#handlers = {
      ...options.handlers,
      state: () => ({ ...options.state(), view: this.#view }),
      rememberView: (view) => {
        this.#view = view;
      },
    };
  }

  /** Answers a call of the contract from any argument; never throws. */
  readonly answer = (name: CallName, raw: unknown): Promise<Envelope<unknown>> =>
    this.#run(name, parseArgument(CALLS[name].takes, raw));

  /** The next window begins on this page. */
  readonly turnTo = (page: Page): void => {
    this.#view = { ...this.#view, page };
  };

  async #run<Name extends CallName>(name: Name, parsed: Parsed<ArgumentOf<Name>>): Promise<Envelope<unknown>> {
    const { words, failed } = this.#options;
    if (!parsed.ok) return { ok: false, message: say(words, "shell.call-refused") };
    try {
      return { ok: true, value: (await this.#handlers[name](parsed.argument)) ?? null };
    } catch (error) {
      failed(error);
      return { ok: false, message: say(words, "shell.call-failed") };
    }
  }
}
