import { describe, expect, it } from "vitest";
import { DEMO_KEY, DEMO_TOKEN } from "../../../src-main/demo/cloud.ts";
import { LOCK_STATE } from "../../../src-main/demo/demo-lock.ts";
import { HOUSE } from "../../../src-main/demo/house.ts";
import { bench, LIST, locksOf, SYNC } from "./support.ts";

const { front, back, garage } = HOUSE;

describe("the key", () => {
  it("has the documented form", () => expect(DEMO_KEY).toMatch(/^[a-z]{6}\.[A-Za-z0-9+/]{43}$/));

  it.each([
    [`PersonalKey ${DEMO_KEY}`, 200],
    [null, 401],
    ["", 401],
    [DEMO_KEY, 401],
    [`Bearer ${DEMO_KEY}`, 401],
    [`Bearer ${DEMO_TOKEN}`, 200],
    [`PersonalKey ${DEMO_TOKEN}`, 401],
    [`personalkey ${DEMO_KEY}`, 401],
    [`PersonalKey  ${DEMO_KEY}`, 401],
    [`PersonalKey ${DEMO_KEY}x`, 401],
  ])("is told from %s", (authorization, status) => expect(bench().ask(0, LIST, { authorization }).status).toBe(status));

  it.each([
    ["PersonalKey any.thing", 200],
    ["Bearer a.b.c", 200],
    ["PersonalKey ", 401],
    [null, 401],
  ])("may be any where none is set: %s", (authorization, status) =>
    expect(bench({ key: null }).ask(0, LIST, { authorization }).status).toBe(status),
  );

  it("is refused for everything while revoked", () => {
    const { cloud, get } = bench();
    cloud.revoke(true);
    expect([LIST, SYNC, `${LIST}/${front.id}`, "/nothing"].map((path) => get(0, path).status)).toEqual([
      401, 401, 401, 401,
    ]);
    cloud.revoke(false);
    expect(get(20, SYNC).status).toBe(200);
    expect(cloud.counts()).toMatchObject({ total: 5, answered401: 4 });
  });
});

describe("an access token", () =>
  it("opens locks and keys until it ends, beside others", () => {
    const { ask, cloud } = bench();
    const statusOf = (path: string, token: string): number => ask(0, path, { authorization: `Bearer ${token}` }).status;
    cloud.addToken("another.one");
    expect([statusOf(LIST, DEMO_TOKEN), statusOf("/api/v37/my/personalaccesskey", DEMO_TOKEN)]).toEqual([200, 200]);
    cloud.endToken(DEMO_TOKEN);
    expect([statusOf(LIST, DEMO_TOKEN), statusOf(LIST, "another.one"), statusOf(LIST, "no.one")]).toEqual([
      401, 200, 401,
    ]);
  }));

describe("the account", () => {
  it("gives a renamed lock the next revision, in the list and in syncs", () => {
    const { cloud, get } = bench();
    get(0, SYNC);
    cloud.rename(garage.serial, "Carport");
    expect(locksOf(get(20, SYNC))[2]).toMatchObject({ id: garage.id, revision: 2 });
    expect(locksOf(get(20, LIST))[2]).toMatchObject({ name: "Carport", revision: 2 });
  });

  it("forgets the old id of a lock that was added again", () => {
    const { cloud, get } = bench();
    cloud.renumber(garage.serial, 77);
    expect(get(0, `${LIST}/${garage.id}`).status).toBe(404);
    expect(get(0, `${LIST}/${garage.id}/sync`).status).toBe(404);
    expect(locksOf(get(0, `${LIST}/77/sync`))[0]).toMatchObject({ id: 77 });
    expect(locksOf(get(0, LIST))[2]).toMatchObject({ id: 77, serialNumber: garage.serial });
  });

  it("loses a lock and takes it back with another id, without what was set", () => {
    const { cloud, get } = bench();
    cloud.set(back.serial, { state: LOCK_STATE.unlocked });
    cloud.remove(back.serial);
    expect(locksOf(get(0, SYNC)).map((lock) => lock.id)).not.toContain(back.id);
    cloud.add({ ...back, id: 88 });
    const lock = locksOf(get(20, SYNC)).at(-1);
    expect([lock?.id, lock?.deviceState?.state]).toEqual([88, LOCK_STATE.locked]);
  });

  it("says what cannot be done", () => {
    const { cloud } = bench();
    expect(() => cloud.set("nobody", {})).toThrow("There is no lock nobody");
    expect(() => cloud.add({ ...back, id: 5 })).toThrow("already");
    expect(() => cloud.add({ ...back, serial: "5" })).toThrow("already");
    expect(() => cloud.renumber(back.serial, front.id)).toThrow("already");
  });
});
