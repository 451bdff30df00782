import { ipcMain, type IpcMainInvokeEvent, type WebFrameMain } from "electron";
import { CALL_NAMES } from "../ipc/api.ts";
import type { CallName, Envelope } from "../ipc/contract.ts";
import { APP_ORIGIN } from "./app-protocol.ts";

/** Who may call: the main frame of our own window, on our own origin, and nobody else. */
export interface IpcOptions {
  readonly answer: (name: CallName, argument: unknown) => Promise<Envelope<unknown>>;
  /** The main frame of the window that stands now; null without a window. */
  readonly frame: () => WebFrameMain | null;
  /** What a foreign frame is told. */
  readonly refusal: string;
}

/** Answers every call of the contract; a call from any other frame is refused before its argument is looked at. */
export function registerIpc({ answer, frame, refusal }: IpcOptions): void {
  for (const name of CALL_NAMES) {
    ipcMain.handle(name, (event, argument: unknown): Envelope<unknown> | Promise<Envelope<unknown>> =>
      trusted(event, frame()) ? answer(name, argument) : { ok: false, message: refusal },
    );
  }
}

function trusted({ senderFrame }: IpcMainInvokeEvent, ours: WebFrameMain | null): boolean {
  return senderFrame !== null && senderFrame === ours && senderFrame.origin === APP_ORIGIN;
}
