import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, it } from "vitest";
import { BUS_CALL_MS, createSessionBus } from "../../src-main/shell/session-bus.ts";
import { busRoom, listener } from "../unit/support/bus-room.ts";

const { folder, ends, newSocket, client, small } = busRoom();
const NAME = "org.example.Host";

/** The answer and the milliseconds that it took. */
async function timed<T>(answer: Promise<T>): Promise<{ readonly value: T; readonly ms: number }> {
  const from = performance.now();
  return { value: await answer, ms: performance.now() - from };
}

describe("the session bus", () => {
  it("says who owns a name", async () => {
    const { server, socket } = await small();
    const bus = client(socket);
    expect(await bus.nameHasOwner(NAME)).toBe(false);
    server.own(NAME, true);
    expect(await bus.nameHasOwner(NAME)).toBe(true);
    expect(await bus.nameHasOwner("org.example.Other")).toBe(false);
  });

  it("tells each change of an owner to whoever listens, until they end it", async () => {
    const { server, socket } = await small();
    const bus = client(socket);
    const [first, second, other] = [listener<boolean>(), listener<boolean>(), listener<boolean>()];
    const end = bus.onOwnerChanged(NAME, first.hear);
    await bus.nameHasOwner(NAME);
    // this one comes when the connection stands already
    bus.onOwnerChanged("org.example.Other", other.hear);
    bus.onOwnerChanged(NAME, second.hear);
    await bus.nameHasOwner(NAME);

    const came = second.next();
    server.own(NAME, true);
    expect(await came).toBe(true);
    end();
    const went = second.next();
    server.own(NAME, false);
    expect(await went).toBe(false);
    const otherCame = other.next();
    server.own("org.example.Other", true);
    expect(await otherCame).toBe(true);
    expect([first.heard, second.heard, other.heard]).toEqual([[true], [true, false], [true]]);
  });

  it("starts a service that the bus knows, and no other", async () => {
    const { server, socket } = await small({ activatable: [NAME] });
    const bus = client(socket);
    expect(await bus.startService("org.example.Other")).toBe(false);
    expect(server.calls).not.toContain("StartServiceByName");
    expect(await bus.startService(NAME)).toBe(true);
  });

  it("says whether a property of a service is true", async () => {
    const { server, socket } = await small();
    const bus = client(socket);
    const asked = { name: NAME, path: "/host", interface: NAME, property: "IsThere" };
    expect(await bus.isTrue(asked)).toBe(true);
    server.say("IsThere", false);
    expect(await bus.isTrue(asked)).toBe(false);
    expect(await bus.isTrue({ ...asked, property: "Other" })).toBe(true);
  });

  it("tells each signal of a service to whoever listens, until they end it", async () => {
    const { server, socket } = await small();
    const bus = client(socket);
    const [came, went] = [listener<string>(), listener<string>()];
    const end = bus.onSignal({ name: NAME, interface: NAME, member: "Came" }, () => came.hear("came"));
    bus.onSignal({ name: NAME, interface: NAME, member: "Went" }, () => went.hear("went"));
    await bus.nameHasOwner(NAME);
    server.signal(NAME, "Came");
    server.signal("org.example.Other", "Went");
    const first = went.next();
    server.signal(NAME, "Went");
    await first;
    end();
    const second = went.next();
    server.signal(NAME, "Came");
    server.signal(NAME, "Went");
    await second;
    expect([came.heard, went.heard]).toEqual([["came"], ["went", "went"]]);
  });

  it("that dies is told as one loss, and is found again at the next question", async () => {
    const { server, socket, die } = await small();
    server.own(NAME, true);
    const bus = client(socket);
    const { heard, hear, next } = listener<boolean>();
    bus.onOwnerChanged(NAME, hear);
    expect(await bus.nameHasOwner(NAME)).toBe(true);
    const lost = next();
    await die();
    expect(await lost).toBe(false);

    rmSync(socket, { force: true });
    const again = await small({}, socket);
    again.server.own(NAME, true);
    expect(await bus.nameHasOwner(NAME)).toBe(true);
    expect(again.server.calls).toContain("AddMatch");
    const went = next();
    again.server.own(NAME, false);
    expect(await went).toBe(false);
    expect(heard).toEqual([false, false]);
  });

  it("that dies with a question open answers it at once", async () => {
    const { server, socket, die } = await small({ deafTo: ["NameHasOwner"] });
    const bus = client(socket);
    const arrived = server.called("NameHasOwner");
    const asked = timed(bus.nameHasOwner(NAME));
    await arrived;
    await die();
    const { value, ms } = await asked;
    expect(value).toBe(false);
    expect(ms).toBeLessThan(BUS_CALL_MS);
  });

  it("that is silent is given up on after 1.5 s", async () => {
    const accepted: Socket[] = [];
    const mute = createServer((socket) => accepted.push(socket)).listen(newSocket());
    await once(mute, "listening");
    ends.push(() => {
      mute.close();
      for (const socket of accepted) socket.destroy();
    });
    const { socket: deaf } = await small({ deafTo: ["NameHasOwner", "ListActivatableNames", "Get"] });
    const address = mute.address();
    if (typeof address !== "string") throw new Error("The silent bus has no path");
    const questions = [
      client(address).nameHasOwner(NAME),
      client(deaf).nameHasOwner(NAME),
      client(deaf).startService(NAME),
      client(deaf).isTrue({ name: NAME, path: "/", interface: NAME, property: "IsThere" }),
    ];
    for (const { value, ms } of await Promise.all(questions.map(timed))) {
      expect(value).toBe(false);
      expect(ms).toBeGreaterThan(BUS_CALL_MS - 50);
      expect(ms).toBeLessThan(BUS_CALL_MS + 1000);
    }
  });

  it.each(["NameHasOwner", "Get"])("that is silent is waited for as long as the question says (%s)", async (deaf) => {
    const { socket } = await small({ deafTo: [deaf] });
    const bus = client(socket);
    const property = { name: NAME, path: "/", interface: NAME, property: "IsThere" };
    const asked = deaf === "Get" ? bus.isTrue(property, 100) : bus.nameHasOwner(NAME, 100);
    const { value, ms } = await timed(asked);
    expect(value).toBe(false);
    expect(ms).toBeGreaterThan(90);
    expect(ms).toBeLessThan(BUS_CALL_MS);
  });

  it.each([
    ["no address", undefined],
    ["an address without a socket", "autolaunch:"],
    ["a socket that is not there", `unix:path=${join(folder, "nowhere")}`],
    ["a path that is no socket", `unix:path=${folder}`],
  ])("that is not there (%s) owns nothing, and says so at once", async (_, address) => {
    const bus = address === undefined ? createSessionBus(undefined) : createSessionBus(address);
    bus.onOwnerChanged(NAME, () => undefined);
    const { value, ms } = await timed(bus.nameHasOwner(NAME));
    expect(value).toBe(false);
    expect(ms).toBeLessThan(BUS_CALL_MS);
    expect(await bus.startService(NAME)).toBe(false);
    bus.dispose();
  });

  it.each(["REJECTED EXTERNAL", "REJECTED", "ERROR", "?"])("that refuses us with %s owns nothing", async (line) => {
    const { socket } = await small({ refusal: `${line}\r\n` });
    expect(await client(socket).nameHasOwner(NAME)).toBe(false);
  });

  it("says nothing more once it is disposed of, and answers what is open", async () => {
    const { server, socket } = await small({ deafTo: ["NameHasOwner"] });
    const bus = client(socket);
    const { heard, hear } = listener<boolean>();
    bus.onOwnerChanged(NAME, hear);
    const arrived = server.called("NameHasOwner");
    const asked = bus.nameHasOwner(NAME);
    await arrived;
    bus.dispose();
    expect(await asked).toBe(false);
    expect(heard).toEqual([]);
  });

  it.skipIf(!existsSync("/usr/bin/dbus-daemon"))("is understood when it is the real one", async () => {
    const path = newSocket();
    const daemon = spawn(
      "/usr/bin/dbus-daemon",
      ["--session", "--nofork", "--print-address", `--address=unix:path=${path}`],
      {
        stdio: ["ignore", "pipe", "ignore"],
      },
    );
    ends.push(async () => {
      const ended = once(daemon, "exit");
      if (daemon.kill()) await ended;
    });
    const lines = createInterface(daemon.stdout);
    const bus = createSessionBus(await new Promise<string>((resolve) => lines.once("line", resolve)));
    ends.push(() => bus.dispose());
    expect(await bus.nameHasOwner("org.freedesktop.DBus")).toBe(true);
    expect(await bus.nameHasOwner(NAME)).toBe(false);
    expect(await bus.startService(NAME)).toBe(false);
    // the real one has properties of its own, and knows no such service
    const property = { name: "org.freedesktop.DBus", path: "/org/freedesktop/DBus", interface: "org.freedesktop.DBus" };
    expect(await bus.isTrue({ ...property, property: "Features" })).toBe(false);
    expect(await bus.isTrue({ ...property, name: NAME, property: "IsThere" })).toBe(false);
    // an answer that came in time counts, also when this process was too busy to look
    const asked = bus.nameHasOwner("org.freedesktop.DBus");
    const until = performance.now() + BUS_CALL_MS + 100;
    while (performance.now() < until);
    expect(await asked).toBe(true);
    const { hear, next } = listener<boolean>();
    const lost = next();
    bus.onOwnerChanged(NAME, hear);
    daemon.kill();
    expect(await lost).toBe(false);
  });
});
