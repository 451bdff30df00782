import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FAILURE_KINDS } from "../../src-main/core/lock/failure.ts";
import {
  failureOfError,
  failureOfStatus,
  isPage,
  pageIsForeign,
  retryAt,
  saysPage,
} from "../../src-main/tedee/failure.ts";
import { at } from "./support/house.ts";

const caused = (code: string): Error =>
  new TypeError("fetch failed", { cause: Object.assign(new Error("inner"), { code }) });

describe("errors below HTTP", () =>
  it.each([
    [new Error("net::ERR_INTERNET_DISCONNECTED"), "no-network"],
    [new Error("net::ERR_NAME_NOT_RESOLVED"), "no-network"],
    [new Error("net::ERR_NETWORK_CHANGED"), "no-network"],
    [new Error("net::ERR_NETWORK_IO_SUSPENDED"), "no-network"],
    [new Error("net::ERR_PROXY_CONNECTION_FAILED"), "no-network"],
    [new Error("net::ERR_ADDRESS_UNREACHABLE"), "no-network"],
    [new Error("net::ERR_CONNECTION_RESET"), "reset"],
    [new Error("net::ERR_CONNECTION_REFUSED"), "reset"],
    [new Error("net::ERR_EMPTY_RESPONSE"), "reset"],
    [new Error("net::ERR_CONTENT_LENGTH_MISMATCH"), "reset"],
    [new Error("net::ERR_TIMED_OUT"), "timeout"],
    [new Error("net::ERR_CONNECTION_TIMED_OUT"), "timeout"],
    [new Error("net::ERR_CERT_AUTHORITY_INVALID"), "blocked"],
    [new Error("net::ERR_CERT_DATE_INVALID"), "blocked"],
    [new Error("net::ERR_SSL_PROTOCOL_ERROR"), "blocked"],
    [new Error("net::ERR_TUNNEL_CONNECTION_FAILED"), "blocked"],
    [new Error("Redirect was cancelled"), "blocked"],
    [caused("ENOTFOUND"), "no-network"],
    [caused("EAI_AGAIN"), "no-network"],
    [caused("ENETUNREACH"), "no-network"],
    [caused("ECONNREFUSED"), "reset"],
    [caused("ECONNRESET"), "reset"],
    [caused("UND_ERR_SOCKET"), "reset"],
    [caused("UND_ERR_CONNECT_TIMEOUT"), "timeout"],
    [caused("ETIMEDOUT"), "timeout"],
    [caused("DEPTH_ZERO_SELF_SIGNED_CERT"), "blocked"],
    [caused("CERT_HAS_EXPIRED"), "blocked"],
    [new Error("wrapped", { cause: caused("ENOTFOUND") }), "no-network"],
    [new Error("something else"), "reset"],
    ["no error at all", "reset"],
  ])("%s is %s", (error, kind) => expect(failureOfError(error)).toEqual({ kind })));

describe("statuses", () =>
  it("are each a success or a failure of the union", () =>
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 599 }), (status) => {
        const failure = failureOfStatus(status, new Headers(), at(0));
        if (status < 300) expect(failure).toBeNull();
        else expect(FAILURE_KINDS).toContain(failure?.kind);
      }),
    )));

describe("a status by itself", () => {
  it.each([
    [302, "blocked"],
    [401, "key-refused"],
    [403, "not-allowed"],
    [404, "not-found"],
    [407, "blocked"],
    [418, "unexpected"],
    [429, "limit-reached"],
    [500, "tedee-down"],
    [510, "tedee-down"],
    [511, "not-tedee"],
    [512, "tedee-down"],
  ] as const)("%i is %s", (status, kind) =>
    expect(failureOfStatus(status, new Headers(), at(0))).toMatchObject({ kind }),
  );

  it.each([
    [399, false],
    [400, true],
    [401, true],
    [403, true],
    [407, false],
    [429, false],
    [451, true],
    [499, true],
    [500, false],
    [503, false],
  ])("%i with a page is somebody else's: %s", (status, foreign) => expect(pageIsForeign(status)).toBe(foreign));
});

describe("a page", () => {
  it.each([
    ["text/html", true],
    ["text/html; charset=utf-8", true],
    [" Text/HTML;charset=utf-8", true],
    ["application/xhtml+xml", true],
    ["application/json; charset=utf-8", false],
    ["text/plain", false],
    ["text/html5", false],
    ["application/json; not=text/html", false],
    [null, false],
  ])("is one by the type %s: %s", (type, page) =>
    expect(saysPage(new Headers(type === null ? {} : { "content-type": type }))).toBe(page),
  );

  it.each([
    ["<!doctype html>", true],
    [" \r\n\t<p>", true],
    ["\ufeff<html>", true],
    ['{"result":"<p>"}', false],
    ["", false],
    ["Unauthorized <p>", false],
  ])("is one by its text %j: %s", (text, page) => expect(isPage(text)).toBe(page));
});

describe("Retry-After", () => {
  const headers = (after: string, date?: string): Headers =>
    new Headers({ "retry-after": after, ...(date !== undefined && { date }) });
  const cloud = "Tue, 24 Nov 2026 18:00:00 GMT";

  it.each([
    ["30", 30],
    ["0", 20],
    ["5", 20],
    ["3600", 3600],
    ["86400", 3600],
  ])("%s seconds is a wait of %d s", (text, seconds) => expect(retryAt(headers(text), at(0))).toBe(at(seconds)));

  it("is measured against the cloud's own date, however wrong our clock is", () => {
    expect(retryAt(headers("Tue, 24 Nov 2026 18:02:00 GMT", cloud), at(0))).toBe(at(120));
    expect(retryAt(headers("Tue, 24 Nov 2026 17:00:00 GMT", cloud), at(0))).toBe(at(20));
  });

  it("is none when it says nothing", () => {
    for (const text of ["", "soon", "-5", "1.5e"]) expect(retryAt(headers(text), at(0))).toBeNull();
    expect(retryAt(new Headers(), at(0))).toBeNull();
  });
});
