import { afterEach, beforeEach, expect, test } from "vitest";
import { createSessionBus } from "../../src-main/shell/session-bus.ts";
import { serveBus, type PrivateBus } from "./bus.ts";

const NAME = "org.freedesktop.Notifications";
const OTHER = "org.kde.StatusNotifierWatcher";

let served: PrivateBus;
beforeEach(async () => {
  served = await serveBus();
});
afterEach(() => served.close());

test.runIf(process.platform !== "win32")("answers who owns a name, and tells of changes to whoever asked", async () => {
  const bus = createSessionBus(served.address);
  expect(await bus.nameHasOwner(NAME)).toBe(false);
  expect(await bus.startService(NAME)).toBe(false);
  const told = Promise.withResolvers<boolean>();
  const heard: boolean[] = [];
  bus.onOwnerChanged(NAME, (owned) => {
    heard.push(owned);
    if (heard.length === 2) told.resolve(owned);
  });
  // an answer to this means that the rule before it is in force
  expect(await bus.nameHasOwner(OTHER)).toBe(false);
  served.own(OTHER, true);
  served.own(NAME, true);
  served.own(NAME, true);
  served.own(NAME, false);
  expect(await told.promise).toBe(false);
  expect(heard).toEqual([true, false]);
  expect(await bus.nameHasOwner(OTHER)).toBe(true);
  bus.dispose();
});

test.runIf(process.platform !== "win32")("a bus that goes away is a loss, and nobody waits for ever", async () => {
  const bus = createSessionBus(served.address);
  served.own(NAME, true);
  const lost = new Promise<boolean>((resolve) => {
    bus.onOwnerChanged(NAME, resolve);
  });
  expect(await bus.nameHasOwner(NAME)).toBe(true);
  served.close();
  expect(await lost).toBe(false);
  expect(await bus.nameHasOwner(NAME)).toBe(false);
  bus.dispose();
});
