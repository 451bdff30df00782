import type { KeyFindings } from "../../../src-main/core/app/key-state.ts";
import { FAILURE_KINDS } from "../../../src-main/core/lock/failure.ts";
import { instant } from "../../../src-main/core/lock/lock.ts";
import { NOW } from "../../component/support/rows.ts";
import { findings, found, kept, LONG_NAME, PASTED, within, without } from "../../component/support/scenes.ts";
import { STATES } from "../../component/support/states.ts";
import type { Hand } from "../hand.ts";
import type { Listed } from "./listed.ts";

const paste = (hand: Hand): Promise<void> => hand.fill("Personal access key", PASTED);
const connect = async (hand: Hand): Promise<void> => {
  await paste(hand);
  await hand.press("Connect");
};
const refused = async (hand: Hand): Promise<void> => {
  await connect(hand);
  await hand.see(".callout");
};
const checked = (name: string, differs: Partial<KeyFindings>): Listed => ({
  name,
  state: without("key"),
  answers: { checkKey: () => ({ ok: true, findings: findings(differs) }) },
  act: async (hand) => {
    await connect(hand);
    await hand.see("main.step:not(:has(form))");
  },
});

const mixed = [
  found("Front door"),
  { name: LONG_NAME, sensor: false, bridge: true },
  { name: "Garage", sensor: null, bridge: true },
  { name: "مدخل", sensor: true, bridge: true },
  { name: "Shed", sensor: null, bridge: false },
];

/** The steps of setting up, with every refusal. */
export const stepStates: readonly Listed[] = [
  { name: "lost", state: without("home", { kind: "none", lost: true }) },
  {
    name: "locked-still",
    state: STATES["keyring-locked"],
    act: async (hand) => {
      await hand.press("Try again");
      await hand.read("The keyring is still locked.");
    },
  },
  { name: "key-step", state: without("key") },
  { name: "key-pasted", state: without("key"), act: paste },
  {
    name: "key-shown",
    state: without("key"),
    act: async (hand) => {
      await paste(hand);
      await hand.press("Show the key");
    },
  },
  {
    name: "key-checking",
    state: without("key"),
    act: async (hand) => {
      await connect(hand);
      await hand.read("Checking…");
    },
  },
  { name: "key-replace", state: within("key", kept("keyring")) },
  ...([...FAILURE_KINDS, "malformed"] as const).map((refusal): Listed => ({
    name: `refused-${refusal}`,
    state: without("key"),
    answers: {
      checkKey: () => ({
        ok: false,
        refusal,
        retryAt: refusal === "limit-reached" ? instant(NOW + 39 * 60_000) : null,
      }),
    },
    act: refused,
  })),
  {
    name: "refused-replacing",
    state: within("key", kept("keyring")),
    answers: { checkKey: () => ({ ok: false, refusal: "key-refused", retryAt: null }) },
    act: refused,
  },
  checked("checked", {}),
  checked("checked-mixed", { locks: mixed, scopes: ["Device.Read"] }),
  checked("checked-unknown", { endsAt: null, scopes: null }),
  checked("checked-none", { locks: [] }),
  checked("checked-obscured", { storage: "obscured" }),
  checked("checked-memory", { storage: "none", scopes: ["Device.Read", "Account.Read"] }),
  checked("checked-many", { locks: Array.from({ length: 60 }, (_, n) => found(`Flat ${n + 1}`)) }),
  { name: "alerts-step", state: within("alerts", kept("keyring")) },
  {
    name: "alerts-unknown",
    state: within("alerts", kept("memory")),
    answers: { readLogin: () => "unknown" },
  },
  {
    name: "alerts-unshown",
    state: within("alerts", kept("keyring")),
    answers: { tryAlerts: () => false },
    act: async (hand) => {
      await hand.press("Allow notifications");
      await hand.see(".callout");
    },
  },
];
