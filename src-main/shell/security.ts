import { app, type Session, type WebContents } from "electron";

/** Switches that open a debugger; Electron has no fuse for them, and reads them after the entry file ran. */
const DEBUGGING = ["remote-debugging-port", "remote-debugging-pipe"] as const;

/**
 * Refuses navigation, new windows, webviews and every permission, for all contents and sessions; call it before the app
 * is ready. Electron allows permissions by default.
 */
export function registerSecurity(): void {
  // enableSandbox() removes this switch, and root on Linux starts no helper process without it
  if (!app.commandLine.hasSwitch("no-sandbox")) app.enableSandbox();
  closeDebugging(app.isPackaged);
  app.on("web-contents-created", (_event, contents) => confine(contents));
  app.on("session-created", denyPermissions);
}

/** Removes a remote debugger's switches from a packaged app's command line; call it before the app is ready. */
export function closeDebugging(packaged: boolean): void {
  if (packaged) for (const name of DEBUGGING) app.commandLine.removeSwitch(name);
}

function confine(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
  const prevent = (event: { preventDefault(): void }): void => event.preventDefault();
  contents.on("will-navigate", prevent);
  contents.on("will-frame-navigate", prevent);
  contents.on("will-redirect", prevent);
  contents.on("will-attach-webview", prevent);
}

function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}
