import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sessionBusAddress, socketOf } from "../../src-main/shell/bus-address.ts";

describe("the socket of a bus address", () => {
  it.each([
    ["unix:path=/run/user/1000/bus", "/run/user/1000/bus"],
    ["unix:path=/run/user/1000/bus,guid=1234", "/run/user/1000/bus"],
    ["unix:guid=1234,path=/tmp/bus", "/tmp/bus"],
    ["unix:abstract=/tmp/dbus-x,guid=1234", "\0/tmp/dbus-x"],
    ["tcp:host=localhost,port=1;unix:path=/tmp/bus", "/tmp/bus"],
    ["unix:tmpdir=/tmp;unix:path=/tmp/bus", "/tmp/bus"],
    ["unix:path=/tmp/a;unix:path=/tmp/b", "/tmp/a"],
    ["unix:path=/tmp/a%20b%2Cc", "/tmp/a b,c"],
    ["unix:path=/tmp/%c5%82%C3%B3", "/tmp/łó"],
    ["unix:path=/tmp/100%", "/tmp/100%"],
    ["unix:path=/tmp/%zz", "/tmp/%zz"],
    ["unix:path=/tmp/a=b", "/tmp/a=b"],
  ])("%s is %j", (address, socket) => expect(socketOf(address)).toBe(socket));

  it.each([
    undefined,
    "",
    ";",
    "autolaunch:",
    "tcp:host=localhost,port=1",
    "unix:",
    "unix:tmpdir=/tmp",
    "path=/tmp/bus",
  ])("%s has none", (address) => expect(socketOf(address)).toBeNull());

  it("is found for any path that is written as the specification has it", () => {
    const path = fc.string({ unit: "grapheme", minLength: 1 }).map((text) => `/${text}`);
    fc.assert(
      fc.property(path, fc.constantFrom("", ",guid=12"), (text, rest) => {
        const escaped = [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
        expect(socketOf(`unix:path=${escaped}${rest}`)).toBe(text);
      }),
    );
  });

  it("never throws", () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `unix:${text}`),
        ),
        (address) => {
          const socket = socketOf(address);
          expect(socket === null || typeof socket === "string").toBe(true);
        },
      ),
    ));
});

describe("the address of an environment", () =>
  it.each([
    [{ DBUS_SESSION_BUS_ADDRESS: "unix:path=/a", XDG_RUNTIME_DIR: "/run/user/1" }, "unix:path=/a"],
    [{ XDG_RUNTIME_DIR: "/run/user/1" }, "unix:path=/run/user/1/bus"],
    [{}, undefined],
  ])("%o is %s", (env, address) => expect(sessionBusAddress(env)).toBe(address)));
