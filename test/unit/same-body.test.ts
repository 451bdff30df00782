import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { personalKey } from "../../src-main/core/polling/credential.ts";
import { lockIdOf } from "../../src-main/core/lock/lock.ts";
import { decodeSync } from "../../src-main/tedee/decode.ts";
import { createClient } from "../../src-main/tedee/client.ts";
import { SameBody } from "../../src-main/tedee/same-body.ts";
import type { JsonBody } from "../../src-main/tedee/transport.ts";
import { createVirtualClock } from "../virtual/clock.ts";
import { START_MS } from "../virtual/world.ts";
import { at } from "./support/house.ts";

const TEXT = readFileSync("test/fixtures/v37-sync-all-two-locks.json", "utf8");
const PATH = "/api/v37/my/lock/sync";

const bodyOf = (text: string): JsonBody => ({ text, json: JSON.parse(text) as unknown });

/** Decodes as the client does, and counts how often a body was validated. */
function counting() {
  const same = new SameBody();
  let validated = 0;
  const readings = (text: string, seconds: number, path = PATH) =>
    same.readings(path, bodyOf(text), at(seconds), (json, arrived) => {
      validated += 1;
      return decodeSync(json, arrived);
    });
  return { readings, validated: () => validated };
}

describe("a body with the very same text", () => {
  it("is validated once, and gives the same readings with the time of each answer", () => {
    const { readings, validated } = counting();
    for (const seconds of [0, 20, 40]) {
      expect(readings(TEXT, seconds)).toEqual(decodeSync(JSON.parse(TEXT), at(seconds)));
    }
    expect(validated()).toBe(1);
  });

  it("is broken again when it is broken", () => {
    const { readings, validated } = counting();
    for (const seconds of [0, 20, 40]) expect(readings('{"result":[{"id":"x"}]}', seconds)).toBeNull();
    expect(validated()).toBe(1);
    expect(readings(TEXT, 60)).toHaveLength(2);
  });

  it("is validated where another path was asked", () => {
    const { readings, validated } = counting();
    readings(TEXT, 0);
    readings(TEXT, 20, `${PATH}?id=1&id=2`);
    expect(validated()).toBe(2);
  });
});

describe("a body with one changed byte", () =>
  it("is validated, wherever the byte is, also back to what it was", () => {
    const { readings, validated } = counting();
    readings(TEXT, 0);
    let expected = 1;
    for (let index = 0; index < TEXT.length; index += 1) {
      if (!/\d/.test(TEXT.charAt(index))) continue;
      const digit = TEXT.charAt(index) === "1" ? "7" : "1";
      const changed = `${TEXT.slice(0, index)}${digit}${TEXT.slice(index + 1)}`;
      expect(readings(changed, 20)).toEqual(decodeSync(JSON.parse(changed), at(20)));
      expect(readings(TEXT, 40)).toEqual(decodeSync(JSON.parse(TEXT), at(40)));
      expected += 2;
      expect(validated()).toBe(expected);
    }
    expect(expected).toBeGreaterThan(20);
  }));

describe("the client", () =>
  it("reads each answer as it is, whether the one before was the same, another or broken", async () => {
    const one = (state: number): string =>
      JSON.stringify({ result: { id: 1, isConnected: true, deviceState: { state, doorState: 3 }, revision: 1 } });
    const texts = [one(6), one(6), one(2), '{"result":{"id":2}}', '{"result":{"id":2}}', one(6)];
    const clock = createVirtualClock(START_MS);
    const client = createClient({
      fetch: () => Promise.resolve(new Response(texts.shift())),
      baseUrl: "https://cloud.test",
      credential: personalKey("a.b"),
      clock,
      trace: () => undefined,
    });
    const states: unknown[] = [];
    while (texts.length > 0) {
      const answer = await client.syncOne(lockIdOf(1), new AbortController().signal);
      states.push(answer.ok ? [answer.value[0]?.lock, answer.value[0]?.at === clock.now()] : answer.failure.kind);
      await clock.advance(20_000);
    }
    expect(states).toEqual([
      ["locked", true],
      ["locked", true],
      ["unlocked", true],
      "broken-answer",
      "broken-answer",
      ["locked", true],
    ]);
  }));
