import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ViewState } from "../../src-main/ipc/contract.ts";
import { createViewMemory, REMEMBER_AFTER_MS, type ViewMemory } from "../../src-renderer/view-memory.ts";
import type { FakeMain } from "../window/fake-main.ts";
import { STATES } from "./support/states.ts";
import { createDesk, PROBLEM, settle } from "./support/window.ts";

let desk: FakeMain;
let memory: ViewMemory;
const view = (scroll: number): ViewState => ({ page: "home", search: "", selected: null, scroll });

beforeEach(() => {
  vi.useFakeTimers();
  desk = createDesk(STATES.calm);
  memory = createViewMemory(desk.api);
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the memory of a view", () => {
  it("tells main the last one, when it rests", () => {
    memory.soon(view(1));
    vi.advanceTimersByTime(REMEMBER_AFTER_MS - 1);
    memory.soon(view(2));
    vi.advanceTimersByTime(REMEMBER_AFTER_MS - 1);
    expect(desk.given("rememberView")).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(desk.given("rememberView")).toEqual([view(2)]);
  });

  it("tells it at once when the window goes, and not again", () => {
    memory.soon(view(1));
    memory.now();
    memory.now();
    vi.advanceTimersByTime(REMEMBER_AFTER_MS);
    expect(desk.given("rememberView")).toEqual([view(1)]);
  });

  it("says nothing of a view that did not change", () => {
    memory.now();
    expect(desk.calls).toEqual([]);
  });

  it("reports what could not be kept", async () => {
    memory = createViewMemory({ ...desk.api, rememberView: () => Promise.reject(new Error("full")) });
    memory.soon(view(1));
    memory.now();
    await settle();
    expect(desk.calls).toEqual([PROBLEM]);
  });
});
