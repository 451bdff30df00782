import type { Rectangle } from "electron";
import { app } from "./app.ts";
import { numberOf, type DeskMessage } from "./desk.ts";
import { isSession, sessionOf, type StandInSession } from "./session.ts";
import { createEvent, strict } from "./strict.ts";
import { StandInWebContents, type ContentsListener } from "./web-contents.ts";

/** The contents of a window, announced by the app as Electron does. */
export function createContents(
  id: number,
  key: string,
  session: StandInSession,
  listener: ContentsListener,
): StandInWebContents {
  const contents = strict("webContents", new StandInWebContents(id, key, session, listener));
  app.emit("web-contents-created", createEvent({}), contents);
  contents.on("render-process-gone", (_event: unknown, details: unknown) => {
    app.emit("render-process-gone", createEvent({}), contents, details);
  });
  return contents;
}

/** The session that a window's preferences name: itself, by its partition, or the default one. */
export function sessionFor(session: unknown, partition: string | undefined): StandInSession {
  return isSession(session) ? session : sessionOf(partition ?? "");
}

/** The place and size that a page reports, in CSS pixels. */
export const boundsOf = (message: DeskMessage): Rectangle => ({
  x: numberOf(message, "x"),
  y: numberOf(message, "y"),
  width: numberOf(message, "width"),
  height: numberOf(message, "height"),
});
