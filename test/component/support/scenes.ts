import type { Page } from "@playwright/test";
import type { KeyState, KeyCheck, KeyFindings, LoginState } from "../../../src-main/core/app/key-state.ts";
import { FAILURE_KINDS } from "../../../src-main/core/lock/failure.ts";
import { instant } from "../../../src-main/core/lock/lock.ts";
import type { Page as WindowPage, WindowState } from "../../../src-main/ipc/contract.ts";
import { banner } from "./banners.ts";
import { NOW, NAMES, sample } from "./rows.ts";
import { STATES } from "./states.ts";

/** What main answers in a scene. */
export interface Answers {
  readonly check?: KeyCheck;
  readonly login?: LoginState;
  readonly alerts?: boolean;
}

/** A state of the window that takes an answer of main, or a hand, to come about. */
export interface Scene {
  readonly state: WindowState;
  readonly answers?: Answers;
  readonly act?: (page: Page) => Promise<void>;
}

const IN_A_WHILE = instant(NOW + 114 * 86_400_000);
export const LONG_NAME = "Back door of the old boat house behind the harbour office (left wing)";

/** A window without a key, on a page. */
export const without = (page: WindowPage, account: KeyState = { kind: "none", lost: false }): WindowState => ({
  ...STATES.setup,
  account,
  view: { ...STATES.setup.view, page },
});

/** A window over a house, on a page. */
export const within = (page: WindowPage, account: KeyState, base: WindowState = sample()): WindowState => ({
  ...base,
  account,
  view: { ...base.view, page },
});

export const kept = (storedIn: Extract<KeyState, { kind: "key" }>["storedIn"], endsAt = IN_A_WHILE): KeyState => ({
  kind: "key",
  storedIn,
  endsAt,
});

const found = (name: string): KeyFindings["locks"][number] => ({ name, sensor: true, bridge: true });

/** A key that can see five locks and lacks nothing, with what differs. */
export const findings = (differs: Partial<KeyFindings> = {}): KeyFindings => ({
  locks: NAMES.map(found),
  more: false,
  endsAt: IN_A_WHILE,
  scopes: ["Device.Read", "DeviceActivity.Read", "Lock.Operate", "Account.Read"],
  storage: "keyring",
  ...differs,
});

/** What is pasted in every scene; no picture and no test may show it anywhere but in its field. */
export const PASTED = "Ab12Cd.c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I";

const paste = async (page: Page): Promise<void> => {
  await page.getByLabel("Personal access key").fill(PASTED);
};
const connect = async (page: Page): Promise<void> => {
  await paste(page);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await page.locator(".callout, h1[tabindex]").first().waitFor();
};
const checked = (differs: Partial<KeyFindings>): Scene => ({
  state: without("key"),
  answers: { check: { ok: true, findings: findings(differs) } },
  act: connect,
});
const press = (name: string) => (page: Page) => page.getByRole("button", { name }).click();

const refusals = [...FAILURE_KINDS, "malformed"] as const;
const mixed = [
  found("Front door"),
  { name: LONG_NAME, sensor: false, bridge: true },
  { name: "Garage", sensor: null, bridge: true },
  { name: "مدخل", sensor: true, bridge: true },
  { name: "Shed", sensor: null, bridge: false },
];

/** Scenes of setting up and of the settings, by name. */
export const SCENES: Readonly<Record<string, Scene>> = {
  lost: { state: without("home", { kind: "none", lost: true }) },
  "keyring-locked": { state: STATES["keyring-locked"] },
  "locked-still": {
    state: STATES["keyring-locked"],
    act: async (page) => {
      await press("Try again")(page);
      await page.getByText("still locked").waitFor();
    },
  },
  "key-step": { state: without("key") },
  "key-pasted": { state: without("key"), act: paste },
  "key-shown": {
    state: without("key"),
    act: async (page) => {
      await paste(page);
      await press("Show the key")(page);
    },
  },
  "key-checking": {
    state: without("key"),
    act: async (page) => {
      await paste(page);
      await page.getByRole("button", { name: "Connect", exact: true }).click();
      await page.getByText("Checking…").waitFor();
    },
  },
  "key-replace": { state: within("key", kept("keyring")) },
  ...Object.fromEntries(
    refusals.map((refusal): [string, Scene] => [
      `refused-${refusal}`,
      {
        state: without("key"),
        answers: {
          check: { ok: false, refusal, retryAt: refusal === "limit-reached" ? instant(NOW + 39 * 60_000) : null },
        },
        act: connect,
      },
    ]),
  ),
  "refused-replacing": {
    state: within("key", kept("keyring")),
    answers: { check: { ok: false, refusal: "key-refused", retryAt: null } },
    act: connect,
  },
  checked: checked({}),
  "checked-mixed": checked({ locks: mixed, scopes: ["Device.Read"] }),
  "checked-unknown": checked({ endsAt: null, scopes: null }),
  "checked-none": checked({ locks: [] }),
  "checked-obscured": checked({ storage: "obscured" }),
  "checked-memory": checked({ storage: "none", scopes: ["Device.Read", "Account.Read"] }),
  "checked-many": checked({ locks: Array.from({ length: 60 }, (_, index) => found(`Flat ${String(index + 1)}`)) }),
  "alerts-step": { state: within("alerts", kept("keyring")) },
  "alerts-unknown": { state: within("alerts", kept("memory")), answers: { login: "unknown" } },
  "alerts-unshown": {
    state: within("alerts", kept("keyring")),
    answers: { alerts: false },
    act: press("Allow notifications"),
  },
  menu: { state: STATES.calm, act: press("Menu") },
  "menu-demo": { state: within("home", { kind: "demo" }, STATES.demo), act: press("Menu") },
  settings: { state: within("settings", kept("keyring")), answers: { login: "on" } },
  "settings-remove": { state: within("settings", kept("keyring")), act: press("Remove key") },
  "settings-obscured": { state: within("settings", kept("obscured")), answers: { login: "unknown" } },
  "settings-environment": { state: within("settings", kept("environment"), STATES.notes) },
  "settings-none": { state: without("settings", { kind: "none", lost: true }) },
  "settings-locked": {
    state: { ...STATES["keyring-locked"], view: { ...STATES["keyring-locked"].view, page: "settings" } },
  },
  "settings-demo": { state: within("settings", { kind: "demo" }, STATES.demo) },
  ...Object.fromEntries(
    FAILURE_KINDS.map((kind): [string, Scene] => [`banner-${kind}`, { state: sample({ banner: banner(kind) }) }]),
  ),
  "key-environment": { state: within("home", kept("environment"), STATES.key) },
};
