import { BODY_LIMIT_BYTES } from "../../src-main/tedee/body.ts";
import { mutatedBody, type Asked } from "./bodies.ts";
import { mutatedHeaders, mutatedStatus } from "./headers.ts";
import type { Random } from "./random.ts";

/** One answer to a call, and how its body comes. */
export interface FuzzedAnswer extends Asked {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  /** Sizes of the pieces it comes in; the last one is repeated. */
  readonly pieces: readonly number[];
  /** `breaks`: the stream fails at that byte. `endless`: pieces come without end. */
  readonly manner: { readonly kind: "whole" | "endless" } | { readonly kind: "breaks"; readonly at: number };
}

/** Bodies around the limit are costly: few come. */
const HUGE = 0.0015;

/** An answer from one of the seeds, mutated in its body, its headers, its status and its stream. */
export function fuzzedAnswer(random: Random): FuzzedAnswer {
  const status = mutatedStatus(random);
  const headers = mutatedHeaders(status, random);
  const asked = mutatedBody(random);
  if (random.chance(HUGE)) return { status, headers, ...asked, ...hugeBody(random) };
  const { bytes } = asked;
  const pieces = random.chance(0.5)
    ? [Math.max(1, bytes.length)]
    : [1 + random.int(bytes.length + 1), 1 + random.int(200)];
  const manner = random.chance(0.05) ? ({ kind: "breaks", at: random.int(bytes.length + 1) } as const) : WHOLE;
  return { status, headers, ...asked, pieces, manner };
}

const WHOLE = { kind: "whole" } as const;

/** Just within the limit, just over it, or without end. */
function hugeBody(random: Random): Pick<FuzzedAnswer, "bytes" | "pieces" | "manner" | "untouched"> {
  const pieces = [random.pick([1 << 14, 1 << 16, 1 << 20])];
  const body = new TextEncoder().encode(
    '{"result":{"id":1,"isConnected":true,"deviceState":{"state":6,"doorState":3}}}',
  );
  const spaces = random.pick([BODY_LIMIT_BYTES, BODY_LIMIT_BYTES + 1, BODY_LIMIT_BYTES * 2]) - body.length;
  const bytes = new Uint8Array(spaces + body.length).fill(0x20);
  bytes.set(body, random.chance(0.5) ? 0 : spaces);
  return { bytes, pieces, manner: random.chance(0.3) ? { kind: "endless" } : WHOLE, untouched: false };
}

/** What was taken of a stream. */
export interface Taken {
  bytes: number;
  cancelled: boolean;
}

/** An answer as `fetch` gives it, which notes what is taken of its body. */
export function responseOf({ status, headers, bytes, pieces, manner }: FuzzedAnswer, taken: Taken): Response {
  const end = manner.kind === "breaks" ? manner.at : bytes.length;
  let at = 0;
  let turn = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= end && manner.kind === "breaks") {
        controller.error(new TypeError("terminated"));
        return;
      }
      if (at >= end && manner.kind === "whole") {
        controller.close();
        return;
      }
      const size = pieces[Math.min(turn, pieces.length - 1)] ?? 1;
      const from = at % bytes.length;
      const piece = bytes.subarray(from, Math.min(from + size, manner.kind === "endless" ? bytes.length : end));
      [at, turn] = [at + piece.length, turn + 1];
      taken.bytes += piece.length;
      controller.enqueue(piece);
    },
    cancel() {
      taken.cancelled = true;
    },
  });
  return new Response(body, { status, headers: headers.map(([name, value]) => [name, value] as [string, string]) });
}
