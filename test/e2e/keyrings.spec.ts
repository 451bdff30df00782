import { leaks } from "../unit/support/leaks.ts";
import { expect } from "./fixtures.ts";
import { findHost } from "./host.ts";
import { begin, connect, files, isWelcome, KEY, launch, setUp, test } from "./keys.ts";

const STAND_IN_ONLY =
  "the specs start Electron with a key that is no keyring's, and cannot follow a process that starts anew";

test.describe("a computer", () => {
  test.skip(findHost().name === "electron", STAND_IN_ONLY);

  test("without any keyring keeps the key until Ajar quits, and says so", async ({ ajar }) => {
    await launch(ajar, "off");
    const page = await ajar.window();
    await page.getByRole("button", { name: "Connect to Tedee" }).click();
    await connect(page, KEY);
    await expect(page.getByText("This computer can’t save the key")).toBeVisible();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "Not now" }).click();
    await ajar.waitFor("tray", ({ icon }) => icon === "secure");
    expect(files(ajar)).not.toContain("sealed");
    await ajar.quit();
    await launch(ajar, "off");
    await isWelcome(await ajar.window());
  });

  test("with no more than obscurity keeps the key only where the person agrees", async ({ ajar }) => {
    await launch(ajar, "weak");
    const page = await ajar.window();
    await page.getByRole("button", { name: "Connect to Tedee" }).click();
    await connect(page, KEY);
    await expect(page.getByRole("checkbox", { name: "Save the key in a file" })).not.toBeChecked();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "Not now" }).click();
    await ajar.waitFor("tray", ({ icon }) => icon === "secure");
    expect(files(ajar)).not.toContain("sealed");
    await ajar.quit();

    await launch(ajar, "weak");
    const again = await ajar.window();
    await again.getByRole("button", { name: "Connect to Tedee" }).click();
    await setUp(again, KEY);
    await again.getByRole("button", { name: "Not now" }).click();
    await expect(again.getByRole("listitem", { name: "Villa" })).toBeVisible();
    expect(files(ajar)).toContain("obscured");
    expect(leaks(KEY, files(ajar))).toEqual([]);
    await ajar.quit();

    const mark = ajar.trace().length;
    await launch(ajar, "weak", "--hidden");
    await ajar.waitFor("tray", ({ icon }) => icon === "secure", { after: mark });
  });

  test("whose keyring is locked waits for it, and loses nothing", async ({ ajar, cloud }) => {
    await begin(ajar);
    const kept = files(ajar);
    await ajar.quit();
    const asked = cloud.cloud.counts().total;
    await launch(ajar, "locked");
    const page = await ajar.window();
    await expect(page.getByText(/Unlock the keyring/)).toBeVisible();
    expect(cloud.cloud.counts().total).toBe(asked);
    const sealed = /"sealed": "[^"]+"/.exec(kept)?.[0] ?? "none was kept";
    expect(files(ajar)).toContain(sealed);

    // a process asks its keyring once, so that the next one has to
    await page.getByRole("button", { name: "Try again" }).click();
    expect(await ajar.startedAnew()).not.toContain("--hidden");
    expect(files(ajar)).toContain(sealed);
    const mark = ajar.trace().length;
    await launch(ajar);
    await expect((await ajar.window()).getByRole("listitem", { name: "Villa" })).toBeVisible();
    await ajar.waitFor("tray", ({ icon }) => icon === "secure", { after: mark });
  });

  test("whose demo was a process of its own starts anew without it", async ({ ajar }) => {
    await launch(ajar, "on", "--demo");
    const page = await ajar.window();
    await expect(page.getByRole("listitem", { name: "Garage" })).toBeVisible();
    await page.getByRole("button", { name: "Connect to Tedee" }).click();
    const args = await ajar.startedAnew();
    expect(args).not.toContain("--demo");
    expect(args).toContain("--trace");
  });
});
