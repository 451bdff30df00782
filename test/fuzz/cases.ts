import { personalKey } from "../../src-main/core/polling/credential.ts";
import type { Clock } from "../../src-main/core/lock/clock.ts";
import type { Answer, Failure } from "../../src-main/core/lock/failure.ts";
import { lockIdOf, type Listing, type Reading } from "../../src-main/core/lock/lock.ts";
import { BODY_LIMIT_BYTES } from "../../src-main/tedee/body.ts";
import { createClient, type Client } from "../../src-main/tedee/client.ts";
import { fuzzedAnswer, responseOf, type FuzzedAnswer, type Taken } from "./answers.ts";
import { KEY, type Asked, type Call } from "./bodies.ts";
import { judgeKey, judgeListings, judgePage, judgeReadings } from "./judge.ts";
import { judgeFailure, judgeStatus, type Outside } from "./judge-failure.ts";
import { entriesOf } from "./oracle.ts";
import { NOW } from "./now.ts";
import type { Random } from "./random.ts";

/** What was asked, and what there is to see of its answer. */
export interface Seen extends Omit<Asked, "untouched">, Outside {
  /** It is Tedee's own answer to that question, and nothing befell it on its way: a value has to come of it. */
  readonly whole: boolean;
}

/** `value`: one was made of the answer. */
export type Outcome = "value" | Failure["kind"] | "thrown" | "hung";

/** What a case came to. */
export interface Result {
  readonly call: Call;
  readonly outcome: Outcome;
  /** The value says something for certain: of a lock that is connected its bolt, of a key its rights or its end. */
  readonly said: boolean;
  /** What is wrong, and nothing when all is well. */
  readonly wrong: readonly string[];
}

/** No case takes so long, however busy the computer is. */
const HANG_MS = 30_000;
const NEVER = new AbortController().signal;

/** A clock that stands still: no request runs out of time. */
export const still: Clock = { now: () => NOW, elapsed: () => 0, after: () => () => undefined };

/** One case: one answer to one call, through transport and decode. */
export async function runCase(random: Random): Promise<Result> {
  const answer = fuzzedAnswer(random);
  const taken: Taken = { bytes: 0, cancelled: false };
  const fetch = () => Promise.resolve(responseOf(answer, taken));
  const { untouched, manner } = answer;
  const seen = { ...answer, whole: untouched && manner.kind === "whole", arrives: manner.kind !== "breaks" };
  const result = await judged(clientWith(fetch, still), seen);
  return { ...result, wrong: [...result.wrong, ...judgeTaken(answer, taken, result.outcome), ...polluted()] };
}

/** A client whose every request is answered by `fetch`. */
export const clientWith = (fetch: typeof globalThis.fetch, clock: Clock, baseUrl = "https://cloud.test"): Client =>
  createClient({ fetch, baseUrl, credential: personalKey(KEY), clock, trace: () => undefined });

/** Asks, and judges what is made of the answer; what a broken transfer may hide of it is not missed. */
export async function judged(client: Client, answer: Seen): Promise<Result> {
  let cancel: () => void = () => undefined;
  const hang = new Promise<"hung">((resolve) => {
    const timer = setTimeout(resolve, HANG_MS, "hung");
    cancel = () => clearTimeout(timer);
  });
  const { call, status, whole } = answer;
  try {
    const made = await Promise.race([ask(client, answer), hang]);
    if (made === "hung") return { call, outcome: "hung", said: false, wrong: ["it hung"] };
    const { failure, said } = made;
    const wrong = [...made.wrong, ...judgeStatus(answer, failure)];
    if (failure === null) return { call, outcome: "value", said, wrong };
    if (whole && status < 300) wrong.push(`Tedee's own answer came to ${failure.kind}`);
    return { call, outcome: failure.kind, said, wrong: [...wrong, ...judgeFailure(failure)] };
  } catch (error) {
    const wrong = [`it threw ${error instanceof Error ? (error.stack ?? "") : String(error)}`];
    return { call, outcome: "thrown", said: false, wrong };
  } finally {
    cancel();
  }
}

