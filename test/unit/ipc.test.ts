import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KeyState } from "../../src-main/core/app/key-state.ts";
import { emptyHouse } from "../../src-main/core/lock/house.ts";
import { english } from "./support/words.ts";
import { present } from "../../src-main/core/view/presenter.ts";
import { choicesOf, defaultSettings } from "../../src-main/core/app/settings.ts";
import { CALL_NAMES, createApi, PUSH_NAMES, type Wire } from "../../src-main/ipc/api.ts";
import { parseArgument } from "../../src-main/ipc/arguments.ts";
import { CALLS, type CallName, type WindowState } from "../../src-main/ipc/contract.ts";
import { Answerer, type AnswererOptions } from "../../src-main/ipc/handlers.ts";
import { at } from "./support/house.ts";

const around = { words: english, key: "in-use" as const, demo: false, otherCloud: null, alerts: [], notices: [] };
const snapshot = present(emptyHouse(at(0), 20_000), defaultSettings, around, at(0)).snapshot;
const view = { page: "home", search: "door", selected: "S1", scroll: 12.5 };
const choices = choicesOf(defaultSettings, true);
const account: KeyState = { kind: "none", lost: false };

/** Answers over handlers that write down what reached them; one that differs may throw. */
function handled(differs: Partial<AnswererOptions["handlers"]> = {}, state = stateOf) {
  const made: string[] = [];
  const errors: unknown[] = [];
  const called =
    <T>(name: string, value: T) =>
    (...given: readonly unknown[]): T => {
      const [argument = null] = given;
      made.push(argument === null ? name : `${name} ${JSON.stringify(argument)}`);
      return value;
    };
  const { answer } = new Answerer({
    words: english,
    state,
    failed: (error) => errors.push(error),
    handlers: {
      drawn: called("drawn", undefined),
      hide: called("hide", undefined),
      refresh: called("refresh", { asked: false, allowedAt: at(12) }),
      pauseAlerts: called("pauseAlerts", undefined),
      dismissAlert: called("dismissAlert", undefined),
      tryAlerts: called("tryAlerts", Promise.resolve(true)),
      checkKey: called("checkKey", Promise.resolve({ ok: false, refusal: "malformed", retryAt: null })),
      keepKey: called("keepKey", Promise.resolve("keyring" as const)),
      removeKey: called("removeKey", undefined),
      retryKeyring: called("retryKeyring", Promise.resolve()),
      enterDemo: called("enterDemo", Promise.resolve()),
      leaveDemo: called("leaveDemo", Promise.resolve()),
      readLogin: called("readLogin", "off"),
      writeLogin: called("writeLogin", "on"),
      changeSettings: called("changeSettings", choices),
      openExternal: called("openExternal", Promise.resolve()),
      copyReport: called("copyReport", Promise.resolve()),
      quit: called("quit", undefined),
      reportProblem: called("reportProblem", undefined),
      ...differs,
    },
  });
  return { answer, made, errors };
}

const stateOf = (): Omit<WindowState, "view"> => ({
  snapshot,
  checkedAt: at(1),
  account,
  choices,
  version: "0.1.0",
  words: english.language,
});

describe("an argument from the window", () => {
  it.each([
    ["state", null, null],
    ["rememberView", view, view],
    ["rememberView", { ...view, page: "settings", selected: null }, { ...view, page: "settings", selected: null }],
    ["checkKey", " ab.cd ", " ab.cd "],
    ["keepKey", false, false],
    ["openExternal", "portal", "portal"],
    ["rememberView", { ...view, search: "x".repeat(200) }, { ...view, search: "x".repeat(200) }],
    ["pauseAlerts", true, true],
    ["dismissAlert", "S1:opened", "S1:opened"],
    ["changeSettings", {}, {}],
    ["changeSettings", { intervalSeconds: 60, lossDelayMinutes: 0 }, { intervalSeconds: 60, lossDelayMinutes: 0 }],
    ["changeSettings", { trayGlyph: "dark", notWatched: ["S1"] }, { trayGlyph: "dark", notWatched: ["S1"] }],
    ["reportProblem", { what: "TypeError", uncaught: true }, { what: "TypeError", uncaught: true }],
    ["reportProblem", { what: "x".repeat(5000), uncaught: false }, { what: "unknown", uncaught: false }],
  ] as const)("of %s is taken: %j", (name, raw, argument) =>
    expect(parseArgument(CALLS[name].takes, raw)).toEqual({ ok: true, argument }),
  );

  it.each([
    ["state", undefined],
    ["state", {}],
    ["drawn", 0],
    ["refresh", ["null"]],
    ["rememberView", null],
    ["rememberView", []],
    ["rememberView", { search: "", selected: null }],
    ["rememberView", { ...view, more: 1 }],
    ["rememberView", { ...view, scroll: -1 }],
    ["rememberView", { ...view, scroll: NaN }],
    ["rememberView", { ...view, scroll: Infinity }],
    ["rememberView", { ...view, scroll: "0" }],
    ["rememberView", { ...view, search: "x".repeat(201) }],
    ["rememberView", { ...view, selected: "x".repeat(201) }],
    ["rememberView", { ...view, selected: 7 }],
    ["rememberView", { ...view, page: "elsewhere" }],
    ["pauseAlerts", "true"],
    ["pauseAlerts", 1],
    ["checkKey", null],
    ["checkKey", "x".repeat(10_001)],
    ["keepKey", "yes"],
    ["openExternal", "https://example.invalid/"],
    ["writeLogin", null],
    ["changeSettings", null],
    ["changeSettings", { intervalSeconds: 19 }],
    ["changeSettings", { intervalSeconds: 10 }],
    ["changeSettings", { intervalSeconds: "20" }],
    ["changeSettings", { intervalSeconds: undefined }],
    ["changeSettings", { lossDelayMinutes: -1 }],
    ["changeSettings", { trayGlyph: "red" }],
    ["changeSettings", { notWatched: "S1" }],
    ["changeSettings", { notWatched: [7] }],
    ["changeSettings", { notWatched: ["x".repeat(201)] }],
    ["changeSettings", { notWatched: Array.from({ length: 10_001 }, String) }],
    ["changeSettings", { pausedUntil: null }],
    ["changeSettings", { intervalSeconds: 20, version: 2 }],
    ["dismissAlert", ""],
    ["dismissAlert", "x".repeat(201)],
    ["dismissAlert", { toString: () => "S1:opened" }],
    ["reportProblem", new Error("x")],
    ["reportProblem", "TypeError"],
    ["reportProblem", { what: "TypeError" }],
    ["reportProblem", { what: new Error("x"), uncaught: true }],
    ["reportProblem", { what: "TypeError", uncaught: true, text: "x" }],
  ] as const)("of %s is refused: %j", (name, raw) =>
    expect(parseArgument(CALLS[name].takes, raw)).toEqual({ ok: false }),
  );
});

