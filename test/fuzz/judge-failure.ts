import { FAILURE_KINDS, type Failure } from "../../src-main/core/failure.ts";
import { NOW } from "./now.ts";

/** A failure is one of the known, and its wait is one that Ajar keeps to. */
export function judgeFailure(failure: Failure): readonly string[] {
  if (!FAILURE_KINDS.includes(failure.kind)) return [`an unheard-of failure ${failure.kind}`];
  if (failure.kind !== "limit-reached" || failure.retryAt === null) return [];
  const waitMs = failure.retryAt - NOW;
  return waitMs >= 20_000 && waitMs <= 3_600_000 ? [] : [`a wait of ${waitMs} ms`];
}

/** A status comes to one failure by itself; for a good one the body decides. Null is a value. */
export function judgeStatus(status: number, failure: Failure | null): readonly string[] {
  const found = failure === null ? "value" : failure.kind;
  return outcomesOf(status).includes(found) ? [] : [`status ${status} came to ${found}`];
}

/** What a status says by itself, by Tedee's documentation. */
const NAMED: ReadonlyMap<number, string> = new Map([
  [401, "key-refused"],
  [403, "not-allowed"],
  [404, "not-found"],
  [429, "limit-reached"],
]);

function outcomesOf(status: number): readonly string[] {
  if (status < 300) return ["value", "broken-answer", "not-tedee", "too-large", "reset"];
  if (status < 400) return ["blocked"];
  return [status >= 500 ? "tedee-down" : (NAMED.get(status) ?? "unexpected")];
}
