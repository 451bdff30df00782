import { describe, expect, it } from "vitest";
import { lazyBus, noBus, type Bus } from "../../src-main/shell/bus.ts";

/** A bus that is handed over when the test says so, with what was asked of it. */
function later() {
  const asked: string[] = [];
  const listeners = new Set<(owned: boolean) => void>();
  const bus: Bus = {
    ...noBus,
    nameHasOwner: (name) => {
      asked.push(name);
      return Promise.resolve(true);
    },
    onOwnerChanged: (_name, listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const { promise, resolve } = Promise.withResolvers<Bus>();
  const settle = async (): Promise<void> => {
    await promise.catch(() => undefined);
    await Promise.resolve();
  };
  return { asked, listeners, load: () => promise, arrive: () => resolve(bus), settle };
}

describe("a bus that is still loading", () => {
  it("answers when it is there", async () => {
    const { asked, load, arrive } = later();
    const answer = lazyBus(load).nameHasOwner("org.test");
    expect(asked).toEqual([]);
    arrive();
    expect(await answer).toBe(true);
    expect(asked).toEqual(["org.test"]);
  });

  it("tells a listener from then on, but none that has left", async () => {
    const { listeners, load, arrive, settle } = later();
    const bus = lazyBus(load);
    const heard: string[] = [];
    bus.onOwnerChanged("org.test", () => heard.push("stayed"));
    bus.onOwnerChanged("org.test", () => heard.push("left"))();
    arrive();
    await settle();
    for (const listener of listeners) listener(true);
    expect(heard).toEqual(["stayed"]);
  });

  it("ends a subscription that began while it loaded", async () => {
    const { listeners, load, arrive, settle } = later();
    const end = lazyBus(load).onOwnerChanged("org.test", () => undefined);
    arrive();
    await settle();
    expect(listeners.size).toBe(1);
    end();
    expect(listeners.size).toBe(0);
  });

  it("is one that nobody is on where it cannot be loaded", async () => {
    const bus = lazyBus(() => Promise.reject(new Error("gone")));
    expect(await bus.nameHasOwner("org.test")).toBe(false);
    expect(await bus.startService("org.test")).toBe(false);
  });
});
