import { accountAt } from "../../../src-main/core/app/account.ts";
import type { Alert } from "../../../src-main/core/alerts/alert.ts";
import { defaultSettings, type Settings } from "../../../src-main/core/app/settings.ts";
import { personalKey } from "../../../src-main/core/polling/credential.ts";
import { emptyListCache, type ListCache } from "../../../src-main/core/polling/list-cache.ts";
import type { Snapshot } from "../../../src-main/core/view/snapshot.ts";
import { createCloud, DEMO_KEY, type Cloud } from "../../../src-main/demo/cloud.ts";
import { demoLock } from "../../../src-main/demo/demo-lock.ts";
import type { Watched } from "../../../src-main/sync/accounts.ts";
import { Session } from "../../../src-main/sync/session.ts";
import { createClient } from "../../../src-main/tedee/client.ts";
import { english } from "../../unit/support/words.ts";
import { createVirtualClock } from "../../virtual/clock.ts";
import { createCloudFetch } from "../../virtual/cloud-fetch.ts";
import { START_MS } from "../../virtual/world.ts";

/** A session in virtual time with houses of one lock to watch, and all that it handed on and saved. */
export function begun(settings: Settings = defaultSettings) {
  const clock = createVirtualClock(START_MS);
  const raised: Alert[] = [];
  const trays: string[] = [];
  const snapshots: Snapshot[] = [];
  const saved: { settings: Settings[]; lists: ListCache[] } = { settings: [], lists: [] };
  let clears = 0;
  const session = new Session({
    words: english,
    trace: () => undefined,
    clock,
    otherCloud: "cloud.test",
    settings: { value: () => saved.settings.at(-1) ?? settings, save: (next) => saved.settings.push(next) > 0 },
    lists: () => ({ value: () => emptyListCache, save: (kept) => saved.lists.push(kept) > 0 }),
  });
  session.begin({
    snapshot: (snapshot) => snapshots.push(snapshot),
    withdraw: () => undefined,
    checked: () => undefined,
    changes: () => undefined,
    tray: ({ icon }) => trays.push(icon),
    raise: (alert) => raised.push(alert),
    clear: () => (clears += 1),
  });
  const house = (name: string): { cloud: Cloud; as: (kind: "account" | "demo") => Watched } => {
    const cloud = createCloud({ now: () => clock.now(), key: DEMO_KEY, locks: [demoLock(1, name)], script: null });
    const fetch = createCloudFetch(cloud, clock, () => ({ kind: "none" }));
    const baseUrl = "https://cloud.test";
    const credential = personalKey(DEMO_KEY);
    const client = createClient({ fetch, baseUrl, credential, clock, trace: () => undefined });
    const account = accountAt(baseUrl);
    return { cloud, as: (kind) => (kind === "demo" ? { kind, client } : { kind, client, account, credential }) };
  };
  return { session, clock, raised, trays, snapshots, saved, house, clears: () => clears };
}
