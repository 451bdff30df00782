import { describe, expect, it, vi } from "vitest";
import type { WindowState } from "../../src-main/ipc/contract.ts";
import { WindowModels } from "../../src-renderer/window-models.ts";
import { ago, failed, NOW, open as openDoor, row, sample } from "./support/rows.ts";
import { STATES } from "./support/states.ts";
import { createDesk, names, open, PROBLEM, settle, setVisible, textOf, useWindows } from "./support/window.ts";

useWindows();

const age = (): string => textOf(".headline button").replace(". Refresh", "");

describe("ages", () => {
  it("go on in steps of ten seconds below a minute, then of a minute, with no word from main", async () => {
    open(sample({ rows: [openDoor("Yard", 14)] }));
    expect([age(), textOf(".lock p")]).toEqual(["Checked just now", "Door open 14 min"]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(age()).toBe("Checked 10 s ago");
    await vi.advanceTimersByTimeAsync(50_000);
    expect(age()).toBe("Checked 1 min ago");
    await vi.advanceTimersByTimeAsync(8_000);
    expect(textOf(".lock p")).toBe("Door open 15 min");
  });

  it("use one timer, and no more of them the longer they run", async () => {
    open(STATES.trouble);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(vi.getTimerCount()).toBe(1);
  });

  it("begin anew with an answer", () => {
    const { desk } = open(sample());
    desk.push("checked", ago(20));
    expect(age()).toBe("Checked 20 s ago");
  });

  it("stand still while nobody looks, and are right at once when somebody does", async () => {
    const { desk } = open(sample());
    await setVisible(false);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(age()).toBe("Checked just now");
    expect(vi.getTimerCount()).toBe(0);
    desk.answers.state = () => Promise.resolve(sample());
    await setVisible(true);
    expect(age()).toBe("Checked 30 s ago");
  });

  it("run nowhere where nothing is dated", () => {
    open(STATES.setup);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("say how many rows are older", () => {
    open(sample({ older: 2 }));
    expect(age()).toBe("Checked just now; 2 locks not updated");
  });
});

describe("the models of a window that goes", () =>
  it("listens no more and leaves no timer", () => {
    const state = sample();
    const desk = createDesk(state);
    const models = new WindowModels(desk.api, () => NOW, state);
    const disconnect = models.connect();
    models.list.point(true);
    models.list.touch();
    desk.push("snapshot", sample({ rows: [failed("Garage"), failed("Attic")] }).snapshot);
    expect([desk.listeners(), vi.getTimerCount()]).toEqual([6, 2]);
    disconnect();
    expect([desk.listeners(), vi.getTimerCount()]).toEqual([0, 0]);
  }));

describe("what main tells", () => {
  it("replaces what is shown", () => {
    const { desk } = open(sample());
    desk.push("snapshot", sample({ rows: [failed("Garage"), row("Attic")] }).snapshot);
    expect(names()).toEqual(["Garage", "Attic"]);
  });

  it("is asked for again when the window is seen again", async () => {
    const { desk } = open(sample());
    await setVisible(false);
    desk.answers.state = () => Promise.resolve(sample({ rows: [row("Attic")] }, ago(20)));
    await setVisible(true);
    await settle();
    expect(names()).toEqual(["Attic"]);
    expect(age()).toBe("Checked 20 s ago");
  });

  it("counts over an answer that it overtook, each for its own part", async () => {
    const { desk } = open(sample());
    const asked = Promise.withResolvers<WindowState>();
    desk.answers.state = () => asked.promise;
    await setVisible(false);
    await setVisible(true);
    desk.push("snapshot", sample({ rows: [failed("Garage")] }).snapshot);
    asked.resolve(sample({ rows: [row("Garage")] }, ago(10)));
    await settle();
    expect(textOf(".lock .word")).toBe("Didn’t lock or unlock");
    expect(age()).toBe("Checked 10 s ago");
  });

  it("keeps its time when the answer is older than that", async () => {
    const { desk } = open(sample());
    const asked = Promise.withResolvers<WindowState>();
    desk.answers.state = () => asked.promise;
    await setVisible(false);
    await setVisible(true);
    desk.push("checked", ago(10));
    asked.resolve(sample({ rows: [row("Attic")] }, ago(20)));
    await settle();
    expect(names()).toEqual(["Attic"]);
    expect(age()).toBe("Checked 10 s ago");
  });

  it("may fail to answer, which is reported while the window stays as it was", async () => {
    const { desk } = open(sample());
    desk.answers.state = () => Promise.reject(new Error("gone"));
    await setVisible(false);
    await setVisible(true);
    await settle();
    expect(desk.calls).toContainEqual(PROBLEM);
    expect(names()).toHaveLength(5);
  });
});
