import { FAILURE_KINDS, type Failure } from "../../src-main/core/lock/failure.ts";
import { NOW } from "./now.ts";

/** A failure is one of the known, and its wait is one that Ajar keeps to. */
export function judgeFailure(failure: Failure): readonly string[] {
  if (!FAILURE_KINDS.includes(failure.kind)) return [`an unheard-of failure ${failure.kind}`];
  if (failure.kind !== "limit-reached" || failure.retryAt === null) return [];
  const waitMs = failure.retryAt - NOW;
  return waitMs >= 20_000 && waitMs <= 3_600_000 ? [] : [`a wait of ${waitMs} ms`];
}

/** What there is to see of an answer beside the meaning of its body. */
export interface Outside {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly bytes: Uint8Array;
  /** All of its body comes, and as it was sent. */
  readonly arrives: boolean;
}

/** A status comes to one failure; for a good one the body decides, and a refusal may be a page of somebody else. Null is a value. */
export function judgeStatus(answer: Outside, failure: Failure | null): readonly string[] {
  const found = failure === null ? "value" : failure.kind;
  return outcomesOf(answer).includes(found) ? [] : [`status ${answer.status} came to ${found}`];
}

/** What a status says where Tedee answers, by its documentation. */
const NAMED: ReadonlyMap<number, string> = new Map([
  [401, "key-refused"],
  [403, "not-allowed"],
  [404, "not-found"],
  [429, "limit-reached"],
]);

function outcomesOf(answer: Outside): readonly string[] {
  const { status } = answer;
  if (status < 300) return ["value", "broken-answer", "not-tedee", "too-large", "reset"];
  if (status < 400) return ["blocked"];
  if (status >= 500) return [status === 511 ? "not-tedee" : "tedee-down"];
  // of a proxy that wants a sign-in Node's fetch makes a broken connection
  if (status === 407) return ["blocked", "reset"];
  const named = NAMED.get(status) ?? "unexpected";
  return status === 429 ? [named] : refusalsOf(answer, named);
}

/** Whose refusal it is: a page is not Tedee's, by its type or by its first character within a kilobyte. */
function refusalsOf({ headers, bytes, arrives }: Outside, named: string): readonly string[] {
  const types = headers.filter(([name]) => name === "content-type").map(([, type]) => type);
  if (types.length === 1 && types[0] === "text/html") return ["not-tedee"];
  if (!arrives || types.includes("text/html")) return [named, "not-tedee", "reset"];
  return new TextDecoder().decode(bytes.subarray(0, 1024)).trimStart().startsWith("<") ? ["not-tedee"] : [named];
}
