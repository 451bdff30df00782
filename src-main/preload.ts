import { contextBridge, ipcRenderer, type IpcRendererEvent } from "electron";
import { createApi } from "./ipc/api.ts";
import type { Envelope } from "./ipc/contract.ts";

/** The answer of a call; an error carries the words that main gave it. */
async function call(name: string, argument: unknown): Promise<unknown> {
  const answer: unknown = await ipcRenderer.invoke(name, argument);
  if (!isEnvelope(answer)) throw new Error(`No answer to ${name}`);
  if (!answer.ok) throw new Error(answer.message);
  return answer.value;
}

// main is typed by the same contract: the shape of the envelope is all there is to see here
const isEnvelope = (answer: unknown): answer is Envelope<unknown> =>
  typeof answer === "object" && answer !== null && "ok" in answer && typeof answer.ok === "boolean";

/** Hands each message on without its event, which would give the page the channel itself. */
function listen(name: string, listener: (payload: unknown) => void): () => void {
  const pass = (_event: IpcRendererEvent, payload: unknown): void => listener(payload);
  ipcRenderer.on(name, pass);
  return () => {
    ipcRenderer.removeListener(name, pass);
  };
}

contextBridge.exposeInMainWorld("ajar", createApi({ call, listen }));
