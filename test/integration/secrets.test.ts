import { rmSync } from "node:fs";
import fc from "fast-check";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { accessToken } from "../../src-main/core/polling/credential.ts";
import { describeError } from "../../src-main/core/app/error-summary.ts";
import { english } from "../unit/support/words.ts";
import { startOf } from "../../src-main/core/app/cli.ts";
import { CALL_NAMES } from "../../src-main/ipc/api.ts";
import { caught } from "../../src-renderer/error-report.ts";
import { leaks } from "../unit/support/leaks.ts";
import type { Mishap } from "../virtual/cloud-fetch.ts";
import { START_MS } from "../virtual/world.ts";
import { detachAll } from "./support/attaching.ts";
import { folders, KEY, living, QUOTING, quoting, SECRET, TOKEN } from "./support/living.ts";

afterEach(() => {
  detachAll();
  vi.restoreAllMocks();
});
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe("the scan", () => {
  const half = Math.floor(SECRET.length / 2);
  it.each([
    ["as it is", SECRET],
    ["percent-encoded", encodeURIComponent(SECRET)],
    ["in a JSON text", JSON.stringify({ authorization: `PersonalKey ${KEY}` })],
    ["in a JSON text twice over", JSON.stringify(JSON.stringify(KEY))],
    ["in base64", Buffer.from(`user:${KEY}`).toString("base64")],
    ["in hexadecimal digits", Buffer.from(SECRET).toString("hex")],
    ["cut in two", `first ${SECRET.slice(0, half)}`],
    ["cut in two, the other half", `${SECRET.slice(half)} last`],
    ["over two lines", `${SECRET.slice(0, 5)}\n${SECRET.slice(5, 10)}`],
    ["in a list of pieces", JSON.stringify(SECRET.match(/.{1,4}/g))],
  ])("finds a key %s", (_, output) => expect(leaks(KEY, `at 12:00 ${output} and on`)).not.toEqual([]));

  it("finds nothing in what says nothing of it", () =>
    expect(leaks(KEY, JSON.stringify({ key: "leakme", text: "Tedee rejected the key.", at: START_MS }))).toEqual([]));
});

/** Answers that quote what Ajar sent, and other ends of a request. */
const hostile = (quoted: string): readonly (readonly [string, Mishap])[] => [
  ...[200, 302, 400, 401, 403, 404, 429, 500, 503].map((status): readonly [string, Mishap] => [
    `an answer with ${status} that quotes it`,
    { kind: "answer", status, body: quoted, headers: { "retry-after": "30", "content-type": "text/html" } },
  ]),
  ["JSON in another form that quotes it", { kind: "answer", status: 200, body: JSON.stringify({ result: [quoted] }) }],
  ["JSON that ends in the middle of it", { kind: "answer", status: 200, body: `{"result":"${quoted}` }],
  ["a broken connection", { kind: "reset" }],
  ["no network", { kind: "offline" }],
  ["a body cut off", { kind: "truncated" }],
];

