import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KeyState } from "../../src-main/core/app/key-state.ts";
import { emptyHouse } from "../../src-main/core/lock/house.ts";
import { english } from "./support/words.ts";
import { present } from "../../src-main/core/view/presenter.ts";
import { defaultSettings } from "../../src-main/core/app/settings.ts";
import { CALL_NAMES, type CallName, type WindowState } from "../../src-main/ipc/contract.ts";
import { createHandlers, type WindowCalls } from "../../src-main/ipc/handlers.ts";
import { parseArgument } from "../../src-main/ipc/validate.ts";
import { at } from "./support/house.ts";

const around = { words: english, key: "in-use" as const, demo: false, otherCloud: null, alerts: [], notices: [] };
const snapshot = present(emptyHouse(at(0), 20_000), defaultSettings, around, at(0)).snapshot;
const view = { page: "home", search: "door", selected: "S1", scroll: 12.5 };
const account: KeyState = { kind: "none", lost: false };

/** Handlers over calls that are written down; what differs may throw. */
function handled(differs: Partial<WindowCalls> = {}) {
  const made: unknown[] = [];
  const errors: unknown[] = [];
  const done = (call: unknown): void => {
    made.push(call);
  };
  const later =
    <T>(name: string, value: T) =>
    (): Promise<T> => {
      made.push(name);
      return Promise.resolve(value);
    };
  const { answer } = createHandlers({
    accounts: {
      start: later("start", undefined),
      account: () => account,
      storedIn: () => null,
      check: later("check", { ok: false, refusal: "malformed", retryAt: null }),
      keep: later("keep", "keyring" as const),
      remove: () => done("remove"),
      retry: later("retry", undefined),
      enterDemo: later("enter", undefined),
      leaveDemo: later("leave", undefined),
      stop: later("stop", undefined),
    },
    tryAlerts: later("try", true),
    readLogin: () => "off",
    writeLogin: (on) => (on ? "on" : "off"),
    openExternal: later("world", undefined),
    copyReport: later("report", undefined),
    quit: () => done("quit"),
    version: "0.1.0",
    words: english,
    snapshot: () => snapshot,
    checkedAt: () => at(1),
    drawn: () => done("drawn"),
    hide: () => done("hide"),
    refresh: () => ({ asked: false, allowedAt: at(12) }),
    pauseAlerts: (on) => done(["pause", on]),
    dismissAlert: (id) => done(["dismiss", id]),
    problem: (problem) => done(["problem", problem]),
    failed: (error) => errors.push(error),
    ...differs,
  });
  return { answer, made, errors };
}

const state = (version: string, remembered: unknown): Partial<WindowState> =>
  Object.fromEntries(Object.entries({ snapshot, checkedAt: at(1), account, version, view: remembered }));

describe("an argument from the window", () => {
  it.each([
    ["window:state", null, null],
    ["view:remember", view, view],
    ["view:remember", { ...view, page: "settings", selected: null }, { ...view, page: "settings", selected: null }],
    ["key:check", " ab.cd ", " ab.cd "],
    ["key:keep", false, false],
    ["external:open", "portal", "portal"],
    ["view:remember", { ...view, search: "x".repeat(200) }, { ...view, search: "x".repeat(200) }],
    ["alerts:pause", true, true],
    ["alerts:dismiss", "S1:opened", "S1:opened"],
    ["window:problem", { what: "TypeError", uncaught: true }, { what: "TypeError", uncaught: true }],
    ["window:problem", { what: "x".repeat(5000), uncaught: false }, { what: "unknown", uncaught: false }],
  ] as const)("of %s is taken: %j", (name, raw, argument) =>
    expect(parseArgument(name, raw)).toEqual({ ok: true, argument }),
  );

  it.each([
    ["window:state", undefined],
    ["window:state", {}],
    ["window:drawn", 0],
    ["sync:refresh", ["null"]],
    ["view:remember", null],
    ["view:remember", []],
    ["view:remember", { search: "", selected: null }],
    ["view:remember", { ...view, more: 1 }],
    ["view:remember", { ...view, scroll: -1 }],
    ["view:remember", { ...view, scroll: NaN }],
    ["view:remember", { ...view, scroll: Infinity }],
    ["view:remember", { ...view, scroll: "0" }],
    ["view:remember", { ...view, search: "x".repeat(201) }],
    ["view:remember", { ...view, selected: "x".repeat(201) }],
    ["view:remember", { ...view, selected: 7 }],
    ["view:remember", { ...view, page: "elsewhere" }],
    ["alerts:pause", "true"],
    ["alerts:pause", 1],
    ["key:check", null],
    ["key:check", "x".repeat(10_001)],
    ["key:keep", "yes"],
    ["external:open", "https://example.invalid/"],
    ["login:write", null],
    ["alerts:dismiss", ""],
    ["alerts:dismiss", "x".repeat(201)],
    ["alerts:dismiss", { toString: () => "S1:opened" }],
    ["window:problem", new Error("x")],
    ["window:problem", "TypeError"],
    ["window:problem", { what: "TypeError" }],
    ["window:problem", { what: new Error("x"), uncaught: true }],
    ["window:problem", { what: "TypeError", uncaught: true, text: "x" }],
  ] as const)("of %s is refused: %j", (name, raw) => expect(parseArgument(name, raw)).toEqual({ ok: false }));
});

