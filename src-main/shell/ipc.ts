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

/** The channel on which electron-store tells any page the data folder; Ajar's page never asks. */
const STORE_CHANNEL = "electron-store-get-data";

/**
 * Answers every call of the contract, and nothing else; a call from any other frame is refused before its argument is
 * looked at. Call it when the stores are open.
 */
export function registerIpc({ answer, frame, refusal }: IpcOptions): void {
  ipcMain.removeAllListeners(STORE_CHANNEL);
  for (const name of CALL_NAMES) {
    ipcMain.handle(name, (event, argument: unknown): Envelope<unknown> | Promise<Envelope<unknown>> =>
      trusted(event, frame()) ? answer(name, argument) : { ok: false, message: refusal },
    );
  }
}

function trusted({ senderFrame }: IpcMainInvokeEvent, ours: WebFrameMain | null): boolean {
  return senderFrame !== null && senderFrame === ours && senderFrame.origin === APP_ORIGIN;
}
