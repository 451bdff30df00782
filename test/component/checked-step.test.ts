import { fireEvent, screen } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import type { KeyFindings } from "../../src-main/core/app/key-state.ts";
import type { WindowState } from "../../src-main/ipc/contract.ts";
import { sample } from "./support/rows.ts";
import { kept, LONG_NAME, PASTED, findings, within, without } from "./support/scenes.ts";
import { buttons, click, open, press, settle, textOf, textsOf, useWindows, type Opened } from "./support/window.ts";

useWindows();

/** Pastes a key that can see what is given. */
async function check(differs: Partial<KeyFindings> = {}, state: WindowState = without("key")): Promise<Opened> {
  const opened = open(state);
  opened.desk.answers.checkKey = () => Promise.resolve({ ok: true, findings: findings(differs) });
  opened.desk.answers.state = () => Promise.resolve(within("home", kept("keyring"), sample()));
  await fireEvent.input(screen.getByLabelText("Personal access key"), { target: { value: PASTED } });
  const form = document.querySelector("form");
  if (form !== null) await fireEvent.submit(form);
  await settle();
  return opened;
}

const consent = (): HTMLInputElement => screen.getByRole("checkbox", { name: "Save the key in a file" });

describe("what a key can see", () => {
  it("is told lock by lock, with the end of the key", async () => {
    await check();
    expect(textOf("h1")).toBe("5 locks found");
    expect(document.activeElement?.tagName).toBe("H1");
    expect(textOf("main > p")).toMatch(/^This key lets Ajar watch your locks\. It expires on \d+ March 2027\.$/);
    expect(textsOf("main > ul li")).toEqual(
      ["Front door", "Back door", "Garage", "Cellar", "Office"].map((name) => `${name} Door sensor`),
    );
    expect(document.querySelector("dl")).toBeNull();
    expect(screen.getByLabelText("Step 3 of 4")).toBeTruthy();
  });

  it("keeps names apart from what is said of them, whatever way they run", async () => {
    await check({
      locks: [
        { name: LONG_NAME, sensor: false, bridge: true },
        { name: "<b>مدخل</b>", sensor: null, bridge: true },
        { name: "Shed", sensor: null, bridge: false },
      ],
    });
    expect(textsOf("main > ul bdi")).toEqual([LONG_NAME, "<b>مدخل</b>", "Shed"]);
    expect(textsOf("main > ul .fact")).toEqual(["No door sensor", "Sensor unknown", "No bridge"]);
    expect(textOf("main")).toContain("1 lock has no bridge.");
  });

  it("lists fifty at most and counts the rest", async () => {
    const locks = Array.from({ length: 62 }, () => ({ name: "Flat", sensor: true, bridge: true }));
    await check({ locks });
    expect(textOf("h1")).toBe("62 locks found");
    expect(document.querySelectorAll("main > ul bdi")).toHaveLength(50);
    expect(textOf("main > ul li:last-child")).toBe("and 12 more");
  });

  it("names the scopes that are missing and what they would add", async () => {
    await check({ scopes: ["Device.Read", "Account.Read"] });
    expect(textsOf("dl > div")).toEqual([
      "DeviceActivity.Read see who opened what, and when; not used yet",
      "Lock.Operate lock and unlock; not used yet",
    ]);
  });

  it("claims nothing of a key that may not read its own scopes", async () => {
    await check({ scopes: null, endsAt: null });
    expect(textOf("main > p")).toMatch(/Add the Account\.Read scope if you want Ajar to show when the key expires\.$/);
    expect(document.querySelector("dl")).toBeNull();
  });

  it("may be nothing: then it says so, and leads back to another key", async () => {
    await check({ locks: [] });
    expect(textOf("h1")).toBe("No locks in this account");
    expect(textOf("main > p")).toContain("use a key from another account");
    expect(buttons()).toEqual(["Back", "Use another key", "Continue"]);
    await click("Use another key");
    expect(textOf("h1")).toBe("Connect to Tedee");
  });
});

it("claims no number and no sensors of locks that were not read", async () => {
  await check({ more: true });
  expect(textOf("h1")).toBe("At least 5 locks found");
  expect(textOf("main")).toContain("and others");
  expect(textOf("main")).not.toContain("have a door sensor");
});

