import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { marshall, unmarshalMessages, type BusMessage } from "@homebridge/dbus-native/lib/message.js";

/** A private session bus: names have owners or not, and watchers hear of a change. */
export interface PrivateBus {
  /** As DBUS_SESSION_BUS_ADDRESS wants it. */
  readonly address: string;
  /** Gives a name an owner, or takes it away. */
  own(name: string, owned: boolean): void;
  close(): void;
}

// D-Bus specification, message types and the bus's own interface
const CALL = 1;
const RETURN = 2;
const ERROR = 3;
const SIGNAL = 4;
const NO_REPLY = 1;
const BUS = "org.freedesktop.DBus";
const PATH = "/org/freedesktop/DBus";
const OWNER = ":1.0";
const GUID = "0123456789abcdef0123456789abcdef";
const ALREADY_RUNNING = 2;

type Reply = readonly [signature: string, value: unknown] | null;

class Refusal extends Error {
  override readonly name: string;

  constructor(name: string, text: string) {
    super(text);
    this.name = `${BUS}.Error.${name}`;
  }
}

class ServedBus implements PrivateBus {
  readonly address: string;
  readonly #folder: string;
  readonly #server: Server;
  readonly #owned = new Set<string>();
  readonly #peers = new Set<Peer>();
  #last = 0;

  constructor(folder: string) {
    this.#folder = folder;
    this.address = `unix:path=${join(folder, "bus")}`;
    this.#server = createServer((socket) => {
      this.#last += 1;
      const peer: Peer = new Peer(socket, `:1.${this.#last}`, (message): Reply => this.#answer(message, peer));
      this.#peers.add(peer);
      socket.on("close", () => this.#peers.delete(peer));
    });
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(join(this.#folder, "bus"), resolve);
    });
    this.#server.unref();
    return this;
  }

  own(name: string, owned: boolean): void {
    if (this.#owned.has(name) === owned) return;
    if (owned) this.#owned.add(name);
    else this.#owned.delete(name);
    const body = owned ? [name, "", OWNER] : [name, OWNER, ""];
    for (const peer of this.#peers) if (peer.matches(name)) peer.signal("NameOwnerChanged", "sss", body);
  }

  close(): void {
    this.#server.close();
    for (const peer of this.#peers) peer.end();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** The reply to a call; throws what is sent as an error. */
  #answer({ destination, member = "", body = [] }: BusMessage, peer: Peer): Reply {
    const name = String(body[0]);
    const running = name === BUS || this.#owned.has(name);
    // whoever has a name here says yes to every question about itself
    if (destination !== undefined && this.#owned.has(destination) && member === "Get") return ["v", ["b", true]];
    if (destination !== BUS) throw new Refusal("ServiceUnknown", `Nobody here answers for ${String(destination)}`);
    switch (member) {
      case "Hello":
        return ["s", peer.name];
      case "NameHasOwner":
        return ["b", running];
      case "GetNameOwner":
        if (!running) throw new Refusal("NameHasNoOwner", `${name} has no owner`);
        return ["s", OWNER];
      case "ListActivatableNames":
        return ["as", []];
      case "StartServiceByName":
        if (!running) throw new Refusal("ServiceUnknown", `${name} cannot be started`);
        return ["u", ALREADY_RUNNING];
      case "AddMatch":
        peer.rules.push(name);
        return null;
      case "RemoveMatch":
        peer.rules.splice(peer.rules.indexOf(name) >>> 0, 1);
        return null;
      default:
        throw new Refusal("UnknownMethod", `${member} is not emulated`);
    }
  }
}

/** One connection: lines until BEGIN, messages after it. */
class Peer {
  readonly name: string;
  readonly rules: string[] = [];
  readonly #socket: Socket;
  readonly #answer: (message: BusMessage) => Reply;
  #serial = 0;

  constructor(socket: Socket, name: string, answer: (message: BusMessage) => Reply) {
    this.name = name;
    this.#socket = socket;
    this.#answer = answer;
    socket.on("error", () => socket.destroy());
    this.#authenticate();
  }

  matches(name: string): boolean {
    return this.rules.some((rule) => rule.includes("NameOwnerChanged") && /arg0='([^']*)'/.exec(rule)?.[1] === name);
  }

  signal(member: string, signature: string, body: readonly unknown[]): void {
    this.#send({ type: SIGNAL, path: PATH, interface: BUS, member, signature, body });
  }

  end(): void {
    this.#socket.destroy();
  }

  #authenticate(): void {
    let text = "";
    const read = (chunk: Buffer): void => {
      text += chunk.toString("latin1");
      for (let at = text.indexOf("\r\n"); at !== -1; at = text.indexOf("\r\n")) {
        const line = text.slice(0, at).replace("\0", "");
        text = text.slice(at + 2);
        if (line !== "BEGIN") {
          this.#socket.write(line.startsWith("AUTH EXTERNAL") ? `OK ${GUID}\r\n` : "ERROR\r\n");
          continue;
        }
        this.#socket.off("data", read);
        this.#socket.pause();
        this.#socket.unshift(Buffer.from(text, "latin1"));
        unmarshalMessages(this.#socket, (message) => this.#hear(message), {});
        return;
      }
    };
    this.#socket.on("data", read);
  }

  #hear(message: BusMessage): void {
    if (message.type !== CALL) return;
    const reply = { destination: this.name, replySerial: message.serial };
    try {
      const answer = this.#answer(message);
      if (message.flags === NO_REPLY) return;
      this.#send({ type: RETURN, ...reply, ...(answer === null ? {} : { signature: answer[0], body: [answer[1]] }) });
      if (message.member === "Hello") this.signal("NameAcquired", "s", [this.name]);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#send({ type: ERROR, ...reply, errorName: error.name, signature: "s", body: [error.message] });
    }
  }

  #send(message: Omit<BusMessage, "serial">): void {
    this.#serial += 1;
    this.#socket.write(marshall({ ...message, sender: BUS, serial: this.#serial }));
  }
}

/** Serves a session bus on a socket of its own; rejects when no socket can be made. */
export function serveBus(): Promise<PrivateBus> {
  return new ServedBus(mkdtempSync(join(tmpdir(), "stand-in-bus-"))).listen();
}
