import { HOUSE } from "../../src-main/demo/house.ts";
import { expect, test } from "./fixtures.ts";
import { launchWell, nextSync, OPEN, SHUT, told, toldBy } from "./support.ts";

const { back, front } = HOUSE;

const labels = (items: readonly { readonly label: string }[] | undefined): readonly string[] =>
  (items ?? []).map(({ label }) => label);

test("the menu names the state, the locks and what can be done, and does it", async ({ ajar, cloud }) => {
  await launchWell(ajar, "--hidden");
  const lines = async (): Promise<readonly string[]> => labels((await ajar.tray())?.items);
  await expect
    .poll(lines)
    .toEqual([
      "Show Ajar",
      "5 locked, 1 not reachable",
      "Shed: Not reachable without a bridge",
      "Front door: Locked, door closed",
      "Back door: Locked, door closed",
      "Garage: Locked, no door sensor",
      "Cellar: Locked, door closed",
      "Office: Locked, door closed",
      "Refresh",
      "Pause alerts for 1 hour",
      "Settings",
      "Quit Ajar",
    ]);
  const status = (await ajar.tray())?.items[1];
  expect(status?.enabled).toBe(false);

  await ajar.chooseTray("Garage: Locked, no door sensor");
  const page = await ajar.window();
  await expect(page.getByRole("listitem", { name: "Garage" })).toBeFocused();

  cloud.cloud.set(back.serial, OPEN);
  await told(ajar, "Back door opened");
  await expect.poll(async () => (await lines())[1]).toMatch(/^Back door open since/);
  expect((await lines())[2]).toMatch(/^Back door: Door open since/);

  await page.getByRole("button", { name: /Refresh/ }).click();
  await expect(page.getByText(/You can check again in/).first()).toBeVisible();
  await ajar.chooseTray("Quit Ajar");
  await expect.poll(() => ajar.isRunning()).toBe(false);
});

test("a pause keeps alerts back and tells at its end what is still true", async ({ ajar, cloud }) => {
  await launchWell(ajar);
  const page = await ajar.window();
  await ajar.chooseTray("Pause alerts for 1 hour");
  await ajar.waitFor("tray", ({ icon }) => icon === "paused");
  await expect.poll(async () => (await ajar.tray())?.tip).toMatch(/^Alerts paused until \d\d:\d\d/);
  await expect(page.getByText(/Alerts paused until/)).toBeVisible();

  cloud.cloud.set(back.serial, OPEN);
  cloud.cloud.set(front.serial, OPEN);
  await ajar.waitFor("suppressed", ({ id }) => id === `${back.serial}:opened`);
  await expect.poll(async () => (await ajar.tray())?.icon).toBe("open");
  cloud.cloud.set(front.serial, SHUT);
  await nextSync(ajar);
  expect(toldBy(ajar)).toEqual([]);

  await ajar.chooseTray("Resume alerts");
  await told(ajar, "Back door is open");
  expect(toldBy(ajar)).toEqual(["Back door is open"]);
  await expect(page.getByText(/Alerts paused until/)).toBeHidden();
});

test("a second start shows the window of the first and ends; a signal ends the first with 0", async ({ ajar }) => {
  await launchWell(ajar, "--hidden");
  expect(await ajar.hasWindow()).toBe(false);
  expect(await ajar.startAgain()).toBe(0);
  await expect((await ajar.window()).getByRole("listitem")).toHaveCount(6);
  expect(await ajar.kill("SIGTERM")).toBe(0);
});
