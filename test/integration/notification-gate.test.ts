import { describe, expect, it } from "vitest";
import { createNotificationGate, NOTIFICATIONS_NAME } from "../../src-main/shell/notification-gate.ts";
import { busRoom, listener } from "../unit/support/bus-room.ts";

const { client, small } = busRoom();

describe.runIf(process.platform === "linux")("the gate of notifications", () => {
  it("is shut until somebody shows them, and tells of each who comes, once", async () => {
    const { server, socket } = await small();
    const { heard, hear, next } = listener<string>();
    const gate = createNotificationGate(client(socket), () => hear("opened"));
    expect(gate.reachable()).toBe(false);
    expect(await gate.available()).toBe(false);
    const came = next();
    server.own(NOTIFICATIONS_NAME, true);
    await came;
    expect([gate.reachable(), await gate.available()]).toEqual([true, true]);
    server.own(NOTIFICATIONS_NAME, false);
    expect([await gate.available(), gate.reachable()]).toEqual([false, false]);
    const again = next();
    server.own(NOTIFICATIONS_NAME, true);
    await again;
    expect(heard).toEqual(["opened", "opened"]);
  });

  it("has the bus start a service that waits to be asked", async () => {
    const { socket } = await small({ activatable: [NOTIFICATIONS_NAME] });
    const gate = createNotificationGate(client(socket), () => undefined);
    expect(gate.reachable()).toBe(false);
    expect(await gate.available()).toBe(true);
    expect(gate.reachable()).toBe(true);
  });

  it("opens at a later question too, when the bus was silent at the first", async () => {
    const { server, socket, die } = await small();
    server.own(NOTIFICATIONS_NAME, true);
    const { heard, hear } = listener<string>();
    const gate = createNotificationGate(client(socket), () => hear("opened"));
    await die();
    expect(await gate.available()).toBe(false);
    const again = await small({}, socket);
    again.server.own(NOTIFICATIONS_NAME, true);
    expect(heard).toEqual([]);
    expect(await gate.available()).toBe(true);
    expect(heard).toEqual(["opened"]);
  });
});
