import { beforeEach, describe, expect, it, vi } from "vitest";
import type { AjarApi } from "../../src-main/ipc/contract.ts";
import { STATES } from "./support/states.ts";
import { createDesk, textOf, type Desk } from "./support/window.ts";

/** Loads the window's entry, as its page does. */
async function start(api: AjarApi | undefined): Promise<void> {
  document.body.innerHTML = '<div id="app"></div>';
  if (api === undefined) Reflect.deleteProperty(window, "ajar");
  else Object.defineProperty(window, "ajar", { value: api, configurable: true });
  await import("../../src-renderer/main.ts");
}

let desk: Desk;

beforeEach(() => {
  vi.resetModules();
  desk = createDesk(STATES.calm);
});

describe("a start of the window", () => {
  it("draws the house, then says that it may be shown", async () => {
    await start(desk.api);
    expect(textOf("h1")).toBe("All 5 locked and closed");
    expect(desk.calls).toEqual(["drawn"]);
    expect(desk.listeners()).toBe(5);
  });

  it("says that there is nothing to show when main does not answer, and reports it", async () => {
    desk.state = () => Promise.reject(new Error("no answer"));
    await start(desk.api);
    expect(textOf("h1")).toBe("This window cannot reach Ajar. Quit Ajar in the tray menu and start it again.");
    expect(desk.calls).toEqual(["problem Error: no answer", "drawn"]);
  });

  it("says so too where the preload script did not run", async () => {
    await start(undefined);
    expect(textOf("h1")).toContain("cannot reach Ajar");
  });
});

describe("what goes wrong later", () => {
  it("reports an uncaught error", async () => {
    await start(desk.api);
    window.dispatchEvent(new ErrorEvent("error", { message: "boom" }));
    expect(desk.calls).toContain("problem boom");
  });

  it("reports a promise that nobody caught", async () => {
    await start(desk.api);
    window.dispatchEvent(Object.assign(new Event("unhandledrejection"), { reason: new Error("lost") }));
    expect(desk.calls).toContain("problem Error: lost");
  });

  it("reports what the content policy refused", async () => {
    await start(desk.api);
    const facts = {
      effectiveDirective: "img-src",
      blockedURI: "https://x.test/a",
      sourceFile: "app.js",
      lineNumber: 7,
    };
    window.dispatchEvent(Object.assign(new Event("securitypolicyviolation"), facts));
    expect(desk.calls).toContain("problem img-src refused https://x.test/a at app.js:7");
  });

  it("does not report its own report that failed", async () => {
    const told = vi.fn(() => Promise.reject(new Error("gone")));
    await start({ ...desk.api, reportProblem: told });
    window.dispatchEvent(new ErrorEvent("error", { message: "boom" }));
    await Promise.resolve();
    expect(told).toHaveBeenCalledTimes(1);
  });
});
