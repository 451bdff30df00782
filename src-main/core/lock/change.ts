import type { BatteryBand } from "./battery.ts";
import type { Instant, Link, LockState, Serial } from "./lock.ts";
import { lookedOn, type Door, type DoorFact, type Gap, type Observation, type Told } from "./observation.ts";

/** What every change has: its lock, and what is known of its moment. */
interface ChangeOf {
  readonly serial: Serial;
  /** When Ajar noticed it: the arrival of the answer that told it. */
  readonly noticedAt: Instant;
  /** When it happened, as far as that is known: by Tedee's date, or the moment of noticing where Ajar looked on; else null. */
  readonly happenedAt: Instant | null;
  /** Ajar looked on from the last reading to this one, so this is the only change between the two. */
  readonly certain: boolean;
  /** A gap lies between: a time without answers, a sleep, lost time. */
  readonly afterGap: boolean;
}

/** One transition of one lock against the value that was told last; the first value brings none, and silence is no value. */
export type Change = ChangeOf &
  (
    | { readonly kind: "bolt"; readonly from: LockState; readonly to: LockState }
    /** Only what a sensor says for certain; `openSince` is the moment of opening where it is known. */
    | { readonly kind: "door"; readonly from: Door; readonly to: Door; readonly openSince: Instant | null }
    | { readonly kind: "link"; readonly from: Link; readonly to: Link }
    | { readonly kind: "battery"; readonly from: BatteryBand; readonly to: BatteryBand }
    | { readonly kind: "charging"; readonly to: boolean }
    | { readonly kind: "move-failed"; readonly to: boolean }
    /** What a list tells; Ajar does not look on between two lists, and none of these is certain. */
    | { readonly kind: "name"; readonly from: string; readonly to: string }
    | { readonly kind: "joined" }
    | { readonly kind: "left" }
  );

/** A change that a list told at `noticedAt`, the answer before it having come at `lastAnswerAt`. */
export const listedChange = (serial: Serial, noticedAt: Instant, lastAnswerAt: Instant | null, gap: Gap): ChangeOf => ({
  serial,
  noticedAt,
  happenedAt: null,
  certain: false,
  afterGap: lastAnswerAt === null || !lookedOn(lastAnswerAt, noticedAt, gap),
});

/** The changes from one observation of a lock to the next; the first observation brings none. */
export function changesBetween(serial: Serial, before: Observation, after: Observation, gap: Gap): readonly Change[] {
  const reading = after.latest;
  if (reading === null || after === before) return [];
  /** What is known of the moment when a value changed that was told last at `toldAt`. */
  const moment = (toldAt: Instant): ChangeOf => {
    const afterGap = !lookedOn(toldAt, reading.at, gap);
    const happenedAt = afterGap ? null : reading.at;
    return { serial, noticedAt: reading.at, happenedAt, certain: !afterGap && toldAt === before.latest?.at, afterGap };
  };
  const [was, is] = [before.told, after.told];
  return [
    ...moved(was.link, is.link).map(({ at, from, to }) => ({ ...moment(at), kind: "link", from, to }) as const),
    ...moved(doorTold(before.door), doorTold(after.door)).map(
      ({ at, from, to }) =>
        ({ ...moment(at), kind: "door", from, to, openSince: openSince(before.door, after.door) }) as const,
    ),
    ...moved(was.bolt, is.bolt).map(({ at, from, to }) => {
      const about = moment(at);
      // after a gap only Tedee's date tells when
      const dated = !about.afterGap || after.boltSince === reading.changedAt;
      return { ...about, happenedAt: dated ? after.boltSince : null, kind: "bolt", from, to } as const;
    }),
    ...moved(was.battery, is.battery).map(
      ({ at, from, to }) => ({ ...moment(at), kind: "battery", from, to }) as const,
    ),
    ...moved(was.charging, is.charging).map(({ at, to }) => ({ ...moment(at), kind: "charging", to }) as const),
    ...moved(was.moveFailed, is.moveFailed).map(({ at, to }) => ({ ...moment(at), kind: "move-failed", to }) as const),
  ];
}

interface Move<T> {
  /** When the former value was told last. */
  readonly at: Instant;
  readonly from: T;
  readonly to: T;
}

const moved = <T>(was: Told<T> | null, is: Told<T> | null): readonly Move<T>[] =>
  was === null || is === null || was.value === is.value ? [] : [{ at: was.at, from: was.value, to: is.value }];

const doorTold = (door: DoorFact | null): Told<Door> | null => door && { value: door.state, at: door.at };

/** Since when a door was open that is closed now; null where its opening or its closing was not seen. */
const openSince = (was: DoorFact | null, is: DoorFact | null): Instant | null =>
  was?.state === "open" && was.sinceKnown && is?.sinceKnown === true ? was.since : null;
