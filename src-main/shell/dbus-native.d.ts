declare module "@homebridge/dbus-native" {
  import type { EventEmitter } from "node:events";
  import type { Socket } from "node:net";

  /** A message as it arrives; `type` 4 is a signal (D-Bus specification, message types). */
  export interface Message {
    readonly type: number;
    readonly interface?: string;
    readonly member?: string;
    readonly sender?: string;
    readonly body?: readonly unknown[];
  }

  /** A method call; the reply's arguments follow the error in the callback. */
  export interface Call {
    readonly destination: string;
    readonly path: string;
    readonly interface: string;
    readonly member: string;
    readonly signature?: string;
    readonly body?: readonly unknown[];
  }

  export interface Connection extends EventEmitter {
    readonly stream: Socket;
    /** Ends the stream politely. */
    end(): unknown;
  }

  export interface Client {
    readonly connection: Connection;
    invoke(
      call: Call,
      callback: (error: { readonly name?: string } | null, ...values: readonly unknown[]) => void,
    ): void;
  }

  interface Library {
    /** Connects to a socket's path (a leading NUL for an abstract one); says Hello by itself. */
    createClient(options: { readonly socket: string } | { readonly stream: Socket }): Client;
  }
  const library: Library;
  export default library;
}