interface Made {
  readonly failure: Failure | null;
  readonly said: boolean;
  readonly wrong: readonly string[];
}

function made<T>(answer: Answer<T>, says: (value: T) => boolean, judge: (value: T) => readonly string[]): Made {
  const late = answer.at === NOW ? [] : ["the time of an answer is another"];
  return answer.ok
    ? { failure: null, said: says(answer.value), wrong: [...late, ...judge(answer.value)] }
    : { failure: answer.failure, said: false, wrong: late };
}

const tellsBolt = ({ link, lock }: Reading): boolean => link === "connected" && lock !== "unknown";
const listsBolt = ({ reading }: Listing): boolean => tellsBolt(reading);

async function ask(client: Client, { call, id, bytes }: Seen): Promise<Made> {
  const lock = lockIdOf(id);
  switch (call) {
    case "list":
      return made(
        await client.list(1, NEVER),
        ({ listings }) => listings.some(listsBolt),
        (page) => judgePage(page, bytes, NOW),
      );
    case "lock":
      return made(await client.lock(lock, NEVER), listsBolt, (listing) => [
        ...judgeListings([listing], bytes, NOW),
        ...(listing.lock.id === id ? [] : ["another lock than was asked for"]),
      ]);
    case "sync-one":
      return made(
        await client.syncOne(lock, NEVER),
        (readings) => readings.some(tellsBolt),
        (readings) => [
          ...judgeReadings(readings, bytes, NOW),
          ...(readings.length === 1 && readings[0]?.id === id ? [] : ["another lock than was asked for"]),
        ],
      );
    case "sync":
      return made(
        await client.sync(id % 2 === 0 ? null : [lock], NEVER),
        (readings) => readings.some(tellsBolt),
        (readings) => judgeReadings(readings, bytes, NOW),
      );
    case "own-key":
      return made(
        await client.ownKey(NEVER),
        ({ endsAt, scopes }) => endsAt !== null || scopes.length > 0,
        (facts) => judgeKey(facts, KEY.slice(0, KEY.indexOf(".")), bytes),
      );
  }
}

/** What is over the limit is cut off and called so, and whatever is not read is given up. */
function judgeTaken({ status, bytes, manner, pieces }: FuzzedAnswer, taken: Taken, outcome: string): readonly string[] {
  // of a refusal nothing but its beginning is looked at
  const largest = (status < 300 ? BODY_LIMIT_BYTES : 1024) + 2 * Math.max(...pieces);
  const wrong = taken.bytes > largest ? [`${taken.bytes} bytes of a body were read`] : [];
  if (status >= 300) return wrong;
  const size = manner.kind === "endless" ? Infinity : manner.kind === "breaks" ? manner.at : bytes.length;
  if (size > BODY_LIMIT_BYTES !== (outcome === "too-large")) wrong.push(`${size} bytes came to ${outcome}`);
  if (outcome === "too-large" && taken.bytes < size && !taken.cancelled)
    wrong.push("the rest of a large body was not given up");
  if (manner.kind === "breaks" && size <= BODY_LIMIT_BYTES && outcome !== "reset")
    wrong.push(`a break came to ${outcome}`);
  return manner.kind === "whole" && size <= BODY_LIMIT_BYTES ? [...wrong, ...missed(bytes, outcome)] : wrong;
}

/** A body without a result never comes to a value, and a web page is called one. */
function missed(bytes: Uint8Array, outcome: string): readonly string[] {
  return entriesOf(bytes) === null && outcome === "value" ? ["a value of a body without a result"] : [];
}

/** Names that a body has given to every object there is. */
function polluted(): readonly string[] {
  const names = Object.keys(Object.prototype);
  return names.length === 0 ? [] : [`every object has ${names.join()}`];
}
