import { describe, expect, it } from "vitest";
import { personalKey } from "../../src-main/core/polling/credential.ts";
import { createTransport, REQUEST_LIMIT_MS } from "../../src-main/tedee/transport.ts";
import { createVirtualClock } from "../virtual/clock.ts";
import { START_MS } from "../virtual/world.ts";

const PAGE = "<!doctype html><title>Sign in to this network</title>";
const ENVELOPE = JSON.stringify({ result: null, success: false, errorMessages: ["<b>No</b>"], statusCode: 401 });

/** A body in pieces, which then ends, breaks, or stays open for ever; it notes what is taken of it. */
function bodyOf(pieces: readonly string[], end: "close" | "break" | "stall") {
  const taken = { pieces: 0, given: false };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = pieces[taken.pieces];
        if (piece !== undefined) {
          taken.pieces += 1;
          controller.enqueue(new TextEncoder().encode(piece));
        } else if (end === "close") controller.close();
        else if (end === "break") controller.error(new TypeError("terminated"));
      },
      cancel() {
        taken.given = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, taken };
}

/** One request that is answered so; `signal` is the asker's own. */
function asked(status: number, type: string | null, body: BodyInit | null, signal = new AbortController().signal) {
  const clock = createVirtualClock(START_MS);
  const response = new Response(body, { status });
  response.headers.delete("content-type");
  if (type !== null) response.headers.set("content-type", type);
  const fetch = () => Promise.resolve(response);
  const transport = createTransport({
    fetch,
    baseUrl: "https://cloud.test",
    credential: personalKey("a.b"),
    clock,
    trace: () => undefined,
  });
  return { clock, answer: transport({ method: "GET", path: "/api", purpose: "sync", signal }) };
}

const JSON_TYPE = "application/json; charset=utf-8";

describe("a refusal", () => {
  it.each([
    [401, "text/html; charset=utf-8", PAGE, "not-tedee"],
    [401, "text/html", "", "not-tedee"],
    [401, null, PAGE, "not-tedee"],
    [401, JSON_TYPE, ` \n${PAGE}`, "not-tedee"],
    [401, JSON_TYPE, ENVELOPE, "key-refused"],
    [401, null, null, "key-refused"],
    [401, null, "", "key-refused"],
    [401, "text/plain", "Unauthorized", "key-refused"],
    [403, "text/html", PAGE, "not-tedee"],
    [403, null, PAGE, "not-tedee"],
    [403, JSON_TYPE, ENVELOPE, "not-allowed"],
    [403, null, null, "not-allowed"],
    [404, null, PAGE, "not-tedee"],
    [404, JSON_TYPE, ENVELOPE, "not-found"],
    [451, null, PAGE, "not-tedee"],
    [407, "text/html", PAGE, "blocked"],
    [429, "text/html", PAGE, "limit-reached"],
    [503, "text/html", PAGE, "tedee-down"],
    [511, "text/html", PAGE, "not-tedee"],
    [511, null, null, "not-tedee"],
  ] as const)("with %i, type %s and body %j is %s", async (status, type, body, kind) => {
    expect(await asked(status, type, body).answer).toMatchObject({ ok: false, failure: { kind } });
  });

  it("is known by its first character, however late that comes, and no more is read", async () => {
    const { stream, taken } = bodyOf([" ", "\n", "<", "title>", "Sign in"], "close");
    expect(await asked(401, null, stream).answer).toMatchObject({ failure: { kind: "not-tedee" } });
    expect(taken).toEqual({ pieces: 3, given: true });
  });

  it("is not read at all where its type tells", async () => {
    const { stream, taken } = bodyOf([PAGE], "stall");
    expect(await asked(401, "text/html", stream).answer).toMatchObject({ failure: { kind: "not-tedee" } });
    expect(taken).toEqual({ pieces: 0, given: true });
  });

  it("that begins with nothing for a kilobyte is no page", async () => {
    const blanks = Array<string>(100).fill(" ".repeat(512));
    const { stream, taken } = bodyOf([...blanks, PAGE], "close");
    expect(await asked(401, null, stream).answer).toMatchObject({ failure: { kind: "key-refused" } });
    expect(taken).toEqual({ pieces: 2, given: true });
    expect(await asked(401, null, `${" ".repeat(1024)}<`).answer).toMatchObject({ failure: { kind: "key-refused" } });
    expect(await asked(401, null, `${" ".repeat(1023)}<`).answer).toMatchObject({ failure: { kind: "not-tedee" } });
  });

  it("that begins like data needs not be complete", async () => {
    const { stream, taken } = bodyOf(["{"], "stall");
    expect(await asked(401, null, stream).answer).toMatchObject({ failure: { kind: "key-refused" } });
    expect(taken.given).toBe(true);
  });

  it("whose body never begins is no answer, and asks for no key", async () => {
    const { stream, taken } = bodyOf([], "stall");
    const { clock, answer } = asked(401, null, stream);
    await clock.advance(REQUEST_LIMIT_MS);
    expect(await answer).toMatchObject({ failure: { kind: "timeout" } });
    expect(taken.given).toBe(true);
    expect(clock.pending()).toBe(0);
  });

  it("whose body breaks before it begins is none either", async () => {
    const { answer } = asked(401, null, bodyOf([" "], "break").stream);
    expect(await answer).toMatchObject({ failure: { kind: "reset" } });
  });

  it("ends at once when nobody waits for it any longer", async () => {
    const stop = new AbortController();
    const { stream, taken } = bodyOf([], "stall");
    const { clock, answer } = asked(401, null, stream, stop.signal);
    await clock.advance(1000);
    stop.abort();
    expect(await answer).toMatchObject({ ok: false, failure: { kind: "reset" } });
    expect(taken.given).toBe(true);
    expect(clock.pending()).toBe(0);
  });
});
