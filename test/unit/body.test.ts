import { describe, expect, it } from "vitest";
import { unlessAborted } from "../../src-main/tedee/body.ts";

describe("a promise with a signal", () => {
  it("is what it was while nobody aborts", async () => {
    const { signal } = new AbortController();
    expect(await unlessAborted(Promise.resolve(7), signal)).toBe(7);
    await expect(unlessAborted(Promise.reject(new Error("own")), signal)).rejects.toThrow("own");
  });

  it.each([
    ["an error", new Error("too slow"), "too slow"],
    ["anything else", "no error", "aborted"],
  ])("is rejected at once by a signal with %s, before and after it began", async (_, reason, words) => {
    await expect(unlessAborted(Promise.withResolvers<null>().promise, AbortSignal.abort(reason))).rejects.toThrow(
      words,
    );
    const later = new AbortController();
    const waiting = unlessAborted(Promise.withResolvers<null>().promise, later.signal);
    later.abort(reason);
    await expect(waiting).rejects.toThrow(words);
  });

  it("leaves no rejection behind that nobody hears", async () => {
    const { promise, reject } = Promise.withResolvers<null>();
    await expect(unlessAborted(promise, AbortSignal.abort(new Error("first")))).rejects.toThrow("first");
    reject(new Error("second"));
    await new Promise((resolve) => setImmediate(resolve));
  });
});
