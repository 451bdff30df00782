import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { demoLock } from "../../src-main/demo/demo-lock.ts";
import type { Driver } from "./driver.ts";
import { expect, test as base } from "./fixtures.ts";

const DAY_MS = 86_400_000;

/** Two keys that can watch, one whose time is over and one that may not read locks. */
export const KEY = "ownkey.Zq7%Kd0x/Vb+9Wt!Hs&Jf=Ly*Pn~Rc:Mg";
export const OTHER = "second.Bn4-Xw8/Tf+2Ge%Ua0Oi=Dk*Sv~Yh:Cz";
export const ENDED = "oldkey.Ended/yesterday+and+no+use";
export const BLIND = "nodevs.May/read+accounts+alone";
/** What a key that can watch may do. */
export const SCOPES = ["Device.Read", "Account.Read"];

/** Specs whose cloud has two locks and knows these keys. */
export const test = base.extend({
  cloudOptions: { scripted: false, locks: [demoLock(1, "Villa"), demoLock(2, "Mill")] },
  cloud: async ({ cloud }, use) => {
    const validTo = Date.now() + 30 * DAY_MS;
    cloud.cloud.addKey({ key: KEY, name: "Desk", scopes: SCOPES, validTo });
    cloud.cloud.addKey({ key: OTHER, name: "New desk", scopes: SCOPES, validTo });
    cloud.cloud.addKey({ key: ENDED, name: "Old", scopes: SCOPES, validTo: Date.now() - 1 });
    cloud.cloud.addKey({ key: BLIND, name: "Blind", scopes: ["Account.Read"], validTo });
    await use(cloud);
  },
});

/** What the stand-in has in place of a keyring. */
type Keyring = "on" | "locked" | "weak" | "off";

/** Starts without a key in the environment. */
export const launch = (ajar: Driver, keyring: Keyring = "on", ...flags: readonly string[]): Promise<void> =>
  ajar.launch({ flags, env: { AJAR_PERSONAL_KEY: "", STAND_IN_KEYRING: keyring } });

/** Everything that Ajar has written to its folder. */
export function files(ajar: Driver): string {
  const texts = readdirSync(ajar.userData, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(json|log|txt)$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
  return texts.join("\n");
}

/** Pastes a key and asks for it to be looked at. */
export async function connect(page: Page, key: string): Promise<void> {
  await page.getByRole("textbox", { name: "Personal access key" }).fill(key);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
}

/** From the key step to the house, with the key kept as well as this computer can. */
export async function setUp(page: Page, key: string): Promise<void> {
  await connect(page, key);
  await expect(page.getByRole("heading", { level: 1, name: /lock.? found/ })).toBeVisible();
  const consent = page.getByRole("checkbox", { name: "Save the key in a file" });
  if (await consent.isVisible()) await consent.check();
  await page.getByRole("button", { name: "Continue" }).click();
}

/** The whole way of a person with a good key. */
export async function begin(ajar: Driver, keyring: Keyring = "on"): Promise<Page> {
  await launch(ajar, keyring);
  const page = await ajar.window();
  await page.getByRole("button", { name: "Connect to Tedee" }).click();
  await setUp(page, KEY);
  await page.getByRole("button", { name: "Not now" }).click();
  await ajar.waitFor("tray", ({ icon }) => icon === "secure");
  return page;
}

/** The words in which a key was refused. */
export const notice = (page: Page): Locator => page.getByRole("main").getByRole("alert");

/** Waits for the page of a person who has no key yet. */
export const isWelcome = async (page: Page): Promise<void> => {
  await expect(page.getByRole("button", { name: "Connect to Tedee" })).toBeVisible();
};
