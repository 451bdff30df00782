import { EventEmitter } from "node:events";
import type { CustomScheme, FromPartitionOptions, Protocol, Session } from "electron";
import { app } from "./app.ts";
import { lifecycle } from "./lifecycle.ts";
import { sessionFetch } from "./net.ts";
import { strict } from "./strict.ts";

type UsedOfProtocol = "handle" | "unhandle" | "isProtocolHandled" | "registerSchemesAsPrivileged";
type Used =
  | "fetch"
  | "isPersistent"
  | "setPermissionRequestHandler"
  | "setPermissionCheckHandler"
  | "setDevicePermissionHandler"
  | "clearStorageData";
type Handler = Parameters<Protocol["handle"]>[1];

const privileged = new Set<string>();

/** A session's own schemes. */
export class StandInProtocol implements Pick<Protocol, UsedOfProtocol> {
  private readonly handlers = new Map<string, Handler>();

  readonly handle = (scheme: string, handler: Handler): void => {
    if (this.handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    this.handlers.set(scheme, handler);
  };
  readonly unhandle = (scheme: string): void => {
    if (!this.handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
  };
  readonly isProtocolHandled = (scheme: string): boolean => this.handlers.has(scheme);

  readonly registerSchemesAsPrivileged = (schemes: CustomScheme[]): void => {
    if (lifecycle.ready) throw new Error("protocol.registerSchemesAsPrivileged should be called before app is ready");
    for (const { scheme } of schemes) privileged.add(scheme);
  };

  /** What the app answers to an address of its own; null where nobody handles the scheme. */
  async answer(request: Request): Promise<Response | null> {
    const scheme = new URL(request.url).protocol.slice(0, -1);
    const handler = this.handlers.get(scheme);
    return handler === undefined ? null : await handler(request);
  }
}

/** Whether a scheme is one that pages may come from: privileged before the app was ready. */
export const isPrivileged = (scheme: string): boolean => privileged.has(scheme);

class StandInSession extends EventEmitter implements Pick<Session, Used> {
  readonly protocol = strict("protocol", new StandInProtocol());
  private readonly persistent: boolean;

  constructor(persistent: boolean) {
    super();
    this.persistent = persistent;
  }

  readonly fetch: Session["fetch"] = sessionFetch;
  readonly isPersistent = (): boolean => this.persistent;
  // pages here are pages of the person's browser, which asks for permissions by itself
  readonly setPermissionRequestHandler = (): void => undefined;
  readonly setPermissionCheckHandler = (): void => undefined;
  readonly setDevicePermissionHandler = (): void => undefined;
  readonly clearStorageData = (): Promise<void> => Promise.resolve();
}

export type { StandInSession };

const sessions = new Map<string, StandInSession>();

/** The session of a partition, made when it is first asked for; the empty name is the default session. */
export function sessionOf(partition: string): StandInSession {
  lifecycle.requireReady("Session can only be received when app is ready");
  const known = sessions.get(partition);
  if (known !== undefined) return known;
  const made = strict("session", new StandInSession(partition === "" || partition.startsWith("persist:")));
  sessions.set(partition, made);
  app.emit("session-created", made);
  return made;
}

/** Whether a value is a session of this process. */
export const isSession = (value: unknown): value is StandInSession => value instanceof StandInSession;

/** Electron's `session`. */
export const session = strict("session", {
  fromPartition: (partition: string, options: FromPartitionOptions = { cache: true }): StandInSession => {
    if (partition.startsWith("persist:") && !options.cache) {
      throw new Error("A persistent session without a cache is not emulated");
    }
    return sessionOf(partition);
  },
  get defaultSession() {
    return sessionOf("");
  },
});

const beforeReady = new StandInProtocol();

/** Electron's `protocol`: the schemes of the default session. */
export const protocol = strict("protocol", {
  registerSchemesAsPrivileged: beforeReady.registerSchemesAsPrivileged,
  handle: (scheme, handler) => sessionOf("").protocol.handle(scheme, handler),
  unhandle: (scheme) => sessionOf("").protocol.unhandle(scheme),
  isProtocolHandled: (scheme) => sessionOf("").protocol.isProtocolHandled(scheme),
} satisfies Pick<Protocol, UsedOfProtocol>);
