import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KeyState, KeyFindings } from "../../src-main/core/app/key-state.ts";
import { FAILURE_KINDS } from "../../src-main/core/lock/failure.ts";
import { instant } from "../../src-main/core/lock/lock.ts";
import { english } from "./support/words.ts";
import {
  BLIND_MINUTES,
  isKeyAtFault,
  keyText,
  limitsText,
  missingScopes,
  refusalText,
  SCOPES,
  watchText,
  type Refusal,
} from "../../src-main/core/app/setup.ts";
import { ALL_SCOPES } from "../../src-main/demo/keys.ts";

const NOW = instant(Date.UTC(2026, 10, 20, 13, 21));
const END = instant(Date.UTC(2027, 2, 14, 23, 30));
const REFUSALS: readonly Refusal[] = [...FAILURE_KINDS, "malformed", "failed", "gone"];
const none: KeyState = { kind: "none", lost: false };
const kept: KeyState = { kind: "key", storedIn: "keyring", endsAt: null };
const told = (kind: Refusal, retryAt = false, account: KeyState = none) =>
  refusalText({ kind, retryAt: retryAt ? instant(NOW + 3_600_000) : null }, account, english);

type Found = KeyFindings["locks"][number];
const lock = (differs: Partial<Found> = {}): Found => ({ name: "Door", sensor: true, bridge: true, ...differs });
const findings = (differs: Partial<KeyFindings> = {}): KeyFindings => ({
  locks: [],
  more: false,
  endsAt: null,
  scopes: null,
  storage: "keyring",
  ...differs,
});

describe("a refusal", () => {
  it.each(REFUSALS)("%s says what happened, what to do and what still works", (kind) => {
    for (const retryAt of [true, false]) {
      const { title, body } = told(kind, retryAt);
      expect(title).toMatch(/^[A-Z].*[^.]$/);
      expect(body).toMatch(/^[A-Z].*\. Nothing was (?:saved|sent)\.$/);
      expect(told(kind, retryAt, kept).body).toMatch(/ Ajar is still using your current key\.$/);
      expect(`${title} ${body}`).not.toMatch(/[{}]/);
    }
  });

  it("has words of its own for each kind", () => {
    expect(new Set(REFUSALS.map((kind) => told(kind).title)).size).toBe(REFUSALS.length);
    expect(new Set(REFUSALS.map((kind) => told(kind).body)).size).toBe(REFUSALS.length);
  });

  it("of the limit names the time from which to try again, where there is one", () => {
    expect(told("limit-reached", true).body).toMatch(/^Choose Connect again after \d\d:21/);
    expect(told("limit-reached").body).toMatch(/^The limit is per hour/);
  });

  it("blames the key only where it is the key", () => {
    expect(REFUSALS.filter(isKeyAtFault)).toEqual(["key-refused", "not-allowed", "malformed"]);
    for (const kind of REFUSALS) expect(told(kind).tone === "danger").toBe(isKeyAtFault(kind));
  });
});

describe("what a key can do", () => {
  it.each([
    [
      "both told",
      findings({ endsAt: END, scopes: ["Device.Read"] }),
      "This key lets Ajar watch your locks. It expires on 15 March 2027.",
    ],
    ["no end told", findings({ scopes: ["Device.Read"] }), "This key lets Ajar watch your locks."],
    [
      "nothing told",
      findings(),
      "This key lets Ajar watch your locks. Add the Account.Read scope if you want Ajar to show when the key expires.",
    ],
  ] as const)("%s", (_, found, text) => expect(watchText(found, english)).toBe(text));

  it("lists the scopes that are missing, and none of a key that may not say", () => {
    expect(missingScopes(findings())).toEqual([]);
    expect(missingScopes(findings({ scopes: ["Device.Read"] }))).toEqual(SCOPES.slice(1));
    expect(missingScopes(findings({ scopes: ["Lock.Operate", "Account.Read"] }))).toEqual(["DeviceActivity.Read"]);
    expect(missingScopes(findings({ scopes: [...ALL_SCOPES] }))).toEqual([]);
  });

  it("never counts the one it needs as missing: the locks were read without it being named", () =>
    expect(missingScopes(findings({ scopes: ["Device.ReadWrite"] }))).not.toContain("Device.Read"));

  it("asks for scopes that the simulated account knows", () =>
    expect([...ALL_SCOPES].sort()).toEqual([...SCOPES].sort()));
});

describe("what the locks let Ajar tell", () => {
  const texts = (...locks: readonly Found[]): readonly string[] => limitsText(findings({ locks }), english);

  it.each([
    ["nothing of none", [], []],
    ["one with a sensor", [lock()], [/^It has a door sensor/]],
    ["all with sensors", [lock(), lock()], [/^They all have a door sensor/]],
    ["some with sensors", [lock(), lock({ sensor: false }), lock({ sensor: false })], [/^1 of 3 has a door sensor/]],
    ["no sensors", [lock({ sensor: false })], [/^Without a door sensor/]],
    ["no bridge", [lock({ sensor: null, bridge: false })], [/^1 lock has no bridge/]],
    [
      "no bridge beside one that is well",
      [lock(), lock({ sensor: null, bridge: false })],
      [/^1 of 2 has/, /^1 lock has no/],
    ],
  ] as const)("%s", (_, locks, patterns) => {
    const found = texts(...locks);
    expect(found).toHaveLength(patterns.length);
    for (const [index, pattern] of patterns.entries()) expect(found[index]).toMatch(pattern);
  });

  it("never claims a sensor for all where one is missing or not told", () => {
    const found = fc.record({
      name: fc.string(),
      sensor: fc.constantFrom(true, false, null),
      bridge: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(found, { maxLength: 8 }), (locks) => {
        const claims = texts(...locks).some((text) => /^(?:They all|It has) /.test(text));
        expect(claims).toBe(locks.length > 0 && locks.every(({ sensor }) => sensor === true));
      }),
    );
  });
});

describe("the key in the settings", () =>
  it.each([
    [none, ["No key"]],
    [{ kind: "none", lost: true }, [/can’t be read any more/]],
    [{ kind: "keyring-locked" }, [/^Waiting for the locked keyring/]],
    [{ kind: "demo" }, ["Not used in the demo"]],
    [{ kind: "token" }, [/^No key: Ajar uses the access token from AJAR_ACCESS_TOKEN\..*restart Ajar/]],
    [kept, ["In this computer’s keyring", "Expiry date unknown"]],
    [
      { kind: "key", storedIn: "obscured", endsAt: END },
      [/^In a file, disguised but not encrypted/, "Expires on 15 March 2027"],
    ],
    [
      { kind: "key", storedIn: "memory", endsAt: instant(NOW - 1) },
      ["Kept until you quit Ajar", /^Expired on 20 November 2026/],
    ],
    [{ kind: "key", storedIn: "environment", endsAt: null }, [/AJAR_PERSONAL_KEY.*restart Ajar/]],
  ] as const)("%o", (account, expected) => {
    const found = keyText(account, english, NOW);
    expect(found).toHaveLength(expected.length);
    for (const [index, text] of expected.entries()) {
      if (typeof text === "string") expect(found[index]).toBe(text);
      else expect(found[index]).toMatch(text);
    }
  }));

describe("what the alerts step says", () =>
  it("is what a new owner gets", () => {
    expect(BLIND_MINUTES).toBe(10);
  }));
