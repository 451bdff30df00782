import { describe, expect, it } from "vitest";
import { without } from "./support/scenes.ts";
import { sample } from "./support/rows.ts";
import { STATES } from "./support/states.ts";
import { buttons, click, open, settle, textOf, useWindows } from "./support/window.ts";

useWindows();

describe("the welcome", () => {
  it("asks its question, says what Ajar is not, and offers two ways on", () => {
    open(STATES.setup);
    expect(textOf("h1")).toBe("Is everything shut?");
    expect(textOf("main")).toContain("Unofficial – not made by Tedee");
    expect(textOf("main")).toContain("Your key is only ever sent to Tedee.");
    expect(buttons()).toEqual(["Connect to Tedee", "Try the demo"]);
    expect(document.querySelector(".headline, .callout")).toBeNull();
  });

  it("names the cloud that the key goes to, on each page that asks for it", async () => {
    const { snapshot } = STATES.setup;
    open({ ...STATES.setup, snapshot: { ...snapshot, otherCloud: "cloud.test" } });
    expect(textOf("main")).toContain("Your key is only ever sent to cloud.test.");
    await click("Connect to Tedee");
    expect(textOf("p[id$='-hint']")).toBe("Nothing is sent until you choose Connect, and then only to cloud.test.");
  });

  it("goes on to the key", async () => {
    open(STATES.setup);
    await click("Connect to Tedee");
    expect(textOf("h1")).toBe("Connect to Tedee");
  });

  it("opens the demo, and shows its house when main does", async () => {
    const { desk } = open(STATES.setup);
    desk.answers.state = () => Promise.resolve(STATES.demo);
    await click("Try the demo");
    expect(desk.calls).toContain("enterDemo");
    expect(textOf("h1")).toBe("All 5 locked and closed");
    expect(textOf(".stripe p")).toBe("Demo – no real locks");
  });

  it("opens it once, however often it is asked before an answer", async () => {
    const { desk } = open(STATES.setup);
    desk.answers.state = () => new Promise(() => undefined);
    await click("Try the demo");
    await click("Try the demo");
    expect(desk.calls.filter((call) => call === "enterDemo")).toHaveLength(1);
  });

  it("says that a saved key was lost and has to be pasted again", () => {
    open(without("home", { kind: "none", lost: true }));
    expect(textOf(".callout")).toMatch(/needed again The saved key can’t be read any more\. Paste it again/);
  });
});

describe("a key that waits for its keyring", () => {
  it("is said, with every way on", () => {
    open(STATES["keyring-locked"]);
    expect(textOf("h1")).toBe("Waiting for your keyring");
    expect(textOf("main")).toContain("Unlock the keyring, then choose Try again");
    expect(buttons()).toEqual(["Try again", "Paste another key", "Try the demo"]);
    expect(textOf("[role='status'].still")).toBe("");
  });

  it("is asked for again, and says when it still waits", async () => {
    const { desk } = open(STATES["keyring-locked"]);
    await click("Try again");
    expect(desk.calls).toContain("retryKeyring");
    expect(textOf("[role='status'].still")).toBe("The keyring is still locked.");
  });

  it("gives way to the house once it is there", async () => {
    const { desk } = open(STATES["keyring-locked"]);
    desk.answers.state = () => Promise.resolve(sample());
    await click("Try again");
    expect(textOf("h1")).toBe("All 5 locked and closed");
  });

  it("gives way to the house by itself, too", async () => {
    const { desk } = open(STATES["keyring-locked"]);
    desk.push("account", sample().account);
    desk.push("snapshot", sample().snapshot);
    await settle();
    expect(textOf("h1")).toBe("All 5 locked and closed");
  });

  it("may be replaced by another", async () => {
    open(STATES["keyring-locked"]);
    await click("Paste another key");
    expect(textOf("h1")).toBe("Connect to Tedee");
    await click("Back");
    expect(textOf("h1")).toBe("Waiting for your keyring");
    expect(document.activeElement?.textContent).toBe("Paste another key");
  });
});