describe("a call from the window", () => {
  it("gives everything for the first frame, with the view that was last remembered", async () => {
    const { answer } = handled();
    const fresh = { page: "home", search: "", selected: null, scroll: 0 };
    expect(await answer("window:state", null)).toEqual({ ok: true, value: state("0.1.0", fresh) });
    expect(await answer("view:remember", view)).toEqual({ ok: true, value: null });
    expect(await answer("window:state", null)).toEqual({ ok: true, value: state("0.1.0", view) });
    expect(await answer("view:remember", { ...view, scroll: -1 })).toMatchObject({ ok: false });
    expect(await answer("window:state", null)).toEqual({ ok: true, value: state("0.1.0", view) });
  });

  it("reaches what it is named for, once, and nothing else", async () => {
    const { answer, made } = handled();
    const calls: readonly (readonly [CallName, unknown])[] = [
      ["window:drawn", null],
      ["window:hide", null],
      ["alerts:pause", true],
      ["alerts:pause", false],
      ["alerts:dismiss", "S1:opened"],
      ["window:problem", { what: "pasted", uncaught: true }],
      ["key:remove", null],
      ["key:retry", null],
      ["demo:enter", null],
      ["demo:leave", null],
      ["external:open", "portal"],
      ["report:copy", null],
      ["app:quit", null],
    ];
    for (const [name, argument] of calls) expect(await answer(name, argument)).toEqual({ ok: true, value: null });
    const expected = [
      "drawn",
      "hide",
      ["pause", true],
      ["pause", false],
      ["dismiss", "S1:opened"],
      ["problem", { what: "unknown", uncaught: true }],
      ...["remove", "retry", "enter", "leave", "world", "report", "quit"],
    ];
    expect(made).toEqual(expected);
    expect(await answer("sync:refresh", null)).toEqual({ ok: true, value: { asked: false, allowedAt: at(12) } });
  });

  it("that is not understood does nothing, and says so in words", async () => {
    const { answer, made, errors } = handled();
    for (const name of CALL_NAMES) {
      const refusal = { ok: false, message: "The window asked for something that Ajar does not understand." };
      expect(await answer(name, { hostile: true })).toEqual(refusal);
    }
    expect([...made, ...errors]).toEqual([]);
  });

  it("that fails inside is recorded, and answered in words that give nothing away", async () => {
    const error = new Error("secret at /home/ada/ajar");
    const broken = (): never => {
      throw error;
    };
    const { answer, errors } = handled({ snapshot: broken, hide: broken, refresh: broken, dismissAlert: broken });
    const calls: readonly (readonly [CallName, unknown])[] = [
      ["window:state", null],
      ["window:hide", null],
      ["sync:refresh", null],
      ["alerts:dismiss", "S1:opened"],
    ];
    for (const [name, argument] of calls) {
      const message = "That did not work. Ajar keeps watching; try again.";
      expect(await answer(name, argument)).toEqual({ ok: false, message });
    }
    expect(errors).toEqual(calls.map(() => error));
  });

  it("never throws and always answers in an envelope that survives the way, whatever is sent", async () => {
    const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true });
    const near = fc.record({ search: anything, selected: anything, scroll: anything }, { requiredKeys: [] });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...CALL_NAMES), fc.oneof(anything, near), async (name, raw) => {
        const { answer, errors } = handled();
        const envelope = await answer(name, raw);
        expect(structuredClone(envelope)).toEqual(envelope);
        expect(Object.keys(envelope).sort()).toEqual(envelope.ok ? ["ok", "value"] : ["message", "ok"]);
        expect(errors).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
