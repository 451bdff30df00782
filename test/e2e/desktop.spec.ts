import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { HOUSE } from "../../src-main/demo/house.ts";
import { expect, test } from "./fixtures.ts";
import { expectManners, launchWell, nextSync, OPEN, SHUT, told, toldBy } from "./support.ts";

const { back, front } = HOUSE;

test("without internet nothing is headlined, and what opened meanwhile is told when it is back", async ({
  ajar,
  cloud,
}) => {
  // data is old only after 100 s, and the spec waits for that
  test.setTimeout(240_000);
  await launchWell(ajar);
  const page = await ajar.window();
  const mark = ajar.trace().length;
  await ajar.offline(true);
  await ajar.waitFor("problem", ({ failure }) => failure === "no-network", { withinMs: 90_000 });
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Offline since");
  await expect(page.getByRole("status").filter({ hasText: "No internet since" })).toBeVisible();
  cloud.cloud.set(back.serial, OPEN);
  await ajar.waitFor("tray", ({ icon }) => icon === "offline", { after: mark, withinMs: 120_000 });
  await expect.poll(async () => (await ajar.tray())?.tip).toMatch(/^No connection since/);
  await expect(page.getByRole("listitem", { name: front.name })).toContainText(/Was locked at/);
  expect(toldBy(ajar)).toEqual([]);

  await ajar.offline(false);
  // a wish that comes too early is told when it can be met, and made again
  await expect(async () => {
    if (toldBy(ajar).length === 0) await page.getByRole("button", { name: "Try now" }).click({ timeout: 2000 });
    expect(toldBy(ajar)).toEqual(["Back door is open"]);
  }).toPass({ intervals: [5000], timeout: 60_000 });
  await expect(page.getByRole("status").filter({ hasText: "No internet" })).toBeHidden();
  await expect.poll(async () => (await ajar.tray())?.icon).toBe("open");
  expectManners(cloud);
});

test("where nobody shows notifications, alerts come into the window with a word about it", async ({ ajar, cloud }) => {
  await launchWell(ajar, "--hidden");
  await ajar.notificationDaemon(false);
  cloud.cloud.set(back.serial, OPEN);
  expect(await told(ajar, "Back door opened")).toMatchObject({ via: "window" });
  const page = await ajar.window();
  await expect(page.getByRole("region", { name: "Alerts" }).getByText("Back door opened")).toBeVisible();
  await expect(page.getByText(/Your desktop shows no notifications/)).toBeVisible();
  await page.getByRole("button", { name: "Dismiss: Back door opened" }).click();
  await expect(page.getByRole("region", { name: "Alerts" }).getByText("Back door opened")).toBeHidden();

  await ajar.notificationDaemon(true);
  await expect(page.getByText(/Your desktop shows no notifications/)).toBeHidden();
  cloud.cloud.set(back.serial, SHUT);
  await nextSync(ajar);
  cloud.cloud.set(back.serial, OPEN);
  await expect.poll(() => ajar.notifications()).toMatchObject([{ title: "Back door opened" }]);
});

test("saved data that can be neither read nor copied is said, and Ajar watches all the same", async ({ ajar }) => {
  for (const name of ["settings.json", "key.json", "window.json"]) mkdirSync(join(ajar.userData, name));
  await launchWell(ajar);
  await expect((await ajar.window()).getByText(/couldn’t be saved \(settings\.json/)).toBeVisible();
});

test("where nobody shows tray icons, the window opens; the icon comes when somebody does", async ({ ajar }) => {
  await launchWell(ajar, "--hidden");
  await ajar.trayHost(false);
  await expect.poll(() => ajar.tray()).toBeNull();
  await ajar.trayHost(true);
  await expect.poll(async () => (await ajar.tray())?.icon).toBe("secure");
});
