import { describe, expect, it } from "vitest";
import { kept, within } from "./support/scenes.ts";
import { button, buttons, click, open, settle, textOf, textsOf, useWindows, type Opened } from "./support/window.ts";

useWindows();

const show = async (storedIn: Parameters<typeof kept>[0] = "keyring"): Promise<Opened> => {
  const opened = open(within("alerts", kept(storedIn)));
  await settle();
  return opened;
};

describe("the alerts step", () => {
  it("says what Ajar speaks up for, with no switch that would do nothing", async () => {
    await show();
    expect(textsOf("main > ul li")).toEqual([
      "A door opens",
      "A lock has been offline for 2 minutes",
      "Ajar has had no data for 10 minutes, or Tedee rejects your key",
    ]);
    expect(document.querySelectorAll("[role='switch']")).toHaveLength(1);
    expect(textOf("main")).toContain("Your system may now ask");
  });

  it("asks nothing of the system by itself", async () => {
    const { desk } = await show();
    expect(desk.calls).toEqual(["readLogin"]);
  });

  it("leads home without alerts", async () => {
    const { desk } = await show();
    await click("Not now");
    expect(desk.calls).not.toContain("tryAlerts");
    expect(textOf("h1")).toBe("All 5 locked and closed");
  });

  it("shows a first notification and leads home", async () => {
    const { desk } = await show();
    await click("Allow notifications");
    expect(desk.calls).toContain("tryAlerts");
    expect(textOf("h1")).toBe("All 5 locked and closed");
  });

  it("says when the desktop shows none, and then leads home", async () => {
    const { desk } = await show();
    desk.answers.tryAlerts = () => Promise.resolve(false);
    await click("Allow notifications");
    expect(textOf("[role='alert'] .callout")).toMatch(
      /^This desktop shows no notifications Alerts appear in this window/,
    );
    expect(buttons()).toEqual(["Back", "Continue"]);
    await click("Continue");
    expect(textOf("h1")).toBe("All 5 locked and closed");
  });

  it("stays, and says so, when that could not be found out", async () => {
    const { desk } = await show();
    desk.answers.tryAlerts = () => Promise.reject(new Error("no"));
    await click("Allow notifications");
    expect(textOf("h1")).toBe("When Ajar speaks up");
    expect(textOf(".toast")).toBe("That didn’t work. Ajar keeps watching; try again.");
  });

  it.each([
    ["memory", true],
    ["keyring", false],
    ["obscured", false],
  ] as const)("says of a key kept in %s that it is gone when Ajar quits: %s", async (storedIn, said) => {
    await show(storedIn);
    expect(textOf("main").includes("Ajar keeps the key only until you quit.")).toBe(said);
  });
});

describe("start at login", () => {
  it.each(["off", "on"] as const)("is a switch that is %s", async (state) => {
    const opened = open(within("alerts", kept("keyring")));
    opened.desk.answers.readLogin = opened.desk.answers.writeLogin = () => Promise.resolve(state);
    await opened.models.setup.readLogin();
    await settle();
    expect(button("Start at login", "switch").getAttribute("aria-checked")).toBe(String(state === "on"));
  });

  it("is switched by a person alone, and shows what the system made of it", async () => {
    const { desk } = await show();
    desk.answers.readLogin = desk.answers.writeLogin = () => Promise.resolve("on");
    await click("Start at login", "switch");
    expect(desk.calls).toEqual(["readLogin", "writeLogin true"]);
    expect(button("Start at login", "switch").getAttribute("aria-checked")).toBe("true");
    desk.answers.readLogin = desk.answers.writeLogin = () => Promise.resolve("on");
    await click("Start at login", "switch");
    expect(desk.calls.at(-1)).toBe("writeLogin false");
    expect(button("Start at login", "switch").getAttribute("aria-checked")).toBe("true");
  });

  it.each([
    ["not known", () => Promise.resolve("unknown" as const)],
    ["not told", () => Promise.reject(new Error("no"))],
  ])("is a sentence where it is %s", async (_, login) => {
    const opened = open(within("alerts", kept("keyring")));
    opened.desk.answers.readLogin = opened.desk.answers.writeLogin = login;
    await opened.models.setup.readLogin();
    await settle();
    expect(document.querySelector("[role='switch']")).toBeNull();
    expect(textOf("main")).toContain("Ajar can’t change this here.");
  });

  it("cannot be switched before it is known", () => {
    const { desk } = open(within("alerts", kept("keyring")));
    const login = button("Start at login", "switch");
    expect(login.getAttribute("aria-disabled")).toBe("true");
    login.click();
    expect(desk.calls).toEqual(["readLogin"]);
  });
});
