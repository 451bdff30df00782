import { CALLS, PUSHES, type AjarApi, type CallName, type PushName } from "./contract.ts";

/** The names of a table, in its order. */
const namesOf = <Table extends object>(table: Table): readonly (keyof Table & string)[] =>
  Object.keys(table).filter((name): name is keyof Table & string => Object.hasOwn(table, name));

/** Every call, by its name on the wire. */
export const CALL_NAMES: readonly CallName[] = namesOf(CALLS);
/** Every push, by its name on the wire. */
export const PUSH_NAMES: readonly PushName[] = namesOf(PUSHES);

/** How an API reaches main: `listen` returns the end of a subscription. */
export interface Wire {
  readonly call: (name: CallName, argument: unknown) => Promise<unknown>;
  readonly listen: (name: PushName, listener: (payload: unknown) => void) => () => void;
}

/** The window's API over a wire: one method for each call, `on` and the name for each push, and nothing else. */
export function createApi({ call, listen }: Wire): AjarApi {
  const calls = CALL_NAMES.map((name) => [name, (argument: unknown = null) => call(name, argument)] as const);
  const pushes = PUSH_NAMES.map(
    (name) => [methodOf(name), (listener: (payload: unknown) => void) => listen(name, listener)] as const,
  );
  const api: object = Object.fromEntries<unknown>([...calls, ...pushes]);
  if (!isWhole(api)) throw new Error("The API lacks a method");
  return api;
}

const methodOf = (name: PushName): string => `on${name.charAt(0).toUpperCase()}${name.slice(1)}`;

const isWhole = (api: object): api is AjarApi =>
  [...CALL_NAMES, ...PUSH_NAMES.map(methodOf)].every((name) => Object.hasOwn(api, name));