describe("the key", () => {
  it.each(hostile(QUOTING))("is in no output and no file after %s", async (_, mishap) => {
    const app = await living();
    app.put(await app.accounts.check(KEY));
    app.put(await app.accounts.keep(false));
    await app.clock.advance(60_000);
    expect(app.cloud.counts().byPurpose.sync).toBeGreaterThan(1);
    app.befall(mishap);
    await app.clock.advance(20 * 60_000);
    app.put(await app.accounts.check(KEY));
    app.befall({ kind: "none" });
    await app.clock.advance(20 * 60_000);
    app.put(app.watch.snapshot());
    app.put(app.report());
    expect(app.report()).toContain("sync: GET");
    app.watch.stop();
    await app.accounts.stop();
    expect(app.outputs.length).toBeGreaterThan(50);
    expect(app.files().join("")).toContain("sealed");
    for (const output of app.outputs) expect(leaks(KEY, output)).toEqual([]);
    expect(leaks(KEY, app.outputs.join("\n"))).toEqual([]);
    for (const file of app.files()) expect(leaks(KEY, file)).toEqual([]);
  });

  it("is in no output and no file after errors of the window and of its calls that quote it", async () => {
    const app = await living();
    app.put(await app.accounts.check(KEY));
    app.put(await app.accounts.keep(false));
    const said = [QUOTING, KEY, SECRET, `Uncaught Error: ${KEY}`, `TypeError at ${SECRET}:1:2`, `Error at ${KEY}`];
    const problems = [
      ...[new Error(QUOTING), Object.assign(new Error("x"), { name: KEY }), KEY].map(caught),
      ...said.map((what) => ({ what, uncaught: true })),
      ...said.map((what) => ({ what: `TypeError at index-${what}.js:1:2`, uncaught: true })),
    ];
    for (const problem of problems) expect(await app.answer("reportProblem", problem)).toMatchObject({ ok: true });
    for (const problem of [...said, { what: QUOTING, uncaught: KEY }, { [KEY]: QUOTING }]) {
      app.put(await app.answer("reportProblem", problem));
    }
    for (const name of CALL_NAMES) {
      for (const argument of [QUOTING, null, true, { search: QUOTING }, "portal"]) {
        app.put(await app.answer(name, argument));
      }
    }
    const asked = app.cloud.counts().byPurpose.sync;
    app.put(await app.accounts.check(KEY));
    app.put(await app.accounts.keep(false));
    await app.clock.advance(2 * 60_000);
    expect(app.cloud.counts().byPurpose.sync).toBeGreaterThan(asked);
    const { notices } = app.watch.snapshot();
    app.put(app.watch.snapshot());
    app.put(app.report());
    app.watch.stop();
    await app.accounts.stop();
    expect(notices).toEqual([
      expect.stringMatching(/^Something unexpected happened in the window \(unknown\)\. Ajar keeps watching; /),
      expect.stringMatching(/^Something unexpected happened in Ajar \(Error at living\.ts:\d+:\d+\)\./),
    ]);
    expect(app.report()).toContain(`"window": ${problems.length}`);
    expect(app.outputs.filter((output) => output.includes("unexpected")).length).toBeGreaterThan(problems.length);
    for (const output of app.outputs) expect(leaks(KEY, output)).toEqual([]);
    expect(leaks(KEY, app.outputs.join("\n"))).toEqual([]);
    for (const file of app.files()) expect(leaks(KEY, file)).toEqual([]);
  });

  it("is not quoted by what is said of an error that quotes it", () => {
    const place = `in\n    at ${SECRET}:1:2\n${SECRET}:1:2`;
    const errors = [
      new Error(QUOTING),
      new Error(`${SECRET}:1:2`),
      new Error(place),
      new TypeError(QUOTING, { cause: new Error(KEY) }),
      KEY,
      { message: KEY },
    ];
    for (const error of errors) expect(leaks(KEY, describeError(error))).toEqual([]);
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        expect(leaks(KEY, describeError(new Error(`${before}${KEY}${after}`)))).toEqual([]);
      }),
    );
  });

  it.each([
    ["a flag", ["--key=" + KEY], {}],
    ["a flag's own name", ["--" + KEY], {}],
    ["the environment, badly", [], { AJAR_PERSONAL_KEY: SECRET + " " + SECRET }],
    ["an address", [], { AJAR_API_URL: `https://user:${encodeURIComponent(SECRET)}@api.test/` }],
  ])("given as %s is not said again", (_, flags, env) => {
    const start = startOf(["electron", ".", ...flags], env, "0.1.0", english);
    expect(start.kind).toBe("end");
    expect(leaks(KEY, JSON.stringify(start))).toEqual([]);
  });
});

describe("the access token", () => {
  it.each(hostile(quoting("Bearer", TOKEN)))("is in no output and in no file after %s", async (_, mishap) => {
    const app = await living(accessToken(TOKEN));
    await app.clock.advance(60_000);
    expect(app.cloud.counts().byPurpose.sync).toBeGreaterThan(1);
    app.befall(mishap);
    await app.clock.advance(20 * 60_000);
    app.befall({ kind: "none" });
    await app.clock.advance(20 * 60_000);
    app.put(app.watch.snapshot());
    app.put(app.report());
    expect(app.report()).toContain('"kind": "token"');
    app.watch.stop();
    await app.accounts.stop();
    expect(app.outputs.length).toBeGreaterThan(50);
    expect(app.files().join("")).toContain("holdUntil");
    expect(app.files().join("")).not.toContain("sealed");
    for (const output of [...app.outputs, ...app.files()]) expect(leaks(TOKEN, output)).toEqual([]);
    expect(leaks(TOKEN, app.outputs.join("\n"))).toEqual([]);
  });

  it.each([
    ["beside a key", { AJAR_ACCESS_TOKEN: TOKEN, AJAR_PERSONAL_KEY: KEY }],
    ["badly", { AJAR_ACCESS_TOKEN: `${TOKEN} ${TOKEN}` }],
  ])("given %s is not said again", (_, env) => {
    const start = startOf(["electron", "."], env, "0.1.0", english);
    expect(start).toMatchObject({ kind: "end", code: 2 });
    expect([...leaks(TOKEN, JSON.stringify(start)), ...leaks(KEY, JSON.stringify(start))]).toEqual([]);
  });
});
