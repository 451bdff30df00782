/** Bytes of a body at most; the list of a thousand locks is a tenth of it. */
export const BODY_LIMIT_BYTES = 5_000_000;
/** Bytes that tell a page from data. */
const START_BYTES = 1024;

/** A body that is larger than the limit; the rest of it was not read. */
export class BodyTooLargeError extends Error {
  override readonly name = "BodyTooLargeError";
}

type Body = ReadableStream<Uint8Array> | null;

/** A body as text, read as it comes and cut off at 5 MB with `BodyTooLargeError`; a signal that ends it rejects. */
export async function readText(body: Body, signal: AbortSignal): Promise<string> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  for await (const piece of piecesOf(body, signal)) {
    bytes += piece.byteLength;
    if (bytes > BODY_LIMIT_BYTES) throw new BodyTooLargeError();
    parts.push(decoder.decode(piece, { stream: true }));
  }
  return parts.join("") + decoder.decode();
}

/** A body up to its first character that is no blank, looked for in a kilobyte; a signal that ends it rejects. */
export async function readStart(body: Body, signal: AbortSignal): Promise<string> {
  const decoder = new TextDecoder();
  let start = "";
  let left = START_BYTES;
  for await (const piece of piecesOf(body, signal)) {
    start += decoder.decode(piece.subarray(0, left), { stream: true });
    left -= piece.byteLength;
    if (left <= 0 || start.trim() !== "") break;
  }
  return start;
}

/** The pieces of a body; whoever stops early gives up the rest. */
async function* piecesOf(body: Body, signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await unlessAborted(reader.read(), signal);
      if (done) return;
      yield value;
    }
  } finally {
    // ends the transfer of whatever was not read; a stream that is over or broken has nothing to end
    reader.cancel().catch(() => undefined);
  }
}

/** The same promise, rejected at once when the signal is aborted: not every stream and fetch obeys its signal. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
    if (signal.aborted) {
      abort();
      promise.catch(() => undefined);
      return;
    }
    signal.addEventListener("abort", abort);
    const settled = (): void => signal.removeEventListener("abort", abort);
    promise.then(settled, settled);
    promise.then(resolve, reject);
  });
}
