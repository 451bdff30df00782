import { createServer, type Server } from "node:net";
import {
  brotliCompressSync,
  brotliDecompressSync,
  constants,
  deflateSync,
  gunzipSync,
  gzipSync,
  inflateRawSync,
  inflateSync,
} from "node:zlib";
import { fuzzedAnswer } from "./answers.ts";
import { clientWith, judged, still, type Result } from "./cases.ts";
import type { Random } from "./random.ts";

/** How a body is framed: as HTTP has it, or with a promise that it does not keep. */
const FRAMINGS = ["right", "short", "long", "none", "chunked", "cut-chunks", "zipped", "not-zipped", "bomb"] as const;

/** Node's own parser asserts when a socket ends whose reader lags behind by 64 KB (nodejs/undici#5360). */
const LONGEST = 30_000;

/** Bytes that travel, and those of the body that may be made of them; null when nothing may. */
interface Travelling {
  readonly fields: readonly string[];
  readonly body: Uint8Array;
  readonly seen: Uint8Array | null;
}

/** Fuzzes over a socket, where lengths and encodings are promised and not kept. */
export interface Wire {
  readonly runCase: (random: Random) => Promise<Result>;
  readonly close: () => Promise<void>;
}

/** A wire on loopback, for one case after the other. */
export async function openWire(): Promise<Wire> {
  let next: Buffer = Buffer.alloc(0);
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => {
      socket.end(next);
    });
  });
  const port = await listen(server);
  // as the app's own session does it
  const strict: typeof fetch = (input, init) => fetch(input, { ...init, redirect: "error" });
  const client = clientWith(strict, still, `http://127.0.0.1:${port}`);
  return {
    async runCase(random) {
      const fuzzed = fuzzedAnswer(random);
      const answer = { ...fuzzed, bytes: fuzzed.bytes.subarray(0, LONGEST) };
      const { fields, body, seen } = framed(answer.bytes, random);
      const whole = fuzzed.untouched && fuzzed.bytes.length <= LONGEST && seen === answer.bytes;
      const others = answer.headers.filter(([name]) => !/^content-(length|encoding)$/.test(name));
      const lines = [`HTTP/1.1 ${answer.status} Fuzzed`, ...others.map((field) => field.join(": ")), ...fields];
      next = Buffer.concat([Buffer.from(`${[...lines, "Connection: close"].join("\r\n")}\r\n\r\n`, "latin1"), body]);
      return await judged(client, {
        ...answer,
        bytes: seen ?? new Uint8Array(),
        whole,
        arrives: seen === answer.bytes,
      });
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}

function framed(bytes: Uint8Array, random: Random): Travelling {
  const promised = (length: number): readonly string[] => [`Content-Length: ${length}`];
  const zipped = (encoding: Encoding, body: Uint8Array): Travelling => ({
    fields: [`Content-Encoding: ${encoding}`, ...promised(body.length)],
    body,
    seen: unzipped(encoding, body),
  });
  const chunk = Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from("\r\n")]);
  const cut = random.int(bytes.length + 1);
  switch (random.pick(FRAMINGS)) {
    case "right":
      return { fields: promised(bytes.length), body: bytes, seen: bytes };
    case "short":
      return { fields: promised(cut), body: bytes, seen: bytes.subarray(0, cut) };
    case "long":
      return { fields: promised(bytes.length + 1 + cut), body: bytes, seen: null };
    case "none":
      return { fields: [], body: bytes, seen: bytes };
    case "chunked":
      return { fields: CHUNKED, body: Buffer.concat([chunk, Buffer.from("0\r\n\r\n")]), seen: bytes };
    case "cut-chunks":
      return { fields: CHUNKED, body: chunk.subarray(0, cut), seen: null };
    case "zipped": {
      const encoding = random.pick(ENCODINGS);
      const body = ZIPPED[encoding](bytes);
      return zipped(encoding, random.chance(0.5) ? body : body.subarray(0, random.int(body.length + 1)));
    }
    case "not-zipped":
      return zipped(random.pick(ENCODINGS), bytes);
    case "bomb":
      return random.chance(0.05)
        ? { ...zipped("gzip", BOMB), seen: null }
        : { fields: promised(bytes.length), body: bytes, seen: bytes };
  }
}

/** Whatever comes of a body that is said to be zipped, also of one that is cut off; null when nothing does. */
function unzipped(encoding: Encoding, body: Uint8Array): Uint8Array | null {
  const lenient = { finishFlush: constants.Z_SYNC_FLUSH };
  try {
    switch (encoding) {
      case "gzip":
        return gunzipSync(body, lenient);
      case "deflate":
        return (body[0] ?? 0) % 16 === 8 ? inflateSync(body, lenient) : inflateRawSync(body, lenient);
      case "br":
        return brotliDecompressSync(body, { finishFlush: constants.BROTLI_OPERATION_FLUSH });
    }
  } catch {
    return null;
  }
}

const ZIPPED = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync } as const;
type Encoding = keyof typeof ZIPPED;
const ENCODINGS = ["gzip", "deflate", "br"] as const satisfies readonly Encoding[];

const CHUNKED = ["Transfer-Encoding: chunked"];
/** Some kilobytes that come to 20 MB. */
const BOMB = gzipSync(new Uint8Array(20_000_000).fill(0x20));

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
}
