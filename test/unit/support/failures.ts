import type { Failure, FailureKind } from "../../../src-main/core/lock/failure.ts";
import { at } from "./house.ts";

/** A failure of each kind, with a value for what it carries. */
export function failureOf(kind: FailureKind): Failure {
  switch (kind) {
    case "limit-reached":
      return { kind, retryAt: at(300) };
    case "tedee-down":
    case "unexpected":
      return { kind, status: 500 };
    case "no-network":
    case "timeout":
    case "reset":
    case "blocked":
    case "not-tedee":
    case "broken-answer":
    case "too-large":
    case "key-refused":
    case "not-allowed":
    case "not-found":
      return { kind };
  }
}
