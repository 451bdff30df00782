/**
 * Reads a body on its own, by Tedee's documentation and without the app's code, and says the most that anybody may
 * conclude from it. Where a field could be read in two ways, both count.
 */

/** The most that a reading may say of a lock by one entry of a body. */
export interface Claim {
  readonly connected: unknown;
  /** Whatever stands in the place of a lock's state, under its name of today or of old. */
  readonly states: readonly Readonly<Record<string, unknown>>[];
  readonly fields: Readonly<Record<string, unknown>>;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An object's own property, never an inherited one. */
export const ownOf = (object: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(object, name) ? object[name] : undefined;

/** The entries of a body's result, or null when the text is no JSON or has none. */
export function entriesOf(bytes: Uint8Array): readonly unknown[] | null {
  let json: unknown;
  try {
    // marks of byte order are no part of the text; of two, Node's decoder drops both when the first comes in pieces
    json = JSON.parse(new TextDecoder().decode(bytes).replace(/^\ufeff/, ""));
  } catch {
    return null;
  }
  if (typeof json !== "object" || json === null || !("result" in json)) return null;
  const { result } = json;
  const entries: readonly unknown[] = Array.isArray(result) ? result : [result];
  return entries;
}

/** What the entries with an id claim of it. */
export function claimsOf(entries: readonly unknown[], id: number): readonly Claim[] {
  return entries.filter(isObject).flatMap((fields) => {
    if (ownOf(fields, "id") !== id) return [];
    const states = [ownOf(fields, "deviceState"), ownOf(fields, "lockProperties")].filter(isObject);
    return [{ connected: ownOf(fields, "isConnected"), states, fields }];
  });
}

/** What Tedee's numbers mean for the bolt (enums/lock-state). */
export const BOLT: Readonly<Record<string, number>> = {
  uncalibrated: 0,
  calibrating: 1,
  unlocked: 2,
  "semi-locked": 3,
  unlocking: 4,
  locking: 5,
  locked: 6,
  pulled: 7,
  pulling: 8,
  updating: 18,
};

/** What Tedee's numbers mean for the door (enums/door-state). */
export const DOOR: Readonly<Record<string, number>> = { none: 0, lost: 1, open: 2, closed: 3, uncalibrated: 4 };
