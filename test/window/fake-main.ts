import { createApi } from "../../src-main/ipc/api.ts";
import { parseArgument } from "../../src-main/ipc/arguments.ts";
import {
  CALLS,
  type AjarApi,
  type AnswerOf,
  type ArgumentOf,
  type CallName,
  type Kinds,
  type PayloadOf,
  type PushName,
} from "../../src-main/ipc/contract.ts";

/** What the fake answers to each call; one without an answer of its own answers null where the contract allows no other. */
export type Answers = {
  -readonly [Name in CallName]?: (argument: ArgumentOf<Name>) => AnswerOf<Name> | Promise<AnswerOf<Name>>;
};

type Given = { [Name in CallName]?: ArgumentOf<Name>[] };

/** Main as the window meets it, made from the contract: it holds no house, answers as it is told to and pushes when asked to. */
export class FakeMain {
  readonly answers: Answers;
  /** Every call but `state`, in words: "hide", "dismissAlert s:opened", `reportProblem {"what":"Error","uncaught":true}`. */
  readonly calls: string[] = [];
  readonly #given: Given = {};
  readonly #pushed: () => void;
  readonly #listeners = new Map<PushName, Set<(payload: unknown) => void>>();

  /** `pushed` is called after each message, when every listener has heard it. */
  constructor(answers: Answers, pushed: () => void = () => undefined) {
    this.answers = answers;
    this.#pushed = pushed;
  }

  /** The whole API of the window. */
  readonly api: AjarApi = createApi({
    call: (name, argument) => this.#answer(name, argument),
    listen: (name, listener) => this.#listen(name, listener),
  });

  /** The arguments of every call of a name, in their order. */
  readonly given = <Name extends CallName>(name: Name): readonly ArgumentOf<Name>[] => {
    const given: { readonly [Each in CallName]?: readonly ArgumentOf<Each>[] } = this.#given;
    return given[name] ?? [];
  };

  /** Sends a message to the window. */
  readonly push = <Name extends PushName>(name: Name, payload: PayloadOf<Name>): void => {
    for (const listener of this.#listeners.get(name) ?? []) listener(payload);
    this.#pushed();
  };

  /** Subscriptions that have not ended. */
  readonly listeners = (): number => [...this.#listeners.values()].reduce((sum, { size }) => sum + size, 0);

  async #answer<Name extends CallName>(name: Name, raw: unknown): Promise<AnswerOf<Name> | null> {
    const kinds: { readonly [Each in CallName]: { readonly takes: Kinds[Each] } } = CALLS;
    const parsed = parseArgument(kinds[name].takes, raw);
    if (!parsed.ok) throw new Error(`Main refuses this argument of ${name}`);
    // in words as it was sent, since main lets pass only a part of some arguments
    if (name !== "state") this.calls.push(inWords(name, raw));
    this.#note(name, parsed.argument);
    const answer: Answers[Name] = this.answers[name];
    if (answer !== undefined) return answer(parsed.argument);
    if (CALLS[name].answers !== null) throw new Error(`This fake has no answer to ${name}`);
    return null;
  }

  #note<Name extends CallName>(name: Name, argument: ArgumentOf<Name>): void {
    const given: ArgumentOf<Name>[] | undefined = this.#given[name];
    if (given === undefined) Object.assign(this.#given, { [name]: [argument] });
    else given.push(argument);
  }

  #listen(name: PushName, listener: (payload: unknown) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => {
      listeners.delete(listener);
    };
  }
}

function inWords(name: CallName, argument: unknown): string {
  if (argument === null) return name;
  return `${name} ${typeof argument === "string" ? argument : JSON.stringify(argument)}`;
}
