import type { DoorState, Instant, Link, LockState, Serial } from "./lock.ts";

/** How full a battery is, in the bands that are worth a word: below 10, below 20, enough; null when not told. */
export type BatteryBand = "empty" | "low" | "enough" | null;

/** What every change has: whose it is, and what is known of its moment. */
interface ChangeOf {
  readonly serial: Serial;
  /** When Ajar noticed it: the arrival of the answer that told it. */
  readonly noticedAt: Instant;
  /** When it happened, as far as that is known: by Tedee's date, or the moment of noticing where Ajar looked on; else null. */
  readonly happenedAt: Instant | null;
  /** Ajar looked on from the last reading to this one, so that this is the only change between the two. */
  readonly certain: boolean;
  /** A gap lies between: a silence, a sleep, lost time. */
  readonly afterGap: boolean;
}

/** One transition of one lock against what was last known; the first reading brings none. */
export type Change = ChangeOf &
  (
    | { readonly kind: "bolt"; readonly from: LockState; readonly to: LockState }
    /** Only what a sensor says for certain; `openSince` is the moment of opening where it is known. */
    | {
        readonly kind: "door";
        readonly from: Extract<DoorState, "open" | "closed">;
        readonly to: Extract<DoorState, "open" | "closed">;
        readonly openSince: Instant | null;
      }
    | { readonly kind: "link"; readonly from: Link; readonly to: Link }
    | { readonly kind: "battery"; readonly from: BatteryBand; readonly to: BatteryBand }
    | { readonly kind: "charging"; readonly to: boolean }
    | { readonly kind: "move-failed"; readonly to: boolean }
    | { readonly kind: "name"; readonly from: string; readonly to: string }
    | { readonly kind: "joined" }
    | { readonly kind: "left" }
  );
