import { DOOR_STATE, LOCK_STATE } from "../../src-main/demo/demo-lock.ts";
import { expect, test } from "./fixtures.ts";

const FRONT_DOOR = "200001-10001";

test("a door that opens is told by icon, window and notification", async ({ ajar, cloud }) => {
  await ajar.launch();
  const page = await ajar.window();
  await expect(page.getByText("Front door")).toBeVisible();
  await ajar.waitFor("tray", ({ icon }) => icon !== "offline");

  const mark = ajar.trace().length;
  cloud.cloud.set(FRONT_DOOR, { state: LOCK_STATE.unlocked, doorState: DOOR_STATE.opened });
  await ajar.waitFor("tray", ({ icon }) => icon === "open", { after: mark });
  await expect.poll(async () => (await ajar.tray())?.icon).toBe("open");
  const { title } = await ajar.waitFor("notify", undefined, { after: mark });
  await expect.poll(async () => (await ajar.notifications()).map((shown) => shown.title)).toContain(title);

  await ajar.closeWindow();
  expect(await ajar.isWindowVisible()).toBe(false);
  await ajar.clickNotification(title);
  await expect(await ajar.window()).toHaveTitle("Ajar");
  await expect.poll(() => ajar.notifications()).toEqual([]);
});
