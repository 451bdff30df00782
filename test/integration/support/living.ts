import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import type { Credential } from "../../../src-main/core/polling/credential.ts";
import { accountAt } from "../../../src-main/core/app/account.ts";
import { choicesOf } from "../../../src-main/core/app/settings.ts";
import { emptyDiary, noted } from "../../../src-main/core/app/diary.ts";
import { english } from "../../unit/support/words.ts";
import { reportText } from "../../../src-main/core/app/bug-report.ts";
import type { Trace } from "../../../src-main/core/app/trace.ts";
import { createCloud } from "../../../src-main/demo/cloud.ts";
import { houseLocks } from "../../../src-main/demo/house.ts";
import { ALL_SCOPES } from "../../../src-main/demo/keys.ts";
import { Answerer } from "../../../src-main/ipc/handlers.ts";
import { guardAgainstCrashes, registerCrashRecorder } from "../../../src-main/shell/crash.ts";
import { createTrace } from "../../../src-main/shell/trace.ts";
import type { SecretBox } from "../../../src-main/store/key-store.ts";
import { openStores } from "../../../src-main/store/stores.ts";
import { Accounts } from "../../../src-main/sync/accounts.ts";
import { Session } from "../../../src-main/sync/session.ts";
import { createClient } from "../../../src-main/tedee/client.ts";
import { createVirtualClock } from "../../virtual/clock.ts";
import { createCloudFetch, type Mishap } from "../../virtual/cloud-fetch.ts";
import { START_MS } from "../../virtual/world.ts";
import { attaching } from "./attaching.ts";

const DAY_MS = 86_400_000;
/** A key: signs that quoting and encoding change are among these. */
export const KEY = `leakme.Zq7%Kd"0x/Vb+9\\Wt'Hs&Jf=Ly<Pn>Rc:Mg`;
/** The secret part of the key. */
export const SECRET = KEY.slice(KEY.indexOf(".") + 1);
/** A token: each sign that RFC 6750 allows in a token is among these. */
export const TOKEN = "leakme.Zq7Kd0x-Vb9_Wt~Hs+Jf/Ly.Pn3Rc8Mg5Xe2Ta6Uo1Bi==";

/** Data folders made so far, for whoever removes them. */
export const folders: string[] = [];
/** A keyring of its own: what it seals can be read by nobody else. */
function keyring(): SecretBox {
  const secret = randomBytes(32);
  return {
    seal(text) {
      const iv = randomBytes(16);
      const cipher = createCipheriv("aes-256-ctr", secret, iv);
      return Promise.resolve({
        bytes: Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final()]),
        by: "keyring",
      });
    },
    open(bytes) {
      const decipher = createDecipheriv("aes-256-ctr", secret, bytes.subarray(0, 16));
      const text = Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString("utf8");
      return Promise.resolve({ text, renew: true });
    },
  };
}

/** The whole app without Electron, each of its outputs written down as text; `given` comes from the environment. */
export async function living(given: Credential | null = null) {
  const folder = mkdtempSync(join(tmpdir(), "ajar-secrets-"));
  folders.push(folder);
  const outputs: string[] = [];
  const put = (value: unknown): void => void outputs.push(typeof value === "string" ? value : JSON.stringify(value));
  const clock = createVirtualClock(START_MS);
  const cloud = createCloud({
    now: () => clock.now(),
    key: "other.key/of+the+account",
    locks: houseLocks,
    script: null,
  });
  cloud.addKey({ key: KEY, name: "Desk", scopes: ALL_SCOPES, validTo: START_MS + 30 * DAY_MS });
  cloud.addToken(TOKEN);
  let mishap: Mishap = { kind: "none" };
  const fetch = createCloudFetch(cloud, clock, () => mishap);
  const written = createTrace(true, () => clock.now(), put);
  let diary = emptyDiary;
  const trace: Trace = (line) => {
    written(line);
    diary = noted(diary, line, clock.now());
  };
  const stores = openStores(
    { folder, now: () => clock.now(), onFailure: put },
    keyring(),
    accountAt("https://api.test"),
  );
  const watch = new Session({ words: english, trace, clock, otherCloud: null, ...stores });
  const accounts = new Accounts({
    baseUrl: "https://api.test",
    given,
    keys: stores.keys,
    watch: watch.watch,
    charge: watch.charge,
    client: (baseUrl, credential) => createClient({ fetch, baseUrl, credential, clock, trace }),
    openDemo: () => Promise.reject(new Error("no demo here")),
    onAccount: put,
    leaveForGood: null,
    startAnew: () => undefined,
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    put(String(text));
    return true;
  });
  const { made: crashes } = attaching(() => registerCrashRecorder(english, trace));
  guardAgainstCrashes({
    crashes,
    clock,
    store: stores.crashes,
    restart: () => undefined,
    mayRestart: () => true,
    tell: (text) => watch.notice(text, true),
  });
  watch.begin({
    snapshot: put,
    tray: put,
    raise: put,
    withdraw: put,
    changes: put,
    checked: put,
    clear: () => undefined,
  });
  await accounts.start(false);
  const files = (): readonly string[] => readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  const broken = (): never => {
    throw new Error(QUOTING);
  };
  const { answer } = new Answerer({
    words: english,
    failed: crashes.record,
    state: () => ({
      snapshot: watch.snapshot(),
      checkedAt: watch.checkedAt(),
      account: accounts.account(),
      choices: choicesOf(watch.settings(), true),
      version: "0.1.0",
      words: english.language,
    }),
    handlers: {
      drawn: broken,
      hide: broken,
      refresh: watch.refresh,
      pauseAlerts: watch.pause,
      dismissAlert: watch.dismissed,
      tryAlerts: broken,
      checkKey: accounts.check,
      keepKey: accounts.keep,
      removeKey: accounts.remove,
      retryKeyring: accounts.retry,
      enterDemo: accounts.enterDemo,
      leaveDemo: accounts.leaveDemo,
      readLogin: broken,
      writeLogin: broken,
      changeSettings: broken,
      openExternal: broken,
      copyReport: () => Promise.reject<null>(new Error(QUOTING)),
      quit: broken,
      reportProblem: crashes.recordWindow,
    },
  });
  return {
    accounts,
    answer,
    clock,
    cloud,
    outputs,
    put,
    files,
    watch,
    report: () =>
      reportText(
        {
          versions: {},
          system: {},
          account: accounts.account(),
          settings: stores.settings.value(),
          snapshot: watch.snapshot(),
          diary,
        },
        clock.now(),
      ),
    befall(next: Mishap) {
      mishap = next;
    },
  };
}

/** An answer that quotes what was sent to it. */
export const quoting = (scheme: string, secret: string): string =>
  `You sent Authorization: ${scheme} ${secret} (${encodeURIComponent(secret)}, ${JSON.stringify(secret)})`;
export const QUOTING = quoting("PersonalKey", KEY);
