import { app, BrowserWindow, protocol, session } from "electron";

/** A small app that says on standard output what happens to it; flags make it behave in other ways. */
const say = (...words) => process.stdout.write(`${words.join(" ")}\n`);
const has = (flag) => process.argv.includes(flag);

for (const name of ["before-quit", "will-quit", "window-all-closed"]) app.on(name, () => say(name));
app.on("quit", (_event, code) => say("quit", code));
app.on("second-instance", (_event, argv) => say("second-instance", argv.at(-1)));
app.on("web-contents-created", () => say("web-contents-created"));
app.on("session-created", () => say("session-created"));

if (!app.requestSingleInstanceLock()) {
  say("second");
  app.quit();
} else {
  protocol.registerSchemesAsPrivileged([{ scheme: "app", privileges: { standard: true, secure: true } }]);
  app.whenReady().then(start);
  // an entry file may wait at its top level; the app is not ready before it has ended
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
  say("entry ended", app.isReady());
}

function start() {
  say("ready", app.name, app.getVersion(), process.versions.electron ?? "no electron");
  const pages = session.fromPartition("pages");
  pages.protocol.handle(
    "app",
    () => new Response("<!doctype html><head></head>", { headers: { "content-type": "text/html" } }),
  );
  const window = new BrowserWindow({ show: false, webPreferences: { session: pages, sandbox: true } });
  window.loadURL("app://sample/index.html").catch(() => undefined);
  window.on("close", (event) => {
    say("close");
    if (has("--refuse")) event.preventDefault();
  });
  window.on("closed", () => say("closed"));
  if (has("--exit")) app.exit(7);
  if (has("--quit")) app.quit();
  if (has("--exit-later")) setImmediate(() => app.exit(7));
  say("started");
}
