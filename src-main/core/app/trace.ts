import type { Alert } from "../alerts/alert.ts";
import type { FailureKind } from "../lock/failure.ts";
import type { Freshness } from "../lock/freshness.ts";
import type { DoorState, Instant, LockState, Serial } from "../lock/lock.ts";
import type { StatusCause, StatusKind } from "../lock/status.ts";
import type { Tone } from "../view/snapshot.ts";
import type { TrayIcon, TrayItem } from "../view/tray-model.ts";

/** What a request was for. */
export type Purpose = "list" | "sync" | "command" | "operation" | "confirm" | "activity" | "key";

/** One line of `--trace`, without its time; names of locks yes, secrets never. */
export type TraceLine =
  | { readonly kind: "ready"; readonly version: string; readonly electron: string | null }
  | {
      readonly kind: "request";
      readonly method: string;
      /** Path and query, without the host. */
      readonly path: string;
      readonly status?: number;
      readonly failure?: FailureKind;
      readonly ms: number;
      readonly purpose: Purpose;
    }
  | {
      readonly kind: "lock";
      readonly serial: Serial;
      readonly name: string;
      readonly lock: LockState;
      readonly door: DoorState;
      readonly connected: boolean | null;
      readonly battery: number | null;
      readonly status: StatusKind;
      readonly cause: StatusCause;
      /** Since when the cause holds; null when not known. */
      readonly since: Instant | null;
      readonly freshness: Freshness;
      readonly tone: Tone;
      readonly text: string;
    }
  | {
      readonly kind: "tray";
      readonly icon: TrayIcon;
      readonly tooltip: string;
      readonly menu: readonly TrayItem[];
    }
  | {
      readonly kind: "notify";
      readonly id: string;
      readonly rule: Alert["rule"];
      readonly facts: Alert["facts"];
      readonly over: boolean;
      readonly title: string;
      readonly body: string;
      readonly urgency: "low" | "normal" | "critical";
      readonly actions: readonly string[];
      readonly replaces: string | null;
      readonly via: "system" | "window";
    }
  | { readonly kind: "withdraw"; readonly id: string }
  | { readonly kind: "suppressed"; readonly id: string; readonly reason: string }
  | { readonly kind: "power"; readonly event: string }
  | { readonly kind: "problem"; readonly failure: ProblemName; readonly text: string };

/** A failure of a request, or one of Ajar's own: in the window, or one that nothing caught. */
export type ProblemName = FailureKind | "window" | "unexpected-error";

/** Writes one line; given to every room that has something to tell. */
export type Trace = (line: TraceLine) => void;
