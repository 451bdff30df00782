"use strict";

/**
 * Loaded into real Electron with `-r`, before the app: keeps tray icons, notifications and opened addresses where the
 * specs can read and answer them. Only methods are replaced, since the app's imports name the classes themselves.
 */
const { app, nativeImage, Notification, shell, Tray } = require("electron");
const { appendFileSync } = require("node:fs");
const { basename } = require("node:path");

// whoever started the process listens to its streams too late for the first lines
const output = process.env["AJAR_E2E_OUTPUT"];
for (const name of output === undefined ? [] : ["stdout", "stderr"]) {
  wrap(process[name], "write", (_stream, original, args) => {
    appendFileSync(output, `${JSON.stringify([name, String(args[0])])}\n`);
    return original(...args);
  });
}

const trays = new Set();
const states = new WeakMap();
const files = new WeakMap();
const shown = [];
const opened = [];
const sessions = new Set();
let lastFile = "";
let offline = false;

/** Replaces a method by one that is given the original, bound to the object. */
function wrap(target, name, around) {
  const original = target[name];
  target[name] = function (...args) {
    return around(this, original.bind(this), args);
  };
}

const fresh = () => ({ file: lastFile, tip: "", menu: null, items: [], setImage: 0, setToolTip: 0, setContextMenu: 0 });

/** The constructor cannot be wrapped: the image of a new icon is the one that was read last. */
function stateOf(tray) {
  if (!states.has(tray)) {
    states.set(tray, fresh());
    trays.add(tray);
  }
  return states.get(tray);
}

wrap(nativeImage, "createFromPath", (_module, original, args) => {
  const image = original(...args);
  lastFile = basename(args[0]);
  files.set(image, lastFile);
  return image;
});

function record(name, keep) {
  wrap(Tray.prototype, name, (tray, original, args) => {
    const state = stateOf(tray);
    state[name] += 1;
    keep(state, args[0]);
    return original(...args);
  });
}
record("setImage", (state, image) => {
  state.file = typeof image === "string" ? basename(image) : (files.get(image) ?? "");
});
record("setToolTip", (state, tip) => {
  state.tip = tip;
});
record("setContextMenu", (state, menu) => {
  state.menu = menu;
  state.items = (menu?.items ?? []).map(({ id, label, type, enabled }) => ({ id: id ?? "", label, type, enabled }));
});
wrap(Tray.prototype, "destroy", (tray, original) => {
  trays.delete(tray);
  return original();
});

// notifications are kept instead of shown: nobody on the bus of a spec could show them
Notification.prototype.show = function () {
  remove(this);
  shown.unshift(this);
  setImmediate(() => this.emit("show", {}));
};
Notification.prototype.close = function () {
  if (remove(this)) setImmediate(() => this.emit("close", { reason: "applicationHidden" }));
};
function remove(notification) {
  const at = shown.indexOf(notification);
  if (at !== -1) shown.splice(at, 1);
  return at !== -1;
}

shell.openExternal = async (url) => {
  opened.push(url);
};

app.on("session-created", (session) => {
  sessions.add(session);
  if (offline) session.enableNetworkEmulation({ offline: true });
});

const readable = (label) => label.replace(/&(&?)/g, "$1");
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const body = (text) =>
  process.platform === "linux" ? text.replace(/&(\w+);/g, (whole, name) => ENTITIES[name] ?? whole) : text;

/** Answers the newest notification of that title; false when there is none. */
function answer(title, event, index) {
  const notification = shown.find((each) => each.title === title);
  if (notification === undefined) return false;
  remove(notification);
  if (event === "click") notification.emit("click", {});
  if (event === "action") notification.emit("action", { actionIndex: index, selectionIndex: -1 }, index, -1);
  notification.emit("close", { reason: "userCanceled" });
  return true;
}

globalThis.ajarRecorder = {
  tray() {
    const [tray] = [...trays];
    if (tray === undefined) return null;
    const { file, tip, items, setImage, setToolTip, setContextMenu } = stateOf(tray);
    const lines = items.filter(({ type }) => type !== "separator");
    return {
      file,
      tip,
      items: lines.map(({ id, label, enabled }) => ({ id, label: readable(label), enabled })),
      calls: { setImage, setToolTip, setContextMenu },
    };
  },
  choose(label) {
    const [tray] = [...trays];
    const items = tray === undefined ? [] : (stateOf(tray).menu?.items ?? []);
    const item = items.find((each) => readable(each.label) === label && each.enabled);
    item?.click({}, undefined, undefined);
    return item !== undefined;
  },
  click() {
    const [tray] = [...trays];
    return tray?.emit("click", {}, { x: 0, y: 0, width: 0, height: 0 }, { x: 0, y: 0 }) === true;
  },
  notifications() {
    return shown.map((each) => ({
      title: each.title,
      body: body(each.body),
      urgency: each.urgency,
      actions: each.actions.map(({ text }) => text ?? ""),
    }));
  },
  answer,
  answerAction(title, action) {
    const notification = shown.find((each) => each.title === title);
    const index = notification?.actions.findIndex(({ text }) => text === action) ?? -1;
    return index !== -1 && answer(title, "action", index);
  },
  opened: () => opened,
  setOffline(on) {
    offline = on;
    for (const session of sessions) {
      if (on) session.enableNetworkEmulation({ offline: true });
      else session.disableNetworkEmulation();
    }
  },
};
