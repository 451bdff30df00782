import { fireEvent } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import type { WindowAlert } from "../../src-main/core/view/snapshot.ts";
import { ANNOUNCE_GAP_MS } from "../../src-renderer/announcer.ts";
import { failed, open as openDoor, row, sample } from "./support/rows.ts";
import { STATES } from "./support/states.ts";
import { focused, open, settle, textOf, textsOf, useWindows } from "./support/window.ts";

useWindows();

const loud = (): string => textOf("[role='alert']");
const button = (label: string): Element => document.querySelector(`[aria-label="${label}"]`) ?? document.body;

const opened: WindowAlert = {
  id: "s:opened",
  title: "Back door opened",
  body: "Noticed 14:07.",
  tone: "attention",
  serial: row("Back door").serial,
};

describe("alerts in the window", () => {
  it("show what happened, and take no room when nothing did", () => {
    const { desk } = open(STATES.notes);
    expect(textsOf("[aria-label='Alerts'] .text")).toEqual([
      "Back door opened Noticed 14:07.",
      "Ajar cannot see your doors No answer since 14:02.",
    ]);
    desk.push("snapshot", sample().snapshot);
    expect(document.querySelector("[aria-label='Alerts']")).toBeNull();
  });

  it("bring the lock they speak of into focus; one without a lock offers nothing", async () => {
    open(STATES.notes);
    await fireEvent.keyDown(document.body, { key: "End" });
    await settle();
    expect(focused()).toBe("Front door");
    await fireEvent.click(button("Show: Back door opened"));
    await settle();
    expect(focused()).toBe("Back door");
    expect(textsOf("[aria-label='Alerts'] .button")).toEqual(["Show"]);
  });

  it("are dismissed by main", async () => {
    const { desk } = open(STATES.notes);
    await fireEvent.click(button("Dismiss: Ajar cannot see your doors"));
    expect(desk.calls).toContain("dismissAlert app:blind");
  });
});

describe("what is said aloud", () => {
  it("is nothing of what the window opened with", () => {
    open(STATES.trouble);
    expect(loud()).toBe("");
  });

  it("is a row that turns dangerous, not one that merely opens", () => {
    const { desk } = open(sample());
    desk.push("snapshot", sample({ rows: [openDoor("Garage", 1)] }).snapshot);
    expect(loud()).toBe("");
    desk.push("snapshot", sample({ rows: [failed("Garage")] }).snapshot);
    expect(loud()).toBe("Garage: Didn’t lock or unlock: check the door");
  });

  it("comes one in five seconds, alerts after rows", async () => {
    const { desk } = open(sample());
    desk.push("snapshot", sample({ rows: [failed("Garage"), failed("Attic")], alerts: [opened] }).snapshot);
    expect(loud()).toMatch(/^Garage/);
    await vi.advanceTimersByTimeAsync(ANNOUNCE_GAP_MS - 1);
    expect(loud()).toMatch(/^Garage/);
    await vi.advanceTimersByTimeAsync(1);
    expect(loud()).toMatch(/^Attic/);
    await vi.advanceTimersByTimeAsync(ANNOUNCE_GAP_MS);
    expect(loud()).toBe("Back door opened: Noticed 14:07.");
    await vi.advanceTimersByTimeAsync(ANNOUNCE_GAP_MS);
    expect(loud()).toBe("");
  });

  it("leaves out what is over before its turn", async () => {
    const { desk } = open(sample());
    desk.push("snapshot", sample({ rows: [failed("Garage"), failed("Attic")] }).snapshot);
    desk.push("snapshot", sample({ rows: [failed("Garage"), row("Attic")] }).snapshot);
    await vi.advanceTimersByTimeAsync(ANNOUNCE_GAP_MS);
    expect(loud()).toBe("");
  });

  it("has one sentence for many at once", async () => {
    const { desk } = open(sample());
    const rows = ["A", "B", "C", "D"].map((name) => failed(name));
    desk.push("snapshot", sample({ rows, headline: STATES.trouble.snapshot.headline }).snapshot);
    expect(loud()).toBe("3 locks need attention");
    await vi.advanceTimersByTimeAsync(ANNOUNCE_GAP_MS);
    expect(loud()).toBe("");
  });

  it("says the header's sentence politely and no running time", () => {
    open(STATES.single);
    expect(textOf("h1 [aria-live='polite']")).toBe("Front door open");
    expect(document.querySelector(".running")?.closest("[aria-live]")).toBeNull();
  });
});
