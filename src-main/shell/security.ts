import { app, type Session, type WebContents } from "electron";

/**
 * Closes what no window of Ajar ever needs: navigation, new windows, webviews and every permission, for all contents
 * and sessions; to be called before the app is ready. Electron's default for permissions is to allow.
 */
export function registerSecurity(): void {
  // it would take the switch off the command line, and as root on Linux no helper process starts without that
  if (!app.commandLine.hasSwitch("no-sandbox")) app.enableSandbox();
  app.on("web-contents-created", (_event, contents) => {
    confine(contents);
  });
  app.on("session-created", denyPermissions);
}

function confine(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
  const prevent = (event: { preventDefault(): void }): void => {
    event.preventDefault();
  };
  contents.on("will-navigate", prevent);
  contents.on("will-frame-navigate", prevent);
  contents.on("will-redirect", prevent);
  contents.on("will-attach-webview", prevent);
}

function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}
