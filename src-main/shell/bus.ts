import dbus, { type Client, type Message } from "@homebridge/dbus-native";
import { socketOf } from "./bus-address.ts";

/** Who is on the session bus. Every question has a limit, so that nothing can hang on a service that is not there. */
export interface Bus {
  /** Whether somebody owns the name now; false also without a bus or without an answer in time. */
  nameHasOwner(name: string): Promise<boolean>;
  /** Starts the service behind a name where the bus knows one that starts on demand; whether somebody then owns it. */
  startService(name: string): Promise<boolean>;
  /** Tells when the name gets or loses its owner, until the returned end. A bus that goes away is told as a loss. */
  onOwnerChanged(name: string, listener: (owned: boolean) => void): () => void;
  dispose(): void;
}

/** How long one call may take; the bus itself answers within a millisecond. */
export const BUS_CALL_MS = 1500;
/** How long a service may take to start. */
export const BUS_START_MS = 5000;

const BUS_NAME = "org.freedesktop.DBus";
const SIGNAL = 4;

/** A bus that nobody is on, for systems without one. */
export const noBus: Bus = {
  nameHasOwner: () => Promise.resolve(false),
  startService: () => Promise.resolve(false),
  onOwnerChanged: () => () => undefined,
  dispose: () => undefined,
};

/** The session bus behind an address; connects at the first question, and again at the next one after a loss. */
export function createBus(address: string | undefined): Bus {
  const socket = socketOf(address);
  return socket === null ? noBus : new SessionBus(socket);
}

class SessionBus implements Bus {
  readonly #socket: string;
  readonly #listeners = new Map<string, Set<(owned: boolean) => void>>();
  readonly #waiting = new Set<(error: Error) => void>();
  #client: Client | null = null;

  constructor(socket: string) {
    this.#socket = socket;
  }

  async nameHasOwner(name: string): Promise<boolean> {
    try {
      return (await this.#call("NameHasOwner", "s", [name])) === true;
    } catch {
      return false;
    }
  }

  async startService(name: string): Promise<boolean> {
    try {
      const names = await this.#call("ListActivatableNames", "", []);
      if (!Array.isArray(names) || !names.includes(name)) return false;
      await this.#call("StartServiceByName", "su", [name, 0], BUS_START_MS);
      return await this.nameHasOwner(name);
    } catch {
      return false;
    }
  }

  onOwnerChanged(name: string, listener: (owned: boolean) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    if (listeners.size === 1 && this.#client !== null) this.#match(name);
    return () => {
      listeners.delete(listener);
    };
  }

  dispose(): void {
    this.#listeners.clear();
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
      this.#hear(message);
    });
    for (const name of this.#listeners.keys()) this.#match(name);
    return client;
  }

  /** The library answers no call of a lost connection, so that each is answered here, and listeners once. */
  #lose(): void {
    this.#client = null;
    for (const reject of this.#waiting) reject(new Error("The session bus went away"));
    for (const listeners of this.#listeners.values()) for (const listener of listeners) listener(false);
  }

  #call(member: string, signature: string, body: readonly unknown[], limitMs = BUS_CALL_MS): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void): void => {
        clearTimeout(timer);
        this.#waiting.delete(fail);
        act();
      };
      const fail = (error: Error): void => {
        settle(() => {
          reject(error);
        });
      };
      const timer = setTimeout(() => {
        fail(new Error(`${member}: no answer in ${limitMs} ms`));
      }, limitMs);
      this.#waiting.add(fail);
      try {
        this.#send(this.#connect(), member, signature, body, (error, value) => {
          if (error !== null) fail(new Error(error.name ?? member));
          else
            settle(() => {
              resolve(value);
            });
        });
      } catch (error) {
        fail(error instanceof Error ? error : new Error(member));
      }
    });
  }

  #send(
    client: Client,
    member: string,
    signature: string,
    body: readonly unknown[],
    answer: Parameters<Client["invoke"]>[1],
  ): void {
    const call = { destination: BUS_NAME, path: "/org/freedesktop/DBus", interface: BUS_NAME, member };
    client.invoke(signature === "" ? call : { ...call, signature, body }, answer);
  }

  #match(name: string): void {
    const rule = `type='signal',sender='${BUS_NAME}',interface='${BUS_NAME}',member='NameOwnerChanged',arg0='${name}'`;
    if (this.#client !== null) this.#send(this.#client, "AddMatch", "s", [rule], () => undefined);
  }

  #hear({ type, interface: from, member, body }: Message): void {
    if (type !== SIGNAL || from !== BUS_NAME || member !== "NameOwnerChanged") return;
    const [name, , owner] = body ?? [];
    if (typeof name !== "string") return;
    for (const listener of this.#listeners.get(name) ?? []) listener(owner !== "");
  }
}
