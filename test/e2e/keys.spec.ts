import type { Fault } from "../../src-main/demo/server.ts";
import { leaks } from "../unit/support/leaks.ts";
import { expect } from "./fixtures.ts";
import {
  begin,
  BLIND,
  connect,
  ENDED,
  files,
  isWelcome,
  KEY,
  launch,
  notice,
  OTHER,
  SCOPES,
  setUp,
  test,
} from "./keys.ts";
import { expectManners, nextSync } from "./support.ts";
import { violations } from "../window/axe.ts";

const WRONG = "nobody.Knows/this+one";

test("a person with a key is led from the welcome to a watched house, which the next start finds", async ({
  ajar,
  cloud,
}) => {
  await launch(ajar);
  const page = await ajar.window();
  await expect.poll(async () => (await ajar.tray())?.icon).toBe("setup");
  await page.getByRole("button", { name: "Connect to Tedee" }).click();
  await expect(page.getByRole("button", { name: "Connect", exact: true })).toBeDisabled();
  await page.getByRole("button", { name: /^Open key page/ }).click();
  await expect.poll(() => ajar.opened()).toHaveLength(1);
  expect((await ajar.opened())[0]).toContain("https://portal.tedee.com/");

  await connect(page, KEY);
  await expect(page.getByRole("heading", { level: 1, name: "2 locks found" })).toBeVisible();
  await expect(page.getByText("Villa")).toBeVisible();
  await expect(page.getByText(/It expires on/)).toBeVisible();
  expect(leaks(KEY, await page.content())).toEqual([]);
  const consent = page.getByRole("checkbox", { name: "Save the key in a file" });
  if (await consent.isVisible()) await consent.check();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Allow notifications" }).click();
  await expect.poll(() => ajar.notifications()).toMatchObject([{ title: "Alerts are on" }]);
  await expect(page.getByRole("listitem", { name: "Villa" })).toContainText("Locked");
  await ajar.waitFor("tray", ({ icon }) => icon === "secure");
  await ajar.chooseTray("Settings");
  await page.getByRole("button", { name: "Copy report" }).click();
  await expect(page.getByText("Report copied.").first()).toBeVisible();
  const report = await ajar.copied();
  expect(JSON.parse(report)).toMatchObject({ key: { kind: "key" }, requests: { limit: 700 } });
  expect(report).not.toMatch(/Villa|Mill/);

  await ajar.quit();
  const mark = ajar.trace().length;
  await launch(ajar, "on", "--hidden");
  await ajar.waitFor("tray", ({ icon }) => icon === "secure", { after: mark });
  const outputs = [...ajar.trace().map((line) => JSON.stringify(line)), ajar.stderr(), files(ajar), report];
  expect(leaks(KEY, outputs.join("\n"))).toEqual([]);
  expectManners(cloud);
});

test.describe("a key that cannot be used is refused in words, and can be followed by a good one:", () => {
  const ANSWERS: readonly (readonly [string, string, Fault | null, RegExp])[] = [
    ["no key at all", "my password", null, /isn’t a personal access key/],
    ["a wrong one", WRONG, null, /Tedee rejected this key/],
    ["one that has ended", ENDED, null, /Tedee rejected this key/],
    ["one without the scope", BLIND, null, /isn’t allowed to read locks/],
    ["a captive portal", KEY, { kind: "html" }, /This network may want you to sign in/],
    ["a filter", KEY, { kind: "redirect" }, /network blocks access/],
    ["a limit", KEY, { kind: "status", status: 429, retryAfter: "600" }, /Request limit reached/],
    ["Tedee down", KEY, { kind: "status", status: 503 }, /Tedee isn’t responding/],
    ["a connection that breaks", KEY, { kind: "reset" }, /connection was lost/],
    ["half an answer", KEY, { kind: "truncate" }, /can’t be read/],
  ];

  test("all kinds, one after the other", async ({ ajar, cloud }) => {
    await launch(ajar);
    const page = await ajar.window();
    await page.getByRole("button", { name: "Connect to Tedee" }).click();
    for (const [what, key, fault, words] of ANSWERS) {
      await test.step(what, async () => {
        if (fault !== null) cloud.fault(fault);
        await connect(page, key);
        await expect(notice(page)).toContainText(words);
        await expect(notice(page)).toContainText(/Nothing was (saved|sent)\./);
        cloud.endFaults();
      });
    }
    await ajar.offline(true);
    await connect(page, KEY);
    await expect(notice(page)).toContainText("No internet");
    await ajar.offline(false);
    await expect.poll(async () => (await ajar.tray())?.icon).toBe("setup");
    expect(files(ajar)).not.toContain("sealed");
  });
});

