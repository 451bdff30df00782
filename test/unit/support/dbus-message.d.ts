declare module "@homebridge/dbus-native/lib/message.js" {
  import type { Socket } from "node:net";

  /** A message as it travels; `type` is 1 for a call, 2 for its return, 3 for an error, 4 for a signal. */
  export interface BusMessage {
    readonly type: number;
    readonly serial: number;
    readonly replySerial?: number;
    readonly destination?: string;
    readonly sender?: string;
    readonly path?: string;
    readonly interface?: string;
    readonly member?: string;
    readonly errorName?: string;
    readonly signature?: string;
    readonly body?: readonly unknown[];
  }

  interface MessageModule {
    marshall(message: BusMessage): Buffer;
    /** Calls back for each message that arrives from now on. */
    unmarshalMessages(stream: Socket, onMessage: (message: BusMessage) => void, options: object): void;
  }
  const message: MessageModule;
  export default message;
}
