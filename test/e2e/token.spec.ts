import { DEMO_TOKEN } from "../../src-main/demo/server.ts";
import { leaks } from "../unit/support/leaks.ts";
import { expect } from "./fixtures.ts";
import { files, test } from "./keys.ts";
import { expectManners, nextSync } from "./support.ts";

test("an access token of the environment watches the house, is nowhere saved and cannot be replaced", async ({
  ajar,
  cloud,
}) => {
  await ajar.launch({ env: { AJAR_PERSONAL_KEY: "", AJAR_ACCESS_TOKEN: DEMO_TOKEN, STAND_IN_KEYRING: "on" } });
  await ajar.waitFor("tray", ({ icon }) => icon === "secure");
  const page = await ajar.window();
  await expect(page.getByRole("listitem", { name: "Villa" })).toContainText("Locked");
  await ajar.chooseTray("Settings");
  await expect(page.getByText(/the access token from AJAR_ACCESS_TOKEN/)).toBeVisible();
  await expect(page.getByRole("button", { name: /^(Replace|Remove) key$/ })).toHaveCount(0);
  await nextSync(ajar);
  const outputs = [
    ...ajar.trace().map((line) => JSON.stringify(line)),
    ajar.stderr(),
    files(ajar),
    await page.content(),
  ];
  expect(leaks(DEMO_TOKEN, outputs.join("\n"))).toEqual([]);
  expect(files(ajar)).not.toContain("sealed");
  expectManners(cloud);
});
