import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { AjarApi } from "../../src-main/ipc/contract.ts";
import type { FakeMain } from "../window/fake-main.ts";
import { STATES } from "./support/states.ts";
import { createDesk, problem, PROBLEM, textOf } from "./support/window.ts";

const [, BODY = ""] = /<body>(.*)<\/body>/s.exec(readFileSync("src-renderer/index.html", "utf8")) ?? [];

/** Loads the window's entry, as its page does. */
async function start(api: AjarApi | undefined): Promise<void> {
  document.body.innerHTML = BODY;
  if (api === undefined) Reflect.deleteProperty(window, "ajar");
  else Object.defineProperty(window, "ajar", { value: api, configurable: true });
  await import("../../src-renderer/main.ts");
}

/** What the page says when it has nothing to show; null while that is hidden. */
const apology = (): string | null =>
  document.querySelector("#broken")?.hasAttribute("hidden") === false ? textOf("#broken") : null;

let desk: FakeMain;

beforeEach(() => {
  vi.resetModules();
  desk = createDesk(STATES.calm);
});

describe("a start of the window", () => {
  it("draws the house, then says that it may be shown", async () => {
    await start(desk.api);
    expect(textOf("#app h1")).toBe("All 5 locked and closed");
    expect(apology()).toBeNull();
    expect(document.documentElement.lang).toBe("en");
    expect(desk.calls).toEqual(["drawn"]);
    expect(desk.listeners()).toBe(6);
  });

  it("says that there is nothing to show when main does not answer, and reports it", async () => {
    desk.answers.state = () => Promise.reject(new Error("no answer"));
    await start(desk.api);
    expect(apology()).toBe("This window can’t reach Ajar. Quit Ajar from the tray menu, then start it again.");
    expect(textOf("#app")).toBe("");
    expect(desk.calls).toEqual([PROBLEM, "drawn"]);
  });

  it("says so too where the preload script did not run", async () => {
    await start(undefined);
    expect(apology()).toMatch(/can’t reach Ajar/);
  });
});

describe("what goes wrong later", () => {
  /** What every error of these tests quotes. */
  const SECRET = "pasted.c2VjcmV0LXNlY3JldA";

  const uncaught = (name: string): unknown => problem(`${name} at [\\w.-]+:\\d+:\\d+`, true);
  const happen = (event: Event, facts: object): void => {
    window.dispatchEvent(Object.assign(event, facts));
  };

  it("tells of an uncaught error by its name and place alone", async () => {
    await start(desk.api);
    const error = new TypeError(`${SECRET} is not a function`);
    happen(new ErrorEvent("error", { message: `Uncaught ${error.message}`, error }), {});
    expect(desk.calls).toContainEqual(uncaught("TypeError"));
  });

  it("tells of what was thrown and is no error by its type and place", async () => {
    await start(desk.api);
    const filename = "app://ajar/assets/index-Ab12Cd34.js";
    happen(new ErrorEvent("error", { message: SECRET, error: SECRET }), { filename, lineno: 1, colno: 23 });
    expect(desk.calls).toContainEqual(problem("string at index-Ab12Cd34.js:1:23", true));
    happen(new ErrorEvent("error", { message: SECRET, error: null }), { filename: "" });
    expect(desk.calls).toContainEqual(problem("object", true));
  });

  it("tells of a promise that nobody caught", async () => {
    await start(desk.api);
    happen(new Event("unhandledrejection"), { reason: new RangeError(SECRET) });
    expect(desk.calls).toContainEqual(uncaught("RangeError"));
    happen(new Event("unhandledrejection"), { reason: SECRET });
    expect(desk.calls).toContainEqual(problem("string", true));
  });

  it("tells of what the content policy refused, and not whence it came", async () => {
    await start(desk.api);
    const facts = { effectiveDirective: "img-src", blockedURI: `https://x.test/${SECRET}` };
    happen(new Event("securitypolicyviolation"), { ...facts, sourceFile: "app.js", lineNumber: 7, columnNumber: 1 });
    expect(desk.calls).toContainEqual(problem("img-src refused at app.js:7:1", false));
    happen(new Event("securitypolicyviolation"), { ...facts, sourceFile: "", lineNumber: 0, columnNumber: 0 });
    expect(desk.calls).toContainEqual(problem("img-src refused", false));
  });

  it("does not report its own report that failed", async () => {
    const told = vi.fn(() => Promise.reject(new Error("gone")));
    await start({ ...desk.api, reportProblem: told });
    happen(new ErrorEvent("error", { message: "boom" }), {});
    await Promise.resolve();
    expect(told).toHaveBeenCalledTimes(1);
  });

  it("is never told in the words of an error", async () => {
    await start(desk.api);
    for (const error of [new Error(SECRET), SECRET, { message: SECRET }]) {
      happen(new ErrorEvent("error", { message: SECRET, error }), { filename: "" });
      happen(new Event("unhandledrejection"), { reason: error });
    }
    expect(desk.calls.filter((call) => call.endsWith('"uncaught":true}'))).toHaveLength(6);
    expect(desk.calls.join("\n")).not.toContain(SECRET);
  });
});