test("nothing on the way to a watched house is hard to reach", async ({ ajar }) => {
  await launch(ajar, "weak");
  const page = await ajar.window();
  const found: Record<string, readonly string[]> = {};
  const look = async (name: string): Promise<void> => {
    await expect(page.getByRole("main")).toBeVisible();
    found[name] = await violations(page);
  };
  await look("welcome");
  await page.getByRole("button", { name: "Connect to Tedee" }).click();
  await look("key");
  await connect(page, WRONG);
  await expect(notice(page)).toContainText("Tedee rejected this key");
  await look("refusal");
  await connect(page, KEY);
  await expect(page.getByRole("button", { name: "Continue" })).toBeVisible();
  await look("checked");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("button", { name: "Not now" })).toBeVisible();
  await look("alerts");
  await page.getByRole("button", { name: "Not now" }).click();
  await page.getByRole("button", { name: "Menu", exact: true }).click();
  await look("menu");
  await page.getByRole("menuitem", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Remove key" }).click();
  await look("settings");
  expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, []])));
});

test("the demo is a visit: nothing of it is left in the real house", async ({ ajar, cloud }) => {
  await launch(ajar);
  const page = await ajar.window();
  await page.getByRole("button", { name: "Try the demo" }).click();
  await expect(page.getByText("Demo – no real locks")).toBeVisible();
  await expect(page.getByRole("listitem", { name: "Garage" })).toBeVisible();
  expect(cloud.cloud.counts().total).toBe(0);

  await page.getByRole("button", { name: "Connect to Tedee" }).click();
  await expect(page.getByText("Demo – no real locks")).toBeHidden();
  await setUp(page, KEY);
  await page.getByRole("button", { name: "Not now" }).click();
  await expect(page.getByRole("listitem")).toHaveCount(2);
  await expect(page.getByText("Garage")).toBeHidden();
  await ajar.waitFor("tray", ({ icon }) => icon === "secure");
  await expect.poll(async () => (await ajar.tray())?.items.map(({ label }) => label).join()).not.toContain("Garage");
  expect(files(ajar)).not.toContain("Garage");
});

test("a key is replaced by another, and stays while its successor is refused", async ({ ajar, cloud }) => {
  const page = await begin(ajar);
  await ajar.chooseTray("Settings");
  await page.getByRole("button", { name: "Replace key" }).click();
  await connect(page, WRONG);
  await expect(notice(page)).toContainText("Ajar is still using your current key.");
  await setUp(page, OTHER);
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  // the old key's end shows whose requests go on
  cloud.cloud.addKey({ key: KEY, name: "Desk", scopes: SCOPES, validTo: Date.now() - 1 });
  await nextSync(ajar);
  expect(cloud.cloud.counts().answered401).toBe(1);
});

test("a key that is removed is gone, here and at the next start", async ({ ajar, cloud }) => {
  const page = await begin(ajar);
  await ajar.chooseTray("Settings");
  await page.getByRole("button", { name: "Remove key" }).click();
  await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.getByRole("button", { name: "Remove now" }).click();
  await expect(page.getByRole("button", { name: "Connect to Tedee" })).toBeVisible();
  await expect.poll(async () => (await ajar.tray())?.icon).toBe("setup");
  expect(files(ajar)).not.toContain("sealed");
  const asked = cloud.cloud.counts().total;

  await ajar.quit();
  await launch(ajar);
  await isWelcome(await ajar.window());
  expect(cloud.cloud.counts().total).toBe(asked);
});
