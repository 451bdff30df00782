import { contextBridge, ipcRenderer, type IpcRendererEvent } from "electron";
import type { AjarApi, CallName, Calls, Envelope, Pushes, PushName } from "./ipc/contract.ts";

/** The answer of a call; an error carries the words that main gave it. */
async function call<Name extends CallName>(
  name: Name,
  argument: Calls[Name]["argument"],
): Promise<Calls[Name]["answer"]> {
  const answer: unknown = await ipcRenderer.invoke(name, argument);
  if (!isEnvelope<Calls[Name]["answer"]>(answer)) throw new Error(`No answer to ${name}`);
  if (!answer.ok) throw new Error(answer.message);
  return answer.value;
}

// main is typed by the same contract, so that the shape of the envelope is all there is to see here
function isEnvelope<T>(answer: unknown): answer is Envelope<T> {
  return typeof answer === "object" && answer !== null && "ok" in answer && typeof answer.ok === "boolean";
}

/** Hands each message on without its event, which would give the page the channel itself. */
function subscribe<Name extends PushName>(name: Name, listener: (payload: Pushes[Name]) => void): () => void {
  const pass = (_event: IpcRendererEvent, payload: Pushes[Name]): void => listener(payload);
  ipcRenderer.on(name, pass);
  return () => {
    ipcRenderer.removeListener(name, pass);
  };
}

const api: AjarApi = {
  state: () => call("window:state", null),
  drawn: () => call("window:drawn", null),
  hide: () => call("window:hide", null),
  rememberView: (view) => call("view:remember", view),
  refresh: () => call("sync:refresh", null),
  pauseAlerts: (on) => call("alerts:pause", on),
  dismissAlert: (id) => call("alerts:dismiss", id),
  tryAlerts: () => call("alerts:try", null),
  checkKey: (pasted) => call("key:check", pasted),
  keepKey: (consent) => call("key:keep", consent),
  removeKey: () => call("key:remove", null),
  retryKeyring: () => call("key:retry", null),
  enterDemo: () => call("demo:enter", null),
  leaveDemo: () => call("demo:leave", null),
  readLogin: () => call("login:read", null),
  writeLogin: (on) => call("login:write", on),
  openExternal: (page) => call("external:open", page),
  copyReport: () => call("report:copy", null),
  quit: () => call("app:quit", null),
  reportProblem: (problem) => call("window:problem", problem),
  onSnapshot: (listener) => subscribe("push:snapshot", listener),
  onChecked: (listener) => subscribe("push:checked", listener),
  onFocus: (listener) => subscribe("push:focus", listener),
  onAccount: (listener) => subscribe("push:account", listener),
  onPage: (listener) => subscribe("push:page", listener),
};

contextBridge.exposeInMainWorld("ajar", api);
