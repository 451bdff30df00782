import { demoLock } from "../../src-main/demo/demo-lock.ts";
import { HOUSE } from "../../src-main/demo/house.ts";
import { violations } from "../window/axe.ts";
import { expect, test } from "./fixtures.ts";
import { launchWell, nextSync, OPEN, told } from "./support.ts";

const { back } = HOUSE;
const many = Array.from({ length: 60 }, (_, index) =>
  demoLock(index + 1, `Flat ${String(index + 1).padStart(2, "0")}`),
);

test("a click on the notification opens the window at that lock", async ({ ajar, cloud }) => {
  await launchWell(ajar, "--hidden");
  expect(await ajar.hasWindow()).toBe(false);
  cloud.cloud.set(back.serial, OPEN);
  await told(ajar, "Back door opened");
  await ajar.clickNotification("Back door opened");
  const page = await ajar.window();
  await expect(page.getByRole("listitem", { name: back.name })).toBeFocused();
  await expect(page.getByRole("listitem", { name: back.name })).toBeInViewport();
  await expect.poll(() => ajar.notifications()).toEqual([]);
});

test.describe("with sixty locks", () => {
  test.use({ cloudOptions: { scripted: false, locks: many } });

  test("the window closes, is destroyed after 30 s and comes back as it was, polling all the while", async ({
    ajar,
    cloud,
  }) => {
    await launchWell(ajar);
    const page = await ajar.window();
    await page.getByRole("searchbox").fill("flat 4");
    await expect(page.getByRole("listitem")).toHaveCount(10);
    await page.getByRole("listitem", { name: "Flat 47" }).focus();

    await ajar.closeWindow();
    expect(await ajar.hasWindow()).toBe(true);
    await expect.poll(() => ajar.hasWindow(), { timeout: 45_000 }).toBe(false);
    cloud.cloud.set(many[46]?.serial ?? "", OPEN);
    await told(ajar, "Flat 47 opened");

    await ajar.chooseTray("Show Ajar");
    const again = await ajar.window();
    await expect(again.getByRole("searchbox")).toHaveValue("flat 4");
    await expect(again.getByRole("listitem", { name: "Flat 47" })).toContainText("Door open");
    await expect(again.getByRole("listitem", { name: "Flat 47" })).toBeFocused();
  });
});

test("a window that is opened again at once is the same one, and shows what happened meanwhile", async ({
  ajar,
  cloud,
}) => {
  await launchWell(ajar);
  await ajar.window();
  await ajar.closeWindow();
  cloud.cloud.set(back.serial, OPEN);
  await nextSync(ajar);
  await ajar.chooseTray("Show Ajar");
  await expect((await ajar.window()).getByRole("listitem", { name: back.name })).toContainText("Door open");
});

test("nothing in the window is hard to reach, dark", async ({ ajar, cloud }) => {
  cloud.cloud.set(back.serial, OPEN);
  await ajar.launch();
  await ajar.dark(true);
  const page = await ajar.window();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(page.getByRole("listitem")).toHaveCount(6);
  expect(await violations(page)).toEqual([]);
  await ajar.offline(true);
  await expect(page.getByRole("status").filter({ hasText: "No internet" })).toBeVisible({ timeout: 90_000 });
  expect(await violations(page)).toEqual([]);
});

test("the window has no network, opens nothing and goes nowhere", async ({ ajar }) => {
  await launchWell(ajar);
  const page = await ajar.window();
  const origin = page.url();
  const tried = await page.evaluate(async () => {
    const opened = window.open("https://example.invalid/");
    const asked = await Notification.requestPermission().catch(() => "refused");
    return { opened: opened === null, asked };
  });
  expect(tried.opened).toBe(true);
  await page.evaluate(() => {
    const link = document.createElement("a");
    link.href = "https://example.invalid/";
    document.body.append(link);
    link.click();
  });
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(page.url()).toBe(origin);
  expect(await ajar.opened()).toEqual([]);
});
