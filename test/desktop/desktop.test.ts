import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, test, type TestContext } from "vitest";
import { HOUSE } from "../../src-main/demo/house.ts";
import { say } from "../../src-main/core/words/words.ts";
import { english } from "../unit/support/words.ts";
import { launchWell, nextSync, OPEN, SHUT, told } from "../e2e/support.ts";
import { moveIn, openBrowser, processorMs } from "./app.ts";
import type { ServiceName } from "./session.ts";

const { back } = HOUSE;
const NO_TRAY = say(english, "shell.no-tray");
const NO_NOTIFICATIONS = say(english, "shell.no-notifications");
const OPENED = "Back door opened";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

/** A home for one test, left behind when that ends, and what a window says there in the end. */
async function home(
  { expect, onTestFinished }: TestContext,
  running: readonly ServiceName[],
  onDemand: readonly ServiceName[] = [],
) {
  const found = await moveIn(browser, { running, onDemand });
  onTestFinished(found.leave);
  const says = (page: Page, text: string) => expect.poll(() => page.getByText(text).isVisible());
  return { ...found, expect, says };
}

describe.concurrent("on a real session bus", () => {
  test("without a tray host a hidden start shows the window and says why, until the host comes", async (context) => {
    const { session, ajar, expect, says } = await home(context, ["notifications"]);
    await launchWell(ajar, "--hidden");
    const page = await ajar.window();
    await says(page, NO_TRAY).toBe(true);
    expect(await ajar.tray()).toBeNull();

    const host = await session.start("tray-host");
    await expect.poll(() => ajar.tray()).toMatchObject({ icon: "secure", calls: { setImage: 0, setContextMenu: 1 } });
    await says(page, NO_TRAY).toBe(false);

    // a panel that starts again forgets the picture, and the icon may not be made anew
    await host.stop();
    await expect.poll(() => ajar.tray()).toBeNull();
    await session.start("tray-host");
    await expect.poll(() => ajar.tray()).toMatchObject({ icon: "secure", calls: { setImage: 1, setContextMenu: 1 } });
    expect(await page.getByText(NO_TRAY).isVisible()).toBe(false);
  });

  test("a list of tray icons that nobody shows yet is no tray host, until somebody does", async (context) => {
    const { session, ajar, expect, says } = await home(context, ["notifications", "tray-list"]);
    await launchWell(ajar, "--hidden");
    const page = await ajar.window();
    await says(page, NO_TRAY).toBe(true);
    expect(await ajar.tray()).toBeNull();
    session.bringTrayHost();
    await expect.poll(() => ajar.tray()).toMatchObject({ icon: "secure", calls: { setImage: 0, setContextMenu: 1 } });
    await says(page, NO_TRAY).toBe(false);
  });

  test("with a tray host a hidden start shows no window; a second start shows it", async (context) => {
    const { ajar, expect } = await home(context, ["tray-host"]);
    await launchWell(ajar, "--hidden");
    await expect.poll(() => ajar.tray()).toMatchObject({ icon: "secure" });
    expect(await ajar.hasWindow()).toBe(false);
    expect(await ajar.startAgain()).toBe(0);
    const page = await ajar.window();
    await page.getByRole("heading", { level: 1 }).waitFor();
    // the word about a missing host would be here by now
    expect(await page.getByText(NO_TRAY).isVisible()).toBe(false);
  });

  test("without a tray host a second start shows the window again, and quitting works", async (context) => {
    const { ajar, expect, says } = await home(context, []);
    await launchWell(ajar);
    await says(await ajar.window(), NO_TRAY).toBe(true);
    await ajar.closeWindow();
    expect(await ajar.startAgain()).toBe(0);
    await says(await ajar.window(), NO_TRAY).toBe(true);
    // what the end of a session sends
    expect(await ajar.kill("SIGTERM")).toBe(0);
  });

  test("without a notification service an alert is in the window, and the next on the desktop when one came", async (context) => {
    const { session, cloud, ajar, expect, says } = await home(context, ["tray-host"]);
    await launchWell(ajar, "--hidden");
    cloud.cloud.set(back.serial, OPEN);
    expect(await told(ajar, OPENED)).toMatchObject({ via: "window" });
    const page = await ajar.window();
    await says(page, NO_NOTIFICATIONS).toBe(true);
    await expect.poll(() => page.getByRole("region", { name: "Alerts" }).getByText(OPENED).isVisible()).toBe(true);

    await session.start("notifications");
    await says(page, NO_NOTIFICATIONS).toBe(false);
    cloud.cloud.set(back.serial, SHUT);
    const mark = ajar.trace().length;
    await nextSync(ajar);
    cloud.cloud.set(back.serial, OPEN);
    expect(await told(ajar, OPENED, mark)).toMatchObject({ via: "system" });
    await expect.poll(() => ajar.notifications()).toMatchObject([{ title: OPENED }]);
  });

  test("a notification service that goes is missed at the next alert", async (context) => {
    const { session, cloud, ajar, expect, says } = await home(context, ["tray-host"]);
    const service = await session.start("notifications");
    await launchWell(ajar, "--hidden");
    await service.stop();
    cloud.cloud.set(back.serial, OPEN);
    expect(await told(ajar, OPENED)).toMatchObject({ via: "window" });
    await says(await ajar.window(), NO_NOTIFICATIONS).toBe(true);
  });

  test("a notification service that starts on demand is started by the bus for the first alert", async (context) => {
    const { session, cloud, ajar, expect } = await home(context, ["tray-host"], ["notifications"]);
    await launchWell(ajar, "--hidden");
    // nothing asked for it before there was something to show
    expect(session.has("notifications")).toBe(false);
    cloud.cloud.set(back.serial, OPEN);
    expect(await told(ajar, OPENED)).toMatchObject({ via: "system" });
    expect(session.has("notifications")).toBe(true);
    await expect.poll(() => ajar.notifications()).toMatchObject([{ title: OPENED }]);
    expect(await ajar.hasWindow()).toBe(false);
  });

  test("the bus may die: the app goes on in peace, and tells its alerts in the window", async (context) => {
    const { session, cloud, ajar, expect, says } = await home(context, ["tray-host", "notifications"]);
    await launchWell(ajar, "--hidden");
    await expect.poll(() => ajar.tray()).toMatchObject({ icon: "secure" });
    await session.end();
    await expect.poll(() => ajar.tray()).toBeNull();
    const [wall, work] = [performance.now(), processorMs(ajar)];
    cloud.cloud.set(back.serial, OPEN);
    expect(await told(ajar, OPENED)).toMatchObject({ via: "window" });
    // a loop that never rests would have used all of the time
    expect(processorMs(ajar) - work).toBeLessThan((performance.now() - wall) / 2);
    const page = await ajar.window();
    await says(page, NO_NOTIFICATIONS).toBe(true);
    await ajar.closeWindow();
    expect(await ajar.startAgain()).toBe(0);
    await expect.poll(() => ajar.isWindowVisible()).toBe(true);
    expect(ajar.trace().filter(({ kind }) => kind === "problem")).toEqual([]);
  });
});
