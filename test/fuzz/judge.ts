import type { Listing, Reading } from "../../src-main/core/lock/lock.ts";
import type { KeyFacts } from "../../src-main/tedee/keys.ts";
import type { Page } from "../../src-main/tedee/decode.ts";
import { BOLT, claimsOf, DOOR, entriesOf, ownOf, type Claim } from "./oracle.ts";

/** What is said of a lock beyond what its body allows; nothing when all is well. */
export function judgeReadings(readings: readonly Reading[], bytes: Uint8Array, now: number): readonly string[] {
  const entries = entriesOf(bytes);
  if (entries === null) return [`a reading of a body without a result: ${JSON.stringify(readings)}`];
  return readings.flatMap((reading) => {
    const claims = claimsOf(entries, reading.id);
    if (claims.length === 0) return [`a reading of lock ${reading.id}, which the body does not name`];
    // one entry must bear out the whole value: nothing may come from two
    const invented = claims.map((claim) => inventedIn(reading, claim, now));
    return invented.some((of) => of.length === 0) ? [] : (invented[0] ?? []);
  });
}

function inventedIn(reading: Reading, { connected, states, fields }: Claim, now: number): readonly string[] {
  const { link, lock, door, battery, charging, moveFailed, changedAt, revision, at } = reading;
  const silent = lock === "unknown" && door === "unknown" && battery === null && !charging && !moveFailed;
  const told = (name: string): readonly unknown[] => states.map((state) => ownOf(state, name));
  const checks: Readonly<Record<string, boolean>> = {
    // not to know whether a lock is connected is to know nothing of it
    connected: link !== "connected" || connected === true,
    disconnected: link !== "disconnected" || connected === false,
    "no bridge": link !== "no-bridge" || connected === null,
    "something of a lock that is not connected": silent || connected === true,
    [`bolt ${lock}`]: lock === "unknown" || told("state").includes(BOLT[lock]),
    [`door ${door}`]: door === "unknown" || told("doorState").includes(DOOR[door]),
    "bolt and door of two states":
      lock === "unknown" ||
      door === "unknown" ||
      states.some((state) => ownOf(state, "state") === BOLT[lock] && ownOf(state, "doorState") === DOOR[door]),
    battery: battery === null || isBattery(battery, told("batteryLevel")),
    charging: !charging || told("isCharging").includes(true),
    "a failed move":
      !moveFailed || told("stateChangeResult").some((result) => typeof result === "number" && result > 0),
    "a date":
      changedAt === null ||
      (isMoment(changedAt) && told("lastStateChangedDate").some((date) => typeof date === "string")),
    revision: revision === null || ownOf(fields, "revision") === revision,
    "the time of the answer": at === now,
  };
  return Object.entries(checks).flatMap(([what, fits]) =>
    fits ? [] : [`invented: ${what}, ${JSON.stringify(reading)}`],
  );
}

const isBattery = (battery: number, told: readonly unknown[]): boolean =>
  Number.isInteger(battery) &&
  battery >= 0 &&
  battery <= 100 &&
  told.some((level) => typeof level === "number" && Math.abs(level - battery) <= 0.5);

/** No cloud date names another age; a year has four digits. */
const isMoment = (ms: number): boolean => ms >= Date.UTC(2015, 0, 1) && ms < Date.UTC(10_000, 0, 2);

/** The same for locks of a list: what a lock is and what it is called. */
export function judgeListings(listings: readonly Listing[], bytes: Uint8Array, now: number): readonly string[] {
  const entries = entriesOf(bytes) ?? [];
  const readings = listings.map(({ reading }) => reading);
  return [
    ...judgeReadings(readings, bytes, now),
    ...listings.flatMap(({ lock, reading }) => {
      const claims = claimsOf(entries, lock.id);
      const borne = claims.some(({ fields }) => bears(fields, lock));
      return borne && reading.id === lock.id ? [] : [`invented: lock ${JSON.stringify(lock)}`];
    }),
  ];
}

function bears(fields: Readonly<Record<string, unknown>>, lock: Listing["lock"]): boolean {
  const settings = ownOf(fields, "deviceSettings");
  const flag = (name: string): boolean =>
    typeof settings === "object" && settings !== null && name in settings && Reflect.get(settings, name) === true;
  const serial = ownOf(fields, "serialNumber");
  const name = ownOf(fields, "name");
  return (
    lock.serial === (typeof serial === "string" ? serial : `id-${lock.id}`) &&
    [name, serial, String(lock.id)].includes(lock.name) &&
    (lock.revision === null || lock.revision === ownOf(fields, "revision")) &&
    (lock.bridgeId === null || lock.bridgeId === ownOf(fields, "connectedToId")) &&
    (!lock.pullsByItself || flag("autoPullSpringEnabled")) &&
    (!lock.canPull || flag("pullSpringEnabled"))
  );
}

/** The same for a page, which must not hide how many entries it had. */
export function judgePage({ listings, entries }: Page, bytes: Uint8Array, now: number): readonly string[] {
  const there = entriesOf(bytes)?.length;
  const counted = there === entries && listings.length <= entries ? [] : [`a page of ${entries} entries, not ${there}`];
  return [...judgeListings(listings, bytes, now), ...counted];
}

/** The same for the rights and the end of a key. */
export function judgeKey({ scopes, endsAt }: KeyFacts, prefix: string, bytes: Uint8Array): readonly string[] {
  const own = (entriesOf(bytes) ?? []).filter(
    (entry) => typeof entry === "object" && entry !== null && "prefix" in entry && entry.prefix === prefix,
  );
  const [entry, second] = own;
  if (typeof entry !== "object" || entry === null || second !== undefined)
    return ["the facts of a key that is not there"];
  const listed: unknown = "scopes" in entry ? entry.scopes : [];
  const told: readonly unknown[] = Array.isArray(listed) ? listed : [];
  return [
    ...(scopes.every((scope) => told.includes(scope)) ? [] : [`invented: scopes ${scopes.join()}`]),
    ...(endsAt === null || (isMoment(endsAt) && "validTo" in entry && typeof entry.validTo === "string")
      ? []
      : [`invented: end ${endsAt}`]),
  ];
}
