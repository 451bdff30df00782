import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { HOUSE } from "../../src-main/demo/house.ts";
import { expect, test } from "./fixtures.ts";
import { BACK, expectManners, launchWell, LOST, nextSync, told, toldBy } from "./support.ts";

const { cellar } = HOUSE;

test("a lost bridge is told once, after two looks, and its return too", async ({ ajar, cloud }) => {
  writeFileSync(join(ajar.userData, "settings.json"), JSON.stringify({ version: 1, lossDelayMinutes: 0 }));
  await launchWell(ajar);
  const page = await ajar.window();
  const row = page.getByRole("listitem", { name: cellar.name });

  cloud.cloud.set(cellar.serial, LOST);
  await nextSync(ajar);
  expect(toldBy(ajar)).toEqual([]);
  await expect(row).toContainText("Locked");
  await told(ajar, "Cellar is offline");
  await expect(row).toContainText("No connection");
  await expect.poll(async () => (await ajar.tray())?.icon).toBe("offline");
  await expect.poll(async () => (await ajar.tray())?.tip).toMatch(/^Cellar: No connection, was locked at/);

  cloud.cloud.set(cellar.serial, BACK);
  await told(ajar, "Cellar is back online");
  expect(toldBy(ajar)).toEqual(["Cellar is offline", "Cellar is back online"]);
  await expect(row).toContainText("Locked");
  await expect.poll(async () => (await ajar.tray())?.icon).toBe("secure");
  expectManners(cloud);
});
