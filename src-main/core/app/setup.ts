import type { KeyState, KeyFindings } from "./key-state.ts";
import { BLIND_AFTER_MS } from "../alerts/blindness.ts";
import type { FailureKind } from "../lock/failure.ts";
import { clockText, dateText } from "../words/times.ts";
import type { Instant } from "../lock/lock.ts";
import { say, type Words } from "../words/words.ts";
import type { Glyph, Tone } from "../view/snapshot.ts";

/** Scopes that a key may have and what each is for, the needed one first (API docs, howtos/authenticate). */
export const SCOPES = ["Device.Read", "Account.Read", "DeviceActivity.Read", "Lock.Operate"] as const;
export type Scope = (typeof SCOPES)[number];
/** The one scope without which nothing works. */
export const NEEDED_SCOPE: Scope = "Device.Read";

/** Locks found that the window lists by name; it counts the rest. */
export const LISTED_LOCKS = 50;

/** Minutes without any answer until Ajar says that it is blind. */
export const BLIND_MINUTES = BLIND_AFTER_MS / 60_000;

/** Why a key was not taken: by Tedee or the way to it, in form, inside Ajar, or since Ajar no longer holds it. */
export type Refusal = FailureKind | "malformed" | "failed" | "gone";

/** A refusal with the time from which another try makes sense. */
export interface Refused {
  readonly kind: Refusal;
  readonly retryAt: Instant | null;
}

/** A refusal as a person is told of it. */
export interface RefusalText {
  readonly tone: Extract<Tone, "danger" | "attention" | "unknown">;
  readonly glyph: Glyph;
  readonly title: string;
  readonly body: string;
}

/** The words of a refusal; `account` decides what they say still works. */
export function refusalText(refused: Refused, account: KeyState, words: Words): RefusalText {
  const { kind } = refused;
  const still = account.kind === "key" ? "refusal.old-stays" : "refusal.none-saved";
  const advice = adviceOf(refused, words);
  // what was never sent was not saved either
  const body = kind === "malformed" && still === "refusal.none-saved" ? advice : `${advice} ${say(words, still)}`;
  return { ...faceOf(kind), title: say(words, `refusal.${kind}`), body };
}

function adviceOf({ kind, retryAt }: Refused, words: Words): string {
  if (kind !== "limit-reached") return say(words, `refusal.${kind}.body`);
  return retryAt === null
    ? say(words, "refusal.limit-reached.later")
    : say(words, "refusal.limit-reached.body", { time: clockText(words, retryAt) });
}

type Face = Pick<RefusalText, "tone" | "glyph">;

const KEY_AT_FAULT: Face = { tone: "danger", glyph: "key" };
const NO_ANSWER: Face = { tone: "unknown", glyph: "tedee-down" };

/** Refusals with a look of their own; the others are from a way on which nobody answered as Tedee does. */
type WithFace = Exclude<
  Refusal,
  | "timeout"
  | "reset"
  | "blocked"
  | "not-tedee"
  | "broken-answer"
  | "too-large"
  | "not-found"
  | "tedee-down"
  | "unexpected"
>;

const FACES: Readonly<Record<WithFace, Face> & Partial<Record<Refusal, Face>>> = {
  malformed: KEY_AT_FAULT,
  "key-refused": KEY_AT_FAULT,
  "not-allowed": KEY_AT_FAULT,
  gone: { tone: "attention", glyph: "key" },
  "limit-reached": { tone: "attention", glyph: "limit" },
  "no-network": { tone: "unknown", glyph: "no-connection" },
  failed: { tone: "attention", glyph: "alert" },
};

const faceOf = (kind: Refusal): Face => FACES[kind] ?? NO_ANSWER;

/** Whether the pasted text itself is at fault, and not the way to Tedee. */
export const isKeyAtFault = (kind: Refusal): boolean => faceOf(kind) === KEY_AT_FAULT;

/** What a checked key is good for, in one or two sentences. */
export function watchText({ endsAt, scopes }: KeyFindings, words: Words): string {
  if (endsAt !== null) return say(words, "checked.watch-ends", { date: dateText(words, endsAt) });
  return say(words, scopes === null ? "checked.watch-unknown" : "checked.watch");
}

/** Scopes that a key lacks; none when it may not say which it has. */
export const missingScopes = ({ scopes }: KeyFindings): readonly Scope[] =>
  scopes === null ? [] : SCOPES.filter((scope) => scope !== NEEDED_SCOPE && !scopes.includes(scope));

/** What the sensors and bridges of the locks found let Ajar tell, a sentence each. */
export function limitsText({ locks, more }: KeyFindings, words: Words): readonly string[] {
  // of locks that were not read nothing can be said
  if (more) return [];
  const near = locks.filter(({ bridge }) => !bridge).length;
  const count = locks.filter(({ sensor }) => sensor === true).length;
  const told = locks.some(({ sensor }) => sensor !== null);
  const texts = told ? [sensorText(count, locks.length, words)] : [];
  if (near > 0) texts.push(say(words, "checked.unreachable", { count: near }));
  return texts;
}

/** What Tedee does not tell counts as no sensor: too little is headlined rather than too much. */
function sensorText(count: number, total: number, words: Words): string {
  if (count === 0) return say(words, "checked.no-sensors");
  return count === total
    ? say(words, "checked.all-sensors", { count })
    : say(words, "checked.some-sensors", { count, total });
}

/** What the settings say of the key: where it is, and when it ends where that can be told. */
export function keyText(account: KeyState, words: Words, now: Instant): readonly string[] {
  switch (account.kind) {
    case "none":
      return [say(words, account.lost ? "setup.lost.body" : "settings.key.none")];
    case "keyring-locked":
      return [say(words, "settings.key.locked")];
    case "demo":
      return [say(words, "settings.key.demo")];
    case "token":
      return [say(words, "settings.key.token")];
    case "key":
      return [say(words, `settings.kept.${account.storedIn}`), ...endTexts(account, words, now)];
  }
}

function endTexts(
  { storedIn, endsAt }: Extract<KeyState, { kind: "key" }>,
  words: Words,
  now: Instant,
): readonly string[] {
  if (endsAt === null) return storedIn === "environment" ? [] : [say(words, "settings.ends-unknown")];
  return [say(words, endsAt > now ? "settings.ends" : "settings.ended", { date: dateText(words, endsAt) })];
}
