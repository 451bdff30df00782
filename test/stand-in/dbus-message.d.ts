declare module "@homebridge/dbus-native/lib/message.js" {
  import type { Duplex } from "node:stream";

  /** A message as it travels (D-Bus specification, message format). */
  export interface BusMessage {
    readonly type: number;
    readonly serial: number;
    readonly flags?: number;
    readonly path?: string;
    readonly interface?: string;
    readonly member?: string;
    readonly errorName?: string;
    readonly replySerial?: number;
    readonly destination?: string;
    readonly sender?: string;
    readonly signature?: string;
    readonly body?: readonly unknown[];
  }

  /** Calls back for each message that arrives after the handshake. */
  export function unmarshalMessages(stream: Duplex, onMessage: (message: BusMessage) => void, options: object): void;
  /** The bytes of a message; throws where body and signature differ. */
  export function marshall(message: BusMessage): Buffer;
}
