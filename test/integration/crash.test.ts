import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { english } from "../unit/support/words.ts";
import type { TraceLine } from "../../src-main/core/app/trace.ts";
import { guardAgainstCrashes, registerCrashRecorder } from "../../src-main/shell/crash.ts";
import { createCrashStore } from "../../src-main/store/crash-store.ts";
import { createVirtualClock } from "../virtual/clock.ts";
import { START_MS } from "../virtual/world.ts";
import { attaching, detachAll } from "./support/attaching.ts";

const root = mkdtempSync(join(tmpdir(), "ajar-crash-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
afterEach(() => {
  detachAll();
  vi.restoreAllMocks();
});

/** The code of a run: one of its own, in which nothing of another run is left. */
interface Code {
  readonly registerCrashRecorder: typeof registerCrashRecorder;
  readonly guardAgainstCrashes: typeof guardAgainstCrashes;
  readonly createCrashStore: typeof createCrashStore;
}
const shared: Code = { registerCrashRecorder, guardAgainstCrashes, createCrashStore };

async function freshCode(): Promise<Code> {
  vi.resetModules();
  const { createCrashStore: create } = await import("../../src-main/store/crash-store.ts");
  return { ...(await import("../../src-main/shell/crash.ts")), createCrashStore: create };
}

function guarded(folder: string, start = START_MS, mayRestart = true, code = shared) {
  const clock = createVirtualClock(start);
  const lines: TraceLine[] = [];
  const written: string[] = [];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => written.push(String(text)) > 0);
  const failures: string[] = [];
  const store = code.createCrashStore({ folder, now: () => clock.now(), onFailure: (what) => failures.push(what) });
  const told: string[] = [];
  let restarts = 0;
  const { made: crashes, end } = attaching(() => {
    const recorder = code.registerCrashRecorder(english, (line) => lines.push(line));
    code.guardAgainstCrashes({
      crashes: recorder,
      clock,
      store,
      tell: (text) => told.push(text),
      restart: () => (restarts += 1),
      mayRestart: () => mayRestart,
    });
    return recorder;
  });
  return { clock, crashes, lines, written, told, failures, restarts: () => restarts, end };
}

const uncaught = (): void => {
  process.emit("uncaughtException", new Error("x"));
};

describe("an error that nothing caught", () => {
  it("is written down each time, told in the window once, and says nothing of its message", () => {
    const { crashes, lines, written, told } = guarded(join(root, "once"));
    for (let n = 0; n < 3; n++) crashes.record(new TypeError("secret words"));
    const sentence =
      /^Something unexpected happened in Ajar \(TypeError at crash\.test\.ts:\d+:\d+\)\. Ajar keeps watching\.$/;
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatchObject({
      kind: "problem",
      failure: "unexpected-error",
      text: expect.stringMatching(sentence) as string,
    });
    expect(told).toEqual([expect.stringMatching(sentence)]);
    expect(written).toHaveLength(3);
    expect(JSON.stringify([lines, written, told])).not.toContain("secret");
  });

  it("is recorded wherever it was thrown", () => {
    const { lines } = guarded(join(root, "thrown"));
    process.emit("uncaughtException", new RangeError("x"));
    process.emit("unhandledRejection", "a text", Promise.resolve());
    expect(lines).toHaveLength(2);
  });

  it("leads to three restarts in ten minutes at most, counted over the runs", async () => {
    const folder = join(root, "runs");
    const runs: object[] = [];
    for (let run = 0; run < 6; run++) {
      const app = guarded(folder, START_MS + run * 30_000, true, await freshCode());
      for (let n = 0; n < 5; n++) uncaught();
      app.end();
      const { lines, written, told } = app;
      runs.push({ restarts: app.restarts(), recorded: [lines, written, told].map(({ length }) => length) });
    }
    expect(runs).toEqual([1, 1, 1, 0, 0, 0].map((restarts) => ({ restarts, recorded: [5, 5, 1] })));
    expect(JSON.parse(readFileSync(join(folder, "crash.json"), "utf8"))).toEqual({
      restarts: [0, 30_000, 60_000].map((ms) => START_MS + ms),
    });
  });

  it("leads to restarts again when ten minutes are over", async () => {
    const folder = join(root, "later");
    const restarts: number[] = [];
    for (const ms of [0, 100_000, 200_000, 599_999, 600_000, 600_001, 700_000]) {
      const app = guarded(folder, START_MS + ms, true, await freshCode());
      for (let n = 0; n < 5; n++) uncaught();
      app.end();
      restarts.push(app.restarts());
    }
    expect(restarts).toEqual([1, 1, 1, 0, 1, 0, 1]);
  });

  it("leads to no restart that could not be counted", () => {
    const file = join(root, "a-file");
    writeFileSync(file, "");
    const app = guarded(join(file, "folder"));
    for (let n = 0; n < 9; n++) uncaught();
    expect(app.restarts()).toBe(0);
    expect(app.failures).not.toEqual([]);
  });

  it.each([
    ["was caught by somebody", true, (app: ReturnType<typeof guarded>) => app.crashes.record(new Error("x"))],
    ["would cost a key that is only in memory", false, uncaught],
  ])("leads to no restart when it %s", (_, mayRestart, fail) => {
    const app = guarded(join(root, `kept-${mayRestart}`), START_MS, mayRestart);
    for (let n = 0; n < 9; n++) fail(app);
    expect(app.lines).toHaveLength(9);
    expect(app.restarts()).toBe(0);
  });

  it("of the window is told once besides main's own, as often as it comes written down, and leads to no restart", () => {
    const app = guarded(join(root, "window"));
    const { crashes, lines, written, told } = app;
    for (let n = 0; n < 9; n++) crashes.recordWindow({ what: "TypeError at index.js:1:2", uncaught: true });
    crashes.record(new Error("x"));
    const sentence =
      "Something unexpected happened in the window (TypeError at index.js:1:2). Ajar keeps watching; if the window looks wrong, close it for a minute and open it again.";
    expect(lines.slice(0, 9)).toEqual(
      Array.from({ length: 9 }, () => ({ kind: "problem", failure: "window", text: sentence })),
    );
    expect(written.slice(0, 9)).toEqual(Array.from({ length: 9 }, () => `${sentence}\n`));
    expect(told).toEqual([sentence, expect.stringContaining("happened in Ajar (Error at ")]);
    expect(app.restarts()).toBe(0);
  });

  it("of the window that it caught itself is written down and told nobody", () => {
    const { crashes, lines, written, told } = guarded(join(root, "caught"));
    crashes.recordWindow({ what: "img-src refused", uncaught: false });
    expect(lines).toMatchObject([{ failure: "window", text: expect.stringContaining("(img-src refused)") as string }]);
    expect([...written, ...told]).toEqual([]);
  });

  it("writes nothing as long as there is no restart", () => {
    const folder = join(root, "quiet");
    const app = guarded(folder);
    for (let n = 0; n < 4; n++) uncaught();
    expect(app.lines).toHaveLength(4);
    expect(existsSync(join(folder, "crash.json"))).toBe(false);
  });
});
