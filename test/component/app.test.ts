import { describe, expect, it, vi } from "vitest";
import { STATES, type StateName } from "./support/states.ts";
import { names, open, textOf, textsOf, useWindows, type Opened } from "./support/window.ts";

useWindows();

const show = (name: StateName): Opened => open(STATES[name]);

describe("the home view", () => {
  it("says that all is well, how old that is, and lists every lock", () => {
    show("calm");
    expect(textOf("h1")).toBe("All 5 locked and closed");
    expect(textOf(".headline button")).toBe("Checked just now. Refresh");
    expect(names()).toEqual(["Front door", "Back door", "Garage", "Cellar", "Office"]);
    expect(document.querySelectorAll(".headline.secure .badge.secure")).toHaveLength(1);
  });

  it("draws trouble as cards of their own, before one group of all others", () => {
    show("trouble");
    expect(textsOf("[role='list'][aria-label='Needs attention'] .lock.card .name")).toEqual([
      "Garage",
      "Back door",
      "Cellar",
    ]);
    expect(textsOf("[role='list'][aria-label='All other locks'] .lock.row .name")).toEqual(["Front door", "Office"]);
  });

  it("draws no way to a view that is not there, and no lock that can be moved", () => {
    show("trouble");
    expect(textsOf("button:not([aria-label='Menu'])")).toEqual(["Checked just now. Refresh"]);
    expect(document.querySelector("a, footer, nav")).toBeNull();
  });

  it("says one lock's own state in the header, with the running part of it", () => {
    show("single");
    expect(textOf("h1")).toBe("Front door open 4 min");
  });

  it("carries the demo stripe above everything else", () => {
    show("demo");
    expect(textOf("header > :first-child")).toBe("Demo – no real locks Connect to Tedee");
  });

  it("has no demo stripe over real locks", () => {
    show("calm");
    expect(document.body.textContent).not.toContain("Demo");
  });

  it("shows another cloud, the pause and what the desktop cannot do, and ends the pause", () => {
    const { desk } = show("notes");
    expect(textsOf(".note")).toEqual([
      "Using 127.0.0.1:4517, not Tedee",
      expect.stringMatching(/^Alerts paused until .*:00.* Resume alerts$/),
      "Your desktop shows no notifications. Alerts appear in this window.",
    ]);
    document.querySelector<HTMLButtonElement>(".note button")?.click();
    expect(desk.calls).toContain("pauseAlerts false");
  });
});

describe("without a list", () => {
  it("asks before it knows, and shows stand-in rows only after 400 ms", async () => {
    show("loading");
    expect(textOf("h1")).toBe("Asking Tedee…");
    expect(textOf(".headline p")).toMatch(/^Last checked .*40/);
    expect(document.querySelector("main[aria-busy='true']")).not.toBeNull();
    await vi.advanceTimersByTimeAsync(399);
    expect(document.querySelector("main > *")).toBeNull();
    await vi.advanceTimersByTimeAsync(1);
    expect(document.querySelectorAll("main .row")).toHaveLength(5);
    expect(textOf("main")).toBe("");
  });

  it("says that the account has no locks, and what to do", () => {
    show("empty");
    expect(textOf("main h2")).toBe("This account has no locks");
    expect(textOf("main p")).toContain("Add one in the Tedee app");
  });
});
