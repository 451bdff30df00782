import { screen } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import type { KeyState } from "../../src-main/core/app/key-state.ts";
import { instant } from "../../src-main/core/lock/lock.ts";
import { NOW, sample } from "./support/rows.ts";
import { kept, within, without } from "./support/scenes.ts";
import { STATES } from "./support/states.ts";
import {
  button,
  buttons,
  click,
  open,
  press,
  PROBLEM,
  settle,
  textOf,
  textsOf,
  useWindows,
  type Opened,
} from "./support/window.ts";

useWindows();

const show = async (account: KeyState, base = sample()): Promise<Opened> => {
  const opened = open(within("settings", account, base));
  await settle();
  return opened;
};
const key = (): string => textsOf("section:first-of-type p").join(" ");
const inUse = kept("keyring");

describe("the settings", () => {
  it("are headed, in parts, with a way back", async () => {
    await show(inUse);
    expect(textOf("h1")).toBe("Settings");
    expect(document.activeElement?.tagName).toBe("H1");
    expect(textsOf("h2")).toEqual([
      "Key",
      "General",
      "Alerts",
      "Data",
      "Locks that do not count",
      "Demo house",
      "About",
    ]);
    await click("Back");
    expect(textOf("h1")).toBe("All 5 locked and closed");
  });

  it("say what Ajar is, which one, and that it is not Tedee's", async () => {
    await show(inUse);
    expect(textsOf("section:last-of-type p")).toEqual([
      "Ajar 0.1.0",
      "Unofficial. Not made or endorsed by Tedee.",
      "Free software under the MIT License",
      "Bug report",
      "Versions, settings and the last requests; no key and no names",
    ]);
  });
});

describe("a report for a bug", () =>
  it.each([
    [() => Promise.resolve(null), "Report copied."],
    [() => Promise.reject(new Error("refused")), "That didn’t work. Ajar keeps watching; try again."],
  ])("is copied, or said not to be", async (answer, words) => {
    const { desk } = await show(inUse);
    desk.answers.copyReport = answer;
    await click("Copy report");
    await settle();
    expect(desk.calls).toContain("copyReport");
    expect(document.querySelector(".toast")?.textContent ?? document.body.textContent).toContain(words);
  }));

describe("the key in the settings", () => {
  it.each([
    [kept("keyring"), /In this computer’s keyring Expires on 14 March/, ["Replace key", "Remove key"]],
    [kept("obscured"), /In a file, disguised but not encrypted/, ["Replace key", "Remove key"]],
    [kept("memory"), /Kept until you quit Ajar/, ["Replace key", "Remove key"]],
    [kept("environment"), /From AJAR_PERSONAL_KEY.*restart Ajar/, []],
    [{ kind: "token" }, /access token from AJAR_ACCESS_TOKEN.*restart Ajar/, []],
    [{ kind: "none", lost: false }, /No key/, ["Connect to Tedee"]],
    [{ kind: "none", lost: true }, /can’t be read/, ["Connect to Tedee"]],
    [{ kind: "keyring-locked" }, /Waiting for the locked keyring/, ["Try again", "Paste another key"]],
    [{ kind: "demo" }, /Not used in the demo/, []],
  ] as const)("%o", async (account, text, offered) => {
    await show(account);
    expect(key()).toMatch(text);
    expect(textsOf("section:first-of-type button")).toEqual(offered);
  });

  it.each([
    [inUse, "Replace key", "Replace the key"],
    [{ kind: "none", lost: false }, "Connect to Tedee", "Connect to Tedee"],
    [{ kind: "keyring-locked" }, "Paste another key", "Connect to Tedee"],
  ] as const)("%o is replaced by another, and Back leads here again", async (account, name, title) => {
    await show(account);
    await click(name);
    expect(textOf("h1")).toBe(title);
    await click("Back");
    expect(textOf("h1")).toBe("Settings");
    expect(document.activeElement).toBe(button(name));
  });

  it("that waits for its keyring is asked for again", async () => {
    const { desk } = await show({ kind: "keyring-locked" });
    desk.answers.state = () => Promise.resolve(within("settings", inUse));
    await click("Try again");
    expect(desk.calls).toContain("retryKeyring");
    expect(key()).toContain("In this computer’s keyring");
  });

  it("follows what main says of it", async () => {
    const { desk } = await show({ kind: "keyring-locked" });
    desk.push("account", kept("memory"));
    expect(key()).toContain("Kept until you quit Ajar");
  });
});

