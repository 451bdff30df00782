import { EventEmitter } from "node:events";
import type { IpcMain, IpcMainInvokeEvent } from "electron";
import { createEvent, strict, wire } from "./strict.ts";

type Used = "handle" | "handleOnce" | "removeHandler";
type Handler = Parameters<IpcMain["handle"]>[1];

/** Who calls: the contents and the frame that a call came from. */
export interface Caller {
  readonly sender: object;
  readonly senderFrame: object;
}

/** What a page gets for a call. */
export type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: string };

class StandInIpcMain extends EventEmitter implements Pick<IpcMain, Used> {
  private readonly handlers = new Map<string, Handler>();

  readonly handle = (channel: string, handler: Handler): void => {
    if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.handlers.set(channel, handler);
  };
  readonly handleOnce = (channel: string, handler: Handler): void =>
    this.handle(channel, (event, ...args: unknown[]): unknown => {
      this.removeHandler(channel);
      return handler(event, ...args);
    });
  readonly removeHandler = (channel: string): void => {
    this.handlers.delete(channel);
  };

  /** Answers a page's `invoke`; never rejects. */
  async answer(channel: string, args: readonly unknown[], caller: Caller): Promise<Answer> {
    try {
      const handler = this.handlers.get(channel);
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
      const event: unknown = createEvent({ ...caller, type: "frame", processId: 1, frameId: 1 });
      if (!isInvokeEvent(event)) throw new TypeError("Not an event of ipcMain");
      return { ok: true, value: wire(await handler(event, ...args)) };
    } catch (error) {
      return { ok: false, error: String(error) };
    }
  }
}

// sender and frame are the stand-in's own, which have only what the app uses of Electron's
const isInvokeEvent = (event: unknown): event is IpcMainInvokeEvent =>
  typeof event === "object" && event !== null && "sender" in event && "senderFrame" in event;

/** Electron's `ipcMain`. */
export const ipcMain = strict("ipcMain", new StandInIpcMain());
