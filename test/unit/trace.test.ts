import { describe, expect, it } from "vitest";
import { serialOf } from "../../src-main/core/lock/lock.ts";
import type { TraceLine } from "../../src-main/core/app/trace.ts";
import { createTrace } from "../../src-main/shell/trace.ts";

function written(lines: readonly TraceLine[], enabled = true): string {
  let text = "";
  let now = 1000;
  const trace = createTrace(
    enabled,
    () => (now += 1),
    (part) => (text += part),
  );
  for (const line of lines) trace(line);
  return text;
}

const ready: TraceLine = { kind: "ready", version: "0.1.0", electron: null };

describe("the trace", () => {
  it("is one JSON object a line, its time first", () => {
    const request: TraceLine = {
      kind: "request",
      method: "GET",
      path: "/my/lock",
      status: 200,
      ms: 12,
      purpose: "list",
    };
    expect(written([ready, request])).toBe(
      '{"at":1001,"kind":"ready","version":"0.1.0","electron":null}\n' +
        '{"at":1002,"kind":"request","method":"GET","path":"/my/lock","status":200,"ms":12,"purpose":"list"}\n',
    );
  });

  it("stays one line for any name of a lock", () => {
    const name = 'Back\n"door"\r\u2028{}';
    const text = written([
      {
        kind: "lock",
        serial: serialOf("S1"),
        name,
        lock: "locked",
        door: "closed",
        connected: null,
        battery: null,
        status: "secure",
        cause: "locked",
        since: null,
        freshness: "live",
        tone: "secure",
        text: "Locked",
      },
    ]);
    expect(text.match(/\n/g)).toHaveLength(1);
    expect(JSON.parse(text)).toMatchObject({ kind: "lock", name, connected: null, battery: null });
  });

  it("writes nothing without the flag", () =>
    expect(written([ready, { kind: "power", event: "resume" }], false)).toBe(""));
});
