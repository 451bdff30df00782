import { createServer, type Server, type Socket } from "node:net";
import { once } from "node:events";
import { marshall, unmarshalMessages, type BusMessage } from "@homebridge/dbus-native/lib/message.js";

const BUS = "org.freedesktop.DBus";

/** How a small bus behaves beside the plain one. */
export interface SmallBusOptions {
  /** What it says to the first line of a client instead of letting it in. */
  readonly refusal?: string;
  /** Calls that it never answers. */
  readonly deafTo?: readonly string[];
  /** Names that start on demand. */
  readonly activatable?: readonly string[];
}

/** A session bus that knows who owns which name, on a socket of the test's own. */
export interface SmallBus {
  /** Members of the calls that came, oldest first. */
  readonly calls: readonly string[];
  /** Resolves when a call of this name arrives. */
  called(member: string): Promise<void>;
  /** Gives the name an owner, or takes it away, and tells whoever asked to be told. */
  own(name: string, owned: boolean): void;
  /** Answers from now on whether a property of any service is true; true unless told. */
  say(property: string, value: boolean): void;
  /** Sends a signal as a service would, to whoever asked to be told. */
  signal(from: string, member: string): void;
  /** Ends at once, as a bus that is killed. */
  die(): Promise<void>;
}

/** Starts a small bus; a socket that is left from before must be gone. */
export async function startSmallBus(socketPath: string, options: SmallBusOptions = {}): Promise<SmallBus> {
  const bus = new Bus(options);
  bus.server.listen(socketPath);
  await once(bus.server, "listening");
  return bus;
}

interface Peer {
  readonly socket: Socket;
  readonly name: string;
  readonly rules: string[];
}

class Bus implements SmallBus {
  readonly calls: string[] = [];
  readonly server: Server;
  readonly #options: SmallBusOptions;
  readonly #owned = new Set<string>();
  readonly #untrue = new Set<string>();
  readonly #peers = new Set<Peer>();
  readonly #awaited = new Map<string, () => void>();
  #serial = 0;

  constructor(options: SmallBusOptions) {
    this.#options = options;
    this.server = createServer((socket) => this.#welcome(socket));
  }

  called(member: string): Promise<void> {
    return new Promise((resolve) => {
      this.#awaited.set(member, resolve);
    });
  }

  own(name: string, owned: boolean): void {
    if (owned) this.#owned.add(name);
    else this.#owned.delete(name);
    const [before, after] = owned ? ["", ":1.99"] : [":1.99", ""];
    for (const peer of this.#peers) {
      if (!peer.rules.some((rule) => rule.includes("member='NameOwnerChanged'") && rule.includes(`arg0='${name}'`))) {
        continue;
      }
      const signal = { type: 4, path: "/org/freedesktop/DBus", interface: BUS, member: "NameOwnerChanged" };
      this.#send(peer, { ...signal, signature: "sss", body: [name, before, after] });
    }
  }

  say(property: string, value: boolean): void {
    if (value) this.#untrue.delete(property);
    else this.#untrue.add(property);
  }

  signal(from: string, member: string): void {
    for (const peer of this.#peers) {
      if (!peer.rules.some((rule) => rule.includes(`sender='${from}'`) && rule.includes(`member='${member}'`)))
        continue;
      this.#send(peer, { type: 4, path: "/", interface: from, member });
    }
  }

  async die(): Promise<void> {
    const closed = once(this.server, "close");
    this.server.close();
    for (const { socket } of this.#peers) socket.destroy();
    await closed;
  }

  #welcome(socket: Socket): void {
    const peer: Peer = { socket, name: `:1.${this.#peers.size + 1}`, rules: [] };
    this.#peers.add(peer);
    socket.on("error", () => undefined);
    socket.on("close", () => this.#peers.delete(peer));
    admit(socket, this.#options.refusal ?? null, () =>
      unmarshalMessages(socket, (call) => this.#answer(peer, call), {}),
    );
  }

  #answer(peer: Peer, { serial, member = "", body = [] }: BusMessage): void {
    this.calls.push(member);
    this.#awaited.get(member)?.();
    if (this.#options.deafTo?.includes(member) === true) return;
    const [argument] = body;
    const name = typeof argument === "string" ? argument : "";
    if (member === "AddMatch") peer.rules.push(name);
    if (member === "StartServiceByName") this.#owned.add(name);
    const values: Readonly<Record<string, readonly [signature: string, value: unknown]>> = {
      Hello: ["s", peer.name],
      NameHasOwner: ["b", this.#owned.has(name)],
      ListActivatableNames: ["as", this.#options.activatable ?? []],
      StartServiceByName: ["u", 1],
      Get: ["v", ["b", !this.#untrue.has(String(body[1]))]],
    };
    const [signature, value] = values[member] ?? [];
    const reply = { type: 2, replySerial: serial };
    this.#send(peer, signature === undefined ? reply : { ...reply, signature, body: [value] });
  }

  #send(peer: Peer, sent: Omit<BusMessage, "serial">): void {
    this.#serial += 1;
    peer.socket.write(marshall({ ...sent, serial: this.#serial, sender: BUS, destination: peer.name }));
  }
}

/** The lines before the first message (D-Bus specification, authentication protocol); all who come are let in. */
function admit(socket: Socket, refusal: string | null, then: () => void): void {
  let text = Buffer.alloc(0);
  const read = (): void => {
    for (let chunk: unknown = socket.read(); chunk instanceof Buffer; chunk = socket.read()) {
      text = Buffer.concat([text, chunk]);
    }
    for (let end = text.indexOf("\r\n"); end !== -1; end = text.indexOf("\r\n")) {
      const line = text.subarray(0, end).toString("latin1");
      text = text.subarray(end + 2);
      if (line === "BEGIN") {
        socket.off("readable", read);
        then();
        if (text.length > 0) socket.unshift(text);
        return;
      }
      socket.write(refusal ?? "OK 0123456789abcdef\r\n");
    }
  };
  socket.on("readable", read);
}
