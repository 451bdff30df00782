import { fireEvent } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import { SETTLE_MS } from "../../src-renderer/list-model.svelte.ts";
import { failed, row, sample } from "./support/rows.ts";
import { focused, names, open, press, setVisible, textOf, textsOf, useWindows } from "./support/window.ts";

useWindows();

const calm = sample({ rows: [row("Front door"), row("Back door"), row("Garage")] });
const jammed = sample({ rows: [failed("Garage"), row("Front door"), row("Back door")] }).snapshot;

const main = (): Element => document.querySelector("main") ?? document.body;

/** Puts the pointer over the list and moves it. */
async function point(): Promise<void> {
  await fireEvent.pointerEnter(main());
  await fireEvent.pointerMove(main());
}

describe("the order of rows", () => {
  it("changes at once when nobody points at the list", () => {
    const { desk } = open(calm);
    desk.push("snapshot", jammed);
    expect(names()).toEqual(["Garage", "Front door", "Back door"]);
  });

  it("stands still under the pointer, though the words change at once, and settles after", async () => {
    const { desk } = open(calm);
    await point();
    desk.push("snapshot", jammed);
    expect(names()).toEqual(["Front door", "Back door", "Garage"]);
    expect(textsOf(".lock .word")).toEqual(["Locked", "Locked", "Didn’t lock or unlock"]);
    await vi.advanceTimersByTimeAsync(SETTLE_MS - 1);
    expect(names()).toEqual(["Front door", "Back door", "Garage"]);
    await vi.advanceTimersByTimeAsync(1);
    expect(names()).toEqual(["Garage", "Front door", "Back door"]);
  });

  it("waits again with each move of the pointer, wheel or key", async () => {
    const { desk } = open(calm);
    await point();
    desk.push("snapshot", jammed);
    for (const stir of [
      () => fireEvent.pointerMove(main()),
      () => fireEvent.wheel(main()),
      () => fireEvent.keyDown(window, { key: "Shift" }),
    ]) {
      await vi.advanceTimersByTimeAsync(SETTLE_MS - 100);
      await stir();
    }
    await vi.advanceTimersByTimeAsync(SETTLE_MS - 100);
    expect(names()[0]).toBe("Front door");
    await vi.advanceTimersByTimeAsync(100);
    expect(names()[0]).toBe("Garage");
  });

  it("settles as soon as the pointer leaves", async () => {
    const { desk } = open(calm);
    await point();
    desk.push("snapshot", jammed);
    await fireEvent.pointerLeave(main());
    expect(names()[0]).toBe("Garage");
  });

  it("settles when the window is hidden, wherever the pointer is", async () => {
    const { desk } = open(calm);
    await point();
    desk.push("snapshot", jammed);
    await setVisible(false);
    expect(names()[0]).toBe("Garage");
  });

  it("does not grow a row under the pointer by a third line", async () => {
    const { desk } = open(calm);
    await point();
    const low = row("Front door", { battery: { level: 9, tone: "danger", charging: false } });
    desk.push("snapshot", sample({ rows: [low, row("Back door"), row("Garage")] }).snapshot);
    expect(textOf(".third")).toBe("");
    await fireEvent.pointerLeave(main());
    expect(textOf(".third")).toBe("Battery 9%");
  });

  it("gives the row that opening focused its focus back without a ring", async () => {
    const { desk } = open(calm);
    const focus = vi.spyOn(HTMLElement.prototype, "focus");
    desk.push("snapshot", sample({ rows: [failed("Front door"), row("Back door"), row("Garage")] }).snapshot);
    await vi.advanceTimersByTimeAsync(0);
    expect(focused()).toBe("Front door");
    expect(focus.mock.calls).toEqual([[{ preventScroll: true, focusVisible: false }]]);
  });

  it("goes to the first row in trouble with the quiet focus, and from there by keys with a ring", async () => {
    const { desk } = open(calm);
    const focus = vi.spyOn(HTMLElement.prototype, "focus");
    const rows = [failed("Garage"), failed("Front door"), row("Back door")];
    desk.push("snapshot", sample({ rows }).snapshot);
    await vi.advanceTimersByTimeAsync(0);
    expect(focused()).toBe("Garage");
    await press("ArrowDown");
    expect(focused()).toBe("Garage");
    expect(focus.mock.calls.at(-1)).toEqual([{ preventScroll: true }]);
  });

  it("keeps the focus on a row that moves, and hands it on when the row goes", async () => {
    const { desk } = open(calm);
    document.querySelectorAll<HTMLElement>(".lock")[2]?.focus();
    desk.push("snapshot", jammed);
    await vi.advanceTimersByTimeAsync(0);
    expect(focused()).toBe("Garage");
    desk.push("snapshot", sample({ rows: [row("Front door"), row("Back door")] }).snapshot);
    await vi.advanceTimersByTimeAsync(0);
    expect(focused()).toBe("Front door");
  });
});
