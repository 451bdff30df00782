import { app, type Session, type WebContents } from "electron";

/** Ways into a running Chromium from outside, which Electron has no fuse for; they are opened after the entry file ran. */
const DEBUGGING = ["remote-debugging-port", "remote-debugging-pipe"] as const;

/**
 * Closes what no window of Ajar ever needs: navigation, new windows, webviews and every permission, for all contents
 * and sessions; to be called before the app is ready. Electron's default for permissions is to allow.
 */
export function registerSecurity(): void {
  // it would take the switch off the command line, and as root on Linux no helper process starts without that
  if (!app.commandLine.hasSwitch("no-sandbox")) app.enableSandbox();
  closeDebugging(app.isPackaged);
  app.on("web-contents-created", (_event, contents) => confine(contents));
  app.on("session-created", denyPermissions);
}

/** Takes the switches of a remote debugger off the command line of a packaged app; to be called before it is ready. */
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
