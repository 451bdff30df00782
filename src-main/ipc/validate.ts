import * as v from "valibot";
import { trusted } from "../core/app/error-summary.ts";
import { serialOf } from "../core/lock/lock.ts";
import { PAGES, EXTERNAL_PAGES, type CallName, type Calls, type ViewState } from "./contract.ts";

/** Characters of an id or serial number at most; anything longer is not Ajar's. */
const ID_LENGTH = 200;
/** Characters of a pasted key at most. */
const PASTED_LENGTH = 10_000;

type Schemas = { readonly [Name in CallName]: v.GenericSchema<unknown, Calls[Name]["argument"]> };

const view: v.GenericSchema<unknown, ViewState> = v.strictObject({
  page: v.picklist(PAGES),
  search: v.pipe(v.string(), v.maxLength(ID_LENGTH)),
  selected: v.nullable(v.pipe(v.string(), v.maxLength(ID_LENGTH), v.transform(serialOf))),
  scroll: v.pipe(v.number(), v.finite(), v.minValue(0)),
});

const schemas: Schemas = {
  "window:state": v.null(),
  "window:drawn": v.null(),
  "window:hide": v.null(),
  "view:remember": view,
  "sync:refresh": v.null(),
  "alerts:pause": v.boolean(),
  "alerts:dismiss": v.pipe(v.string(), v.minLength(1), v.maxLength(ID_LENGTH)),
  "alerts:try": v.null(),
  "key:check": v.pipe(v.string(), v.maxLength(PASTED_LENGTH)),
  "key:keep": v.boolean(),
  "key:remove": v.null(),
  "key:retry": v.null(),
  "demo:enter": v.null(),
  "demo:leave": v.null(),
  "login:read": v.null(),
  "login:write": v.boolean(),
  "external:open": v.picklist(EXTERNAL_PAGES),
  "report:copy": v.null(),
  "app:quit": v.null(),
  "window:problem": v.strictObject({ what: v.pipe(v.string(), v.transform(trusted)), uncaught: v.boolean() }),
};

export type ArgumentAnswer<Name extends CallName> =
  { readonly ok: true; readonly argument: Calls[Name]["argument"] } | { readonly ok: false };

/** The argument of a call as its type promises, or nothing; what the window sent is never trusted. */
export function parseArgument<Name extends CallName>(name: Name, raw: unknown): ArgumentAnswer<Name> {
  const schema: v.GenericSchema<unknown, Calls[Name]["argument"]> = schemas[name];
  const parsed = v.safeParse(schema, raw);
  return parsed.success ? { ok: true, argument: parsed.output } : { ok: false };
}
