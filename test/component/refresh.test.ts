import { fireEvent } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import { instant } from "../../src-main/core/lock/lock.ts";
import { TOAST_MS } from "../../src-renderer/toasts.svelte.ts";
import { ago, NOW, sample } from "./support/rows.ts";
import { open, PROBLEM, settle, textOf, useWindows } from "./support/window.ts";

useWindows();

const press = async (): Promise<void> => {
  const button = document.querySelector(".headline button");
  if (button !== null) await fireEvent.click(button);
  await settle();
};
const turning = (): boolean => document.querySelector(".headline .asking") !== null;
const refreshes = (calls: readonly string[]): number => calls.filter((call) => call === "refresh").length;

describe("refresh", () => {
  it("asks main, turns the glyph until an answer comes, and does not ask twice meanwhile", async () => {
    const { desk } = open(sample());
    await press();
    await press();
    expect([refreshes(desk.calls), turning()]).toEqual([1, true]);
    desk.push("checked", ago(0));
    expect(turning()).toBe(false);
    await press();
    expect(refreshes(desk.calls)).toBe(2);
  });

  it("stops turning when no answer comes", async () => {
    open(sample());
    await press();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(turning()).toBe(false);
  });

  it("is on Ctrl+R too", async () => {
    const { desk } = open(sample());
    await fireEvent.keyDown(window, { key: "r", ctrlKey: true });
    expect(refreshes(desk.calls)).toBe(1);
  });

  it("that comes too early says when, counts down, and says it aloud once", async () => {
    const { desk } = open(sample());
    desk.answers.refresh = () => Promise.resolve({ asked: false, allowedAt: instant(NOW + 12_000) });
    await press();
    expect(textOf(".toast")).toBe("You can check again in 12 s");
    await vi.advanceTimersByTimeAsync(2_000);
    expect(textOf(".toast")).toBe("You can check again in 10 s");
    expect(textOf(".spoken[role='status']")).toBe("You can check again in 12 s");
    await vi.advanceTimersByTimeAsync(TOAST_MS - 2_000);
    expect(document.querySelector(".toast")).toBeNull();
    expect(turning()).toBe(false);
  });

  it("asked for again while it says when, says it for its own five seconds", async () => {
    const { desk } = open(sample());
    desk.answers.refresh = () => Promise.resolve({ asked: false, allowedAt: instant(NOW + 12_000) });
    await press();
    await vi.advanceTimersByTimeAsync(4_000);
    await press();
    await vi.advanceTimersByTimeAsync(4_000);
    expect(textOf(".toast")).toBe("You can check again in 4 s");
  });

  it("that fails is reported and can be asked for again", async () => {
    const { desk } = open(sample());
    desk.answers.refresh = () => Promise.reject(new Error("That did not work."));
    await press();
    expect(desk.calls).toContainEqual(PROBLEM);
    expect(turning()).toBe(false);
  });
});
