import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { app } from "electron";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { secretBox } from "../../src-main/shell/safe-storage.ts";
import { forgetKeyring } from "../stand-in/safe-storage.ts";
import { switches, type SwitchName } from "../stand-in/switches.ts";

const KEYRINGS = {
  open: ["keyring"],
  locked: ["keyring", "keyring-locked"],
  weak: ["obscured-keys"],
  none: [],
} as const satisfies Record<string, readonly SwitchName[]>;
type State = keyof typeof KEYRINGS;

/** A new process on a computer with such a keyring. */
function begin(state: State): void {
  forgetKeyring();
  const on: readonly string[] = KEYRINGS[state];
  for (const name of ["keyring", "keyring-locked", "obscured-keys"] as const) switches.set(name, on.includes(name));
}

// the prefixes are Linux's
describe.runIf(process.platform === "linux")("the system's encryption", () => {
  const folder = mkdtempSync(join(tmpdir(), "ajar-box-"));
  beforeAll(async () => {
    await app.whenReady();
    app.setPath("userData", folder);
  });
  afterAll(() => {
    begin("none");
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ["open", "keyring"],
    ["locked", "obscured"],
    ["weak", "obscured"],
    ["none", null],
  ] as const)("with a keyring that is %s seals as %s", async (state, by) => {
    begin(state);
    expect((await secretBox.seal("text"))?.by ?? null).toBe(by);
  });

  it.each([
    ["open", "open", { text: "text", renew: false }],
    ["open", "locked", "keyring-locked"],
    ["open", "weak", "keyring-locked"],
    ["open", "none", "keyring-locked"],
    ["weak", "weak", { text: "text", renew: false }],
    ["weak", "open", { text: "text", renew: true }],
    ["weak", "none", "keyring-locked"],
  ] as const)("sealed with a keyring that is %s is, with one that is %s, %j", async (before, after, opened) => {
    begin(before);
    const sealed = await secretBox.seal("text");
    begin(after);
    expect(await secretBox.open(sealed?.bytes ?? Buffer.alloc(0))).toEqual(opened);
  });

  it.each(["open", "weak"] as const)("cannot read what is broken, with a keyring that is %s", async (state) => {
    begin(state);
    const sealed = await secretBox.seal("text");
    const broken = Buffer.from(sealed?.bytes ?? []);
    broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
    expect(await secretBox.open(broken)).toBe("unreadable");
  });
});
