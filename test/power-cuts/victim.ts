import { writeSync } from "node:fs";
import { basename } from "node:path";
import { createInterface } from "node:readline";
import { setImmediate as nextTurn } from "node:timers/promises";
import * as v from "valibot";
import { english } from "../unit/support/words.ts";
import { accountAt } from "../../src-main/core/app/account.ts";
import { defaultSettings } from "../../src-main/core/app/settings.ts";
import { same } from "../../src-main/core/lock/equal.ts";
import { DEMO_KEY } from "../../src-main/demo/server.ts";
import { openStores, type Stores } from "../../src-main/store/stores.ts";
import { Accounts } from "../../src-main/sync/accounts.ts";
import { Session } from "../../src-main/sync/session.ts";
import { createClient } from "../../src-main/tedee/client.ts";
import { keyring } from "./box.ts";
import { createFastClock } from "./fast-clock.ts";
import { planSchema, type Line, type Opened } from "./protocol.ts";
import { keyOf, named, numberOfKey, numberOfNames, numberOfSettings, OTHER_CLOUD, settingsOf } from "./values.ts";

/** Ajar without its shell, put together as `src-main/index.ts` does: what a power cut ends. */
const { folder, origin, pace, writes, from } = v.parse(planSchema, JSON.parse(process.argv[2] ?? ""));

// written at once: the kill may come next
const say = (line: Line): void => void writeSync(1, `${JSON.stringify(line)}\n`);
const nothing = (): void => undefined;

const clock = createFastClock(pace);
const onFailure = (what: string): void => {
  throw new Error(`Not saved: ${what}`);
};
const account = accountAt(origin);
const otherAccount = accountAt(OTHER_CLOUD);
const stores = openStores({ folder, now: () => Math.round(clock.now()), onFailure }, keyring, account);
say(await found(stores));

const output = {
  snapshot: nothing,
  tray: nothing,
  raise: nothing,
  withdraw: nothing,
  checked: nothing,
  changes: () => undefined,
  clear: nothing,
};
const { settings, lists, keys } = stores;
const watch = new Session({ words: english, trace: nothing, clock, otherCloud: origin, settings, lists });
const strict: typeof fetch = (input, init) => fetch(input, { ...init, redirect: "error" });
const accounts = new Accounts({
  baseUrl: origin,
  given: null,
  keys,
  onAccount: nothing,
  watch: watch.watch,
  charge: watch.charge,
  leaveForGood: null,
  startAnew: nothing,
  client: (baseUrl, credential) => createClient({ fetch: strict, baseUrl, credential, clock, trace: nothing }),
  openDemo: () => Promise.reject(new Error("Nobody asked for the demo")),
});

watch.begin(output);
createInterface({ input: process.stdin })
  .on("line", () => void write())
  // whoever started this has gone, or wants it to end
  .on("close", () => {
    watch.stop();
    void accounts.stop().then(() => process.exit(0));
  });
await accounts.start(false);
if (accounts.account().kind === "none") await enterKey();

/** Enters the key as a person does, who tries again where a busy computer was too slow, and waits when told to. */
async function enterKey(): Promise<void> {
  const answer = await accounts.check(DEMO_KEY);
  if (!answer.ok && answer.refusal === "timeout") return enterKey();
  if (!answer.ok && answer.retryAt !== null) {
    const waitMs = answer.retryAt - clock.now();
    await new Promise<void>((resolve) => clock.after(waitMs, resolve));
    return enterKey();
  }
  if (!answer.ok) throw new Error(`The key was refused: ${answer.refusal}`);
  if ((await accounts.keep(false)) !== "keyring") throw new Error("The key was not kept");
  say({ say: "kept" });
}

async function found({ settings, keys, lists, setAside }: Stores): Promise<Opened> {
  const [own, other] = [await keys.load(account), await keys.load(otherAccount)];
  const list = lists(account, DEMO_KEY);
  const copies = [...setAside, ...(list.setAside === null ? [] : [list.setAside])];
  return {
    say: "opened",
    settings: same(settings.value(), defaultSettings) ? null : (numberOfSettings(settings.value()) ?? "mixed"),
    list: numberOfNames(list.value().locks),
    key: other.kind === "none" ? null : other.kind === "key" ? (numberOfKey(other.key) ?? "mixed") : "mixed",
    ownKey: own.kind === "key" && own.key === DEMO_KEY,
    setAside: copies.map((copy) => basename(copy)),
  };
}

/** Writes one number after the other until the end. */
async function write(): Promise<void> {
  for (let n = from; ; n += 1) {
    say({ say: "about", n });
    await writeNumber(n);
    say({ say: "saved", n });
    await nextTurn();
  }
}

async function writeNumber(n: number): Promise<void> {
  switch (writes) {
    case "settings":
      settings.save(settingsOf(n));
      return;
    case "key":
      await keys.keep(otherAccount, keyOf(n), null, false);
      return;
    case "list": {
      // opens the file again: the list times in it must stay
      const list = lists(account, DEMO_KEY);
      list.save({ ...list.value(), locks: named(list.value().locks, n) });
      return;
    }
    case null:
      throw new Error("Nothing to write");
  }
}
