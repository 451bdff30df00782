"use strict";

/**
 * Loaded into Electron with `-r`, before the app. It notes how far the start came, which tells a death of Electron from
 * an app that decides to leave. It loads the windows again on request.
 */
const { appendFileSync, statSync, watchFile } = require("node:fs");
const { join } = require("node:path");
const { app, BrowserWindow } = require("electron");

const LOOK_MS = 300;
const folder = process.env["AJAR_START_FOLDER"];
delete process.env["AJAR_START_FOLDER"];

function note(stage) {
  try {
    appendFileSync(join(folder, "stages"), `${stage}\n`);
  } catch {
    // whoever asked for the notes is gone, and with it the need for them
  }
}

note("started");
for (const [target, name] of [
  [app, "exit"],
  [app, "quit"],
  [process, "exit"],
]) {
  const original = target[name].bind(target);
  target[name] = (...args) => {
    note("leaving");
    return original(...args);
  };
}

app.whenReady().then(() => {
  note("ready");
  const file = join(folder, "reload");
  const before = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  watchFile(file, { interval: LOOK_MS, persistent: false }, ({ mtimeMs }) => {
    if (mtimeMs > before) for (const window of BrowserWindow.getAllWindows()) window.webContents.reload();
  });
});