describe("where the key is kept", () => {
  it.each([
    ["keyring", /will be saved in this computer’s keyring/, false],
    ["obscured", /No keyring available.*not encrypted.*other programs.*only until you quit/, true],
    ["none", /can’t save the key.*until you quit/, false],
  ] as const)("%s is said", async (storage, text, asks) => {
    await check({ storage });
    expect(textOf("main")).toMatch(text);
    expect(screen.queryByRole("checkbox") !== null).toBe(asks);
  });

  it("takes a consent that nobody gave for none", async () => {
    const { desk } = await check({ storage: "obscured" });
    expect(consent().checked).toBe(false);
    await click("Continue");
    expect(desk.calls).toContain("keepKey false");
  });

  it("takes a consent that was given", async () => {
    const { desk } = await check({ storage: "obscured" });
    await fireEvent.click(consent());
    await click("Continue");
    expect(desk.calls).toContain("keepKey true");
  });

  it.each(["keyring", "none"] as const)("takes no consent where there is nothing to agree to: %s", async (storage) => {
    const { desk } = await check({ storage });
    await click("Continue");
    expect(desk.calls).toContain("keepKey false");
  });
});

describe("going on", () => {
  it("keeps the key once and goes to the alerts", async () => {
    const opened = await check();
    const { desk } = opened;
    const answer = Promise.withResolvers<"keyring">();
    desk.answers.keepKey = () => answer.promise;
    await click("Continue");
    await click("Connecting…");
    // main may tell of the new account first, and the steps stay steps
    desk.push("account", kept("keyring"));
    expect(screen.getByLabelText("Step 3 of 4")).toBeTruthy();
    answer.resolve("keyring");
    await settle();
    expect(desk.calls.filter((call) => call.startsWith("keepKey"))).toEqual(["keepKey false"]);
    expect(textOf("h1")).toBe("When Ajar speaks up");
    expect(opened.models.connection.account).toMatchObject({ kind: "key", storedIn: "keyring" });
  });

  it("goes back to the house after a key that replaced another", async () => {
    await check({}, within("key", kept("keyring")));
    await click("Continue");
    expect(textOf("h1")).toBe("All 5 locked and closed");
  });

  it("goes back to the settings when they asked for the key", async () => {
    const opened = open(within("settings", kept("keyring")));
    opened.desk.answers.checkKey = () => Promise.resolve({ ok: true, findings: findings() });
    await click("Replace key");
    await fireEvent.input(screen.getByLabelText("Personal access key"), { target: { value: PASTED } });
    const form = document.querySelector("form");
    if (form !== null) await fireEvent.submit(form);
    await settle();
    await click("Continue");
    expect(textOf("h1")).toBe("Settings");
    expect(document.activeElement?.textContent).toBe("Replace key");
  });

  it.each([
    ["holds it no longer", () => Promise.resolve(null)],
    ["fails", () => Promise.reject(new Error("full"))],
  ] as const)("goes back to the key step in words when main %s", async (_, keepKey) => {
    const { desk } = await check();
    desk.answers.keepKey = keepKey;
    await click("Continue");
    expect(textOf("h1")).toBe("Connect to Tedee");
    expect(textOf(".callout")).toMatch(/^Paste the key once more Ajar couldn’t start using the key/);
  });

  it("does not turn the page for one who left meanwhile", async () => {
    const { desk } = await check();
    const answer = Promise.withResolvers<"keyring">();
    desk.answers.keepKey = () => answer.promise;
    await click("Continue");
    await press("Escape");
    await press("Escape");
    answer.resolve("keyring");
    await settle();
    expect(textOf("h1")).toBe("All 5 locked and closed");
  });

  it("forgets what was seen when it is left", async () => {
    const { models } = await check();
    await click("Back");
    expect(models.setup.findings).toBeNull();
    expect(textOf("h1")).toBe("Connect to Tedee");
  });

  it("does not begin a window: without findings it is the key step", () => {
    open(without("checked"));
    expect(textOf("h1")).toBe("Connect to Tedee");
    expect(screen.getByLabelText("Step 2 of 4")).toBeTruthy();
  });
});