describe("a call from the window", () => {
  it("gives everything for the first frame, with the view that was last remembered", async () => {
    const { answer } = handled();
    const fresh = { page: "home", search: "", selected: null, scroll: 0 };
    expect(await answer("state", null)).toEqual({ ok: true, value: { ...stateOf(), view: fresh } });
    expect(await answer("rememberView", view)).toEqual({ ok: true, value: null });
    expect(await answer("state", null)).toEqual({ ok: true, value: { ...stateOf(), view } });
    expect(await answer("rememberView", { ...view, scroll: -1 })).toMatchObject({ ok: false });
    expect(await answer("state", null)).toEqual({ ok: true, value: { ...stateOf(), view } });
  });

  it("reaches what it is named for, once, and nothing else", async () => {
    const { answer, made } = handled();
    const calls: readonly (readonly [CallName, unknown])[] = [
      ["drawn", null],
      ["hide", null],
      ["pauseAlerts", true],
      ["pauseAlerts", false],
      ["dismissAlert", "S1:opened"],
      ["reportProblem", { what: "pasted", uncaught: true }],
      ["removeKey", null],
      ["retryKeyring", null],
      ["enterDemo", null],
      ["leaveDemo", null],
      ["openExternal", "portal"],
      ["copyReport", null],
      ["quit", null],
    ];
    for (const [name, argument] of calls) expect(await answer(name, argument)).toEqual({ ok: true, value: null });
    const expected = [
      ...["drawn", "hide", "pauseAlerts true", "pauseAlerts false", 'dismissAlert "S1:opened"'],
      'reportProblem {"what":"unknown","uncaught":true}',
      ...["removeKey", "retryKeyring", "enterDemo", "leaveDemo", 'openExternal "portal"', "copyReport", "quit"],
    ];
    expect(made).toEqual(expected);
    expect(await answer("refresh", null)).toEqual({ ok: true, value: { asked: false, allowedAt: at(12) } });
  });

  it("that is not understood does nothing, and says so in words", async () => {
    const { answer, made, errors } = handled();
    for (const name of CALL_NAMES) {
      const refusal = { ok: false, message: "The window asked for something that Ajar doesn’t understand." };
      expect(await answer(name, { hostile: true })).toEqual(refusal);
    }
    expect([...made, ...errors]).toEqual([]);
  });

  it("that fails inside is recorded, and answered in words that give nothing away", async () => {
    const error = new Error("secret at /home/ada/ajar");
    const broken = (): never => {
      throw error;
    };
    const { answer, errors } = handled({ hide: broken, refresh: broken, dismissAlert: broken }, broken);
    const calls: readonly (readonly [CallName, unknown])[] = [
      ["state", null],
      ["hide", null],
      ["refresh", null],
      ["dismissAlert", "S1:opened"],
    ];
    for (const [name, argument] of calls) {
      const message = "That didn’t work. Ajar keeps watching; try again.";
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

describe("the API of the window", () => {
  /** A wire that writes down what crosses it, and hands messages to whoever listens. */
  function wired() {
    const made: unknown[] = [];
    const heard = new Map<string, (payload: unknown) => void>();
    const wire: Wire = {
      call: (name, argument) => {
        made.push([name, argument]);
        return Promise.resolve(name);
      },
      listen: (name, listener) => {
        heard.set(name, listener);
        return () => heard.delete(name);
      },
    };
    return { api: createApi(wire), made, heard };
  }

  it("has a method for each call and each push of the table, and nothing else", () => {
    const methods = PUSH_NAMES.map((name) => `on${name.slice(0, 1).toUpperCase()}${name.slice(1)}`);
    expect(Object.keys(wired().api)).toEqual([...CALL_NAMES, ...methods]);
    expect(CALL_NAMES).toEqual(Object.keys(CALLS));
  });

  it("sends each call under its own name with its argument, or null", async () => {
    const { api, made } = wired();
    for (const name of CALL_NAMES) expect(await Reflect.apply(api[name], null, [name, "more"])).toBe(name);
    await api.drawn();
    expect(made).toEqual([...CALL_NAMES.map((name) => [name, name]), ["drawn", null]]);
  });

  it("hands on what is pushed until the subscription ends", () => {
    const { api, heard } = wired();
    const pages: string[] = [];
    const end = api.onPage((page) => pages.push(page));
    heard.get("page")?.("settings");
    end();
    expect([pages, heard.size]).toEqual([["settings"], 0]);
  });
});
