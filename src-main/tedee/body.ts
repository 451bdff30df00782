/** Bytes of a body at most; the list of a thousand locks is a tenth of it. */
export const BODY_LIMIT_BYTES = 5_000_000;

/** A body that is larger than the limit; the rest of it was not read. */
export class BodyTooLargeError extends Error {
  override readonly name = "BodyTooLargeError";
}

/** A body as text, read as it comes and cut off at 5 MB with `BodyTooLargeError`; a signal that ends it rejects. */
export async function readText(body: ReadableStream<Uint8Array> | null, signal: AbortSignal): Promise<string> {
  if (body === null) return "";
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await unlessAborted(reader.read(), signal);
      if (done) break;
      bytes += value.byteLength;
      if (bytes > BODY_LIMIT_BYTES) throw new BodyTooLargeError();
      parts.push(decoder.decode(value, { stream: true }));
    }
    return parts.join("") + decoder.decode();
  } finally {
    // ends the transfer of whatever was not read; a stream that is over or broken has nothing to end
    reader.cancel().catch(() => undefined);
  }
}

/** The same promise, rejected at once when the signal is aborted: not every stream and fetch obeys its signal. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
    };
    if (signal.aborted) {
      abort();
      promise.catch(() => undefined);
      return;
    }
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener("abort", abort);
    });
  });
}
