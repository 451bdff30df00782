import dbus, { type Call, type Client, type Message } from "@homebridge/dbus-native";
import { noBus, type Bus, type BusProperty, type BusSignal } from "./bus.ts";
import { socketOf } from "./bus-address.ts";

/** How long one call may take; the bus itself answers within a millisecond. */
export const BUS_CALL_MS = 1500;
/** How long a service may take to start. */
export const BUS_START_MS = 5000;

const BUS_NAME = "org.freedesktop.DBus";
const SIGNAL = 4;

/** The session bus behind an address; connects at the first question, and again at the next one after a loss. */
export function createSessionBus(address: string | undefined): Bus {
  const socket = socketOf(address);
  return socket === null ? noBus : new SessionBus(socket);
}

/** A listener on the bus: its match rule, and a filter for signals that match another's rule. */
interface Subscription {
  readonly rule: string;
  readonly hear: (signal: Message) => void;
  readonly lost: () => void;
}

class SessionBus implements Bus {
  readonly #socket: string;
  readonly #subscriptions = new Set<Subscription>();
  readonly #waiting = new Set<(error: Error) => void>();
  #client: Client | null = null;

  constructor(socket: string) {
    this.#socket = socket;
  }

  async nameHasOwner(name: string, limitMs?: number): Promise<boolean> {
    try {
      return (await this.#call(ofBus("NameHasOwner", "s", [name]), limitMs)) === true;
    } catch {
      return false;
    }
  }

  async startService(name: string): Promise<boolean> {
    try {
      const names = await this.#call(ofBus("ListActivatableNames"));
      if (!Array.isArray(names) || !names.includes(name)) return false;
      await this.#call(ofBus("StartServiceByName", "su", [name, 0]), BUS_START_MS);
      return await this.nameHasOwner(name);
    } catch {
      return false;
    }
  }

  onOwnerChanged(name: string, listener: (owned: boolean) => void): () => void {
    return this.#subscribe({
      rule: `type='signal',sender='${BUS_NAME}',interface='${BUS_NAME}',member='NameOwnerChanged',arg0='${name}'`,
      hear: ({ interface: from, member, body }) => {
        if (from !== BUS_NAME || member !== "NameOwnerChanged") return;
        const [changed, , owner] = body ?? [];
        if (changed === name) listener(owner !== "");
      },
      lost: () => listener(false),
    });
  }

  async isTrue({ name, path, interface: of, property }: BusProperty, limitMs?: number): Promise<boolean> {
    const get = { interface: "org.freedesktop.DBus.Properties", member: "Get", signature: "ss", body: [of, property] };
    try {
      return isTrueVariant(await this.#call({ destination: name, path, ...get }, limitMs));
    } catch {
      return false;
    }
  }

  onSignal({ name, interface: of, member: named }: BusSignal, listener: () => void): () => void {
    return this.#subscribe({
      rule: `type='signal',sender='${name}',interface='${of}',member='${named}'`,
      hear: ({ interface: from, member }) => {
        if (from === of && member === named) listener();
      },
      lost: () => undefined,
    });
  }

  dispose(): void {
    this.#subscriptions.clear();
    const client = this.#client;
    this.#lose();
    client?.connection.stream.destroy();
  }

  #connect(): Client {
    if (this.#client !== null) return this.#client;
    const client = dbus.createClient({ socket: this.#socket });
    this.#client = client;
    const lose = (): void => {
      if (this.#client === client) this.#lose();
      client.connection.stream.destroy();
    };
    client.connection.on("error", lose);
    client.connection.on("end", lose);
    client.connection.stream.on("close", lose);
    client.connection.on("message", (message: Message) => {
      if (message.type === SIGNAL) for (const { hear } of [...this.#subscriptions]) hear(message);
    });
    for (const { rule } of this.#subscriptions) match(client, rule);
    return client;
  }

  #subscribe(subscription: Subscription): () => void {
    this.#subscriptions.add(subscription);
    if (this.#client !== null) match(this.#client, subscription.rule);
    return () => {
      this.#subscriptions.delete(subscription);
    };
  }

  /** Rejects open calls and tells listeners; the library answers nothing after a lost connection. */
  #lose(): void {
    this.#client = null;
    for (const reject of this.#waiting) reject(new Error("The session bus went away"));
    for (const { lost } of [...this.#subscriptions]) lost();
  }

  #call(call: Call, limitMs = BUS_CALL_MS): Promise<unknown> {
    const { member } = call;
    return new Promise((resolve, reject) => {
      const settle = (act: () => void): void => {
        clearTimeout(timer);
        this.#waiting.delete(fail);
        act();
      };
      const fail = (error: Error): void => settle(() => reject(error));
      const timer = setTimeout(() => {
        // a held-up process reads first what came in time
        setImmediate(() => fail(new Error(`${member}: no answer in ${limitMs} ms`)));
      }, limitMs);
      this.#waiting.add(fail);
      try {
        this.#connect().invoke(call, (error, value) => {
          if (error !== null) fail(new Error(error.name ?? member));
          else settle(() => resolve(value));
        });
      } catch (error) {
        fail(error instanceof Error ? error : new Error(member));
      }
    });
  }
}

const ofBus = (member: string, signature?: string, body: readonly unknown[] = []): Call => {
  const call = { destination: BUS_NAME, path: "/org/freedesktop/DBus", interface: BUS_NAME, member };
  return signature === undefined ? call : { ...call, signature, body };
};

function match(client: Client, rule: string): void {
  client.invoke(ofBus("AddMatch", "s", [rule]), () => undefined);
}

/** True for a variant that holds true; the library gives a variant as [signature tree, [value]]. */
const isTrueVariant = (value: unknown): boolean =>
  Array.isArray(value) && Array.isArray(value[1]) && value[1][0] === true;
