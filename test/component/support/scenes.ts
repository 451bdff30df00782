import type { KeyState, KeyFindings } from "../../../src-main/core/app/key-state.ts";
import { instant } from "../../../src-main/core/lock/lock.ts";
import type { Page as WindowPage, WindowState } from "../../../src-main/ipc/contract.ts";
import { NOW, NAMES, sample } from "./rows.ts";
import { STATES } from "./states.ts";

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

/** A lock that a key can see, with sensor and bridge. */
export const found = (name: string): KeyFindings["locks"][number] => ({ name, sensor: true, bridge: true });

/** A key that can see five locks and lacks nothing, with what differs. */
export const findings = (differs: Partial<KeyFindings> = {}): KeyFindings => ({
  locks: NAMES.map(found),
  more: false,
  endsAt: IN_A_WHILE,
  scopes: ["Device.Read", "DeviceActivity.Read", "Lock.Operate", "Account.Read"],
  storage: "keyring",
  ...differs,
});

/** What is pasted in every state; no picture and no test may show it anywhere but in its field. */
export const PASTED = "Ab12Cd.c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I";