describe("removing the key", () => {
  it("asks first, with the keyboard on Cancel in the old place", async () => {
    const { desk } = await show(inUse);
    await click("Remove key");
    expect(desk.calls).not.toContain("removeKey");
    expect(textsOf("[role='group'] button")).toEqual(["Remove now", "Cancel"]);
    expect(document.activeElement).toBe(button("Cancel"));
    expect(screen.getByRole("group", { name: "Remove the key?" })).toBeDefined();
  });

  it.each([
    ["Cancel", () => click("Cancel")],
    ["Esc", () => press("Escape")],
  ])("is called off by %s, which does nothing else", async (_, cancel) => {
    const { desk } = await show(inUse);
    await click("Remove key");
    await cancel();
    expect(desk.calls).toEqual(["readLogin"]);
    expect(textOf("h1")).toBe("Settings");
    expect(document.activeElement).toBe(button("Remove key"));
  });

  it("removes it, says so, and offers to connect", async () => {
    const { desk } = await show(inUse);
    desk.answers.state = () => Promise.resolve(without("settings"));
    await click("Remove key");
    await click("Remove now");
    expect(desk.calls).toContain("removeKey");
    expect(key()).toContain("No key");
    expect(textOf(".toast")).toBe("Key removed.");
    expect(document.activeElement).toBe(button("Connect to Tedee"));
    await click("Back");
    expect(textOf("h1")).toBe("Is everything shut?");
  });

  it("that fails says so and asks again when asked to", async () => {
    const { desk, models } = await show(inUse);
    Object.assign(desk.api, { removeKey: () => Promise.reject(new Error("busy")) });
    await click("Remove key");
    await click("Remove now");
    expect(textOf(".toast")).toBe("That didn’t work. Ajar keeps watching; try again.");
    expect(document.activeElement).toBe(button("Remove key"));
    expect(models.connection.account).toEqual(inUse);
  });
});

describe("alerts and the demo in the settings", () => {
  it("pause alerts and end the pause", async () => {
    const { desk } = await show(inUse);
    await click("Pause for 1 hour");
    expect(desk.calls).toContain("pauseAlerts true");
    desk.push("snapshot", sample({ pausedUntil: instant(NOW + 39 * 60_000) }).snapshot);
    expect(textsOf("section")[2]).toMatch(/^Alerts Paused until \d+:00/);
    await click("Resume alerts");
    expect(desk.calls).toContain("pauseAlerts false");
  });

  it("enter the demo and go home to it", async () => {
    const { desk } = await show(inUse);
    desk.answers.state = () => Promise.resolve(STATES.demo);
    await click("Open demo");
    expect(desk.calls).toContain("enterDemo");
    expect(textOf(".stripe p")).toBe("Demo – no real locks");
    expect(textOf("h1")).toBe("All 5 locked and closed");
  });

  it("leave the demo", async () => {
    const { desk } = await show({ kind: "demo" }, STATES.demo);
    desk.answers.state = () => Promise.resolve(sample());
    expect(buttons()).toContain("Leave demo");
    await click("Leave demo");
    expect(desk.calls).toContain("leaveDemo");
    expect(document.querySelector(".stripe")).toBeNull();
  });

  it("say that main could not open the demo, and stay", async () => {
    const { desk } = await show(inUse);
    Object.assign(desk.api, { enterDemo: () => Promise.reject(new Error("port")) });
    await click("Open demo");
    expect(textOf("h1")).toBe("Settings");
    expect(desk.calls).toContainEqual(PROBLEM);
    expect(textOf(".toast")).toMatch(/^That didn’t work/);
  });

  it("switch the start at login", async () => {
    const { desk } = await show(inUse);
    desk.answers.readLogin = desk.answers.writeLogin = () => Promise.resolve("on");
    await click("Start at login", "switch");
    expect(desk.calls).toContain("writeLogin true");
    expect(button("Start at login", "switch").getAttribute("aria-checked")).toBe("true");
  });
});
