import { HOUSE } from "../../src-main/demo/house.ts";
import { expect, test } from "./fixtures.ts";
import { expectManners, launchWell, nextSync, OPEN, passed, SHUT, syncsSince, told, toldBy } from "./support.ts";

const { back, front, shed } = HOUSE;

test("a door opens: icon, tooltip, row and notification say so within one poll, and its closing in silence", async ({
  ajar,
  cloud,
}) => {
  await launchWell(ajar);
  const page = await ajar.window();
  const row = page.getByRole("listitem", { name: back.name });
  await expect(row).toContainText("Locked");

  const mark = ajar.trace().length;
  cloud.cloud.set(back.serial, OPEN);
  await told(ajar, "Back door opened");
  expect(syncsSince(ajar, mark)).toBe(1);
  const tray = await ajar.tray();
  expect(tray?.icon).toBe("open");
  expect(tray?.tip).toMatch(/^Back door open since \d\d:\d\d/);
  await expect(row).toContainText("Door open");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("1 lock needs attention");
  await expect.poll(() => ajar.notifications()).toMatchObject([{ title: "Back door opened", urgency: "normal" }]);

  const closing = ajar.trace().length;
  cloud.cloud.set(back.serial, SHUT);
  const closed = await told(ajar, "Back door closed", closing);
  expect(closed.replaces).toBe(`${back.serial}:opened`);
  await expect.poll(() => ajar.notifications()).toMatchObject([{ title: "Back door closed" }]);
  await expect.poll(async () => (await ajar.tray())?.icon).toBe("secure");
  await expect(row).toContainText("Locked");
  expect(toldBy(ajar)).toEqual(["Back door opened", "Back door closed"]);
  expectManners(cloud);
});

test("while the computer sleeps nothing is asked and nothing announced, however the house moves", async ({
  ajar,
  cloud,
}) => {
  await launchWell(ajar);
  const before = ajar.trace().length;
  await ajar.power("suspend");
  await ajar.waitFor("power", ({ event }) => event === "suspend");
  await ajar.waitFor("tray", ({ icon }) => icon === "offline", { after: before });
  const mark = ajar.trace().length;
  const { total } = cloud.cloud.counts();
  cloud.cloud.set(back.serial, OPEN);
  cloud.cloud.set(front.serial, OPEN);
  await passed(25_000);
  expect(cloud.cloud.counts().total).toBe(total);
  expect(ajar.trace().slice(mark)).toEqual([]);

  await ajar.power("resume");
  await told(ajar, "Back door is open", mark);
  await told(ajar, "Front door is open", mark);
  expect(syncsSince(ajar, mark)).toBe(1);
  await expect.poll(async () => (await ajar.tray())?.icon).toBe("open");
  expectManners(cloud);
});

test("nothing is set again when nothing happened, and the lock without a bridge is never counted", async ({ ajar }) => {
  await launchWell(ajar);
  const page = await ajar.window();
  await nextSync(ajar);
  const before = await ajar.tray();
  expect(before?.tip).toBe("5 locked, 1 not reachable");
  await expect(page.getByRole("listitem", { name: shed.name })).toContainText("Not reachable");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("5 locked, 1 not reachable");

  const mark = ajar.trace().length;
  await nextSync(ajar);
  expect((await ajar.tray())?.calls).toEqual(before?.calls);
  expect(
    new Set(
      ajar
        .trace()
        .slice(mark)
        .map(({ kind }) => kind),
    ),
  ).toEqual(new Set(["request"]));
  expect(toldBy(ajar)).toEqual([]);
});
