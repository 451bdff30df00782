import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach } from "vitest";
import type { Bus } from "../../../src-main/shell/bus.ts";
import { createSessionBus } from "../../../src-main/shell/session-bus.ts";
import { startSmallBus, type SmallBusOptions } from "./session-bus.ts";

/** Small buses of a test file and clients of them, each gone after its test. */
export function busRoom() {
  const folder = mkdtempSync(join(tmpdir(), "ajar-bus-"));
  let sockets = 0;
  /** What a test has to end, in the order that it began. */
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const newSocket = (): string => join(folder, `bus-${(sockets += 1)}`);
  const client = (socket: string): Bus => {
    const bus = createSessionBus(`unix:path=${socket}`);
    ends.push(() => bus.dispose());
    return bus;
  };
  const small = async (options: SmallBusOptions = {}, socket = newSocket()) => {
    const server = await startSmallBus(socket, options);
    let alive = true;
    const die = async (): Promise<void> => {
      if (alive) await server.die();
      alive = false;
    };
    ends.push(die);
    return { server, socket, die };
  };
  return { folder, ends, newSocket, client, small };
}

/** Words that come one by one: everything heard so far, and the next one to come. */
export function listener<T>() {
  const heard: T[] = [];
  const waiting: ((word: T) => void)[] = [];
  return {
    heard,
    hear: (word: T): void => {
      heard.push(word);
      waiting.shift()?.(word);
    },
    next: (): Promise<T> => new Promise((resolve) => waiting.push(resolve)),
  };
}
