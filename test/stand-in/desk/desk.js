import { drawButton, drawDialog, drawNotification, drawSwitch, drawTray, drawWindow, element } from "./draw.js";
import { createPopups } from "./popups.js";

/** How often a lost host is asked for again before the desk gives up, at about three a second. */
const TRIES_AT_MOST = 400;

const token = location.pathname.split("/")[1];
const channel = new BroadcastChannel(`stand-in/${token}`);
const place = (id) => document.getElementById(id);
const items = new Map();

// one at a time: main hears everything in its order
let queue = Promise.resolve();
const post = (message) => {
  queue = queue.then(() => fetch("up", { method: "POST", body: JSON.stringify(message) })).catch(() => undefined);
};
const say = (key, message) => channel.postMessage({ for: key, message });
const popups = createPopups({ post, say, changed: () => draw("window") });
const tools = { post, popups };

const of = (kind) => [...items].filter(([key]) => key.startsWith(`${kind}/`));

const REGIONS = {
  tray: () => {
    const open = place("tray").querySelector("[aria-expanded=true]") !== null;
    const shown = of("tray").filter(([, tray]) => tray.shown);
    const drawn = shown.map(([key, tray]) => drawTray(key, tray, { ...tools, expanded: open }));
    place("tray").replaceChildren(...(drawn.length > 0 ? drawn : [element("p", { class: "tip" }, "no icon")]));
  },
  notification: () =>
    reconcile("notifications", of("notification").reverse(), (key, value) => drawNotification(key, value, tools)),
  window: () =>
    fill(
      "windows",
      of("window").map(([key, value]) => drawWindow(key, value, tools)),
      "li",
    ),
  switch: () => place("switches").replaceChildren(...of("switch").map(([key, value]) => drawSwitch(key, value, tools))),
  dialog: () => place("dialogs").replaceChildren(...of("dialog").map(([key, value]) => drawDialog(key, value, tools))),
  opened: () =>
    fill(
      "opened",
      of("opened").map(([, { kind, target }]) => element("li", { "data-kind": kind }, target)),
      "li",
    ),
  complaint: () =>
    fill(
      "complaints",
      of("complaint").map(([, { text }]) => element("li", {}, text)),
      "li",
    ),
  shortcut: () => drawApp(),
  clipboard: () => drawApp(),
  app: () => drawApp(),
};

function fill(id, drawn, tag) {
  place(id).replaceChildren(...(drawn.length > 0 ? drawn : [element(tag, { class: "none" }, "none")]));
}

/** Draws only what is new, since a card drawn again would be announced again. */
function reconcile(id, entries, drawOne) {
  const known = new Map([...place(id).children].map((child) => [child.dataset.key, child]));
  place(id).replaceChildren(...entries.map(([key, value]) => known.get(key) ?? drawOne(key, value)));
}

function drawApp() {
  const { name = "App", version = "" } = items.get("app") ?? {};
  place("app-title").textContent = name;
  document.title = `${name}: desk`;
  place("app-name").textContent = `${name} ${version}`.trim();
  const copied = items.get("clipboard");
  place("app").replaceChildren(
    drawButton("Start again", { to: "app", type: "start" }, tools),
    drawButton("Quit", { to: "app", type: "quit" }, tools),
    ...of("shortcut").map(([key, { accelerator }]) => drawButton(accelerator, { to: key, type: "press" }, tools)),
    ...(copied === undefined ? [] : [element("p", { "data-clipboard": true }, `Copied: ${copied.text}`)]),
  );
}

function draw(kind) {
  REGIONS[kind]?.();
}

function put(key, value) {
  items.set(key, value);
  const [kind] = key.split("/");
  if (kind === "window") popups.put(key, value);
  if (key === "switch/dark") document.documentElement.dataset.scheme = value.on ? "dark" : "light";
  draw(kind);
}

function drop(key) {
  items.delete(key);
  const [kind] = key.split("/");
  if (kind === "window") popups.drop(key);
  draw(kind);
}

let run = null;

/** Everything at once: at the start, after a reload, and after the host was started again. */
function all(news) {
  if (run !== null && run !== news.run) popups.dropAll();
  run = news.run;
  items.clear();
  for (const kind of Object.keys(REGIONS)) draw(kind);
  for (const [key, value] of news.items) put(key, value);
  status("");
  post({ to: "switch/dark", type: "prefer", on: matchMedia("(prefers-color-scheme: dark)").matches });
}

function status(text) {
  place("status").textContent = text;
  document.body.dataset.ended = text === "" ? "no" : "yes";
}

function end(text) {
  events.close();
  popups.dropAll();
  status(text);
}

const events = new EventSource("events");
let tries = 0;
events.onmessage = ({ data }) => {
  const news = JSON.parse(data);
  tries = 0;
  if (news.type === "all") all(news);
  else if (news.type === "put") put(news.key, news.value);
  else if (news.type === "drop") drop(news.key);
  else if (news.type === "page") say(news.key, news.message);
  else if (news.type === "retire") {
    events.close();
    status("A newer tab is the desk now.");
  }
};
events.onerror = () => {
  tries += 1;
  if (tries > TRIES_AT_MOST) end("The app has ended.");
  else if (run !== null) {
    popups.dropAll();
    status("The app has ended.");
  }
};

channel.onmessage = ({ data }) => {
  if (data.to === undefined) return;
  if (data.type === "bye") {
    popups.left(data.to);
    return;
  }
  if (data.type === "hello") popups.greeted(data.to);
  post(data);
};

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", ({ matches }) => {
  post({ to: "switch/dark", type: "prefer", on: matches });
});
addEventListener("click", ({ target }) => {
  if (target instanceof Element && target.closest("#tray") !== null) return;
  for (const icon of document.querySelectorAll("#tray [aria-expanded=true]")) icon.click();
});

place("power").replaceChildren(
  ...Object.entries({
    suspend: "Suspend",
    resume: "Resume",
    "lock-screen": "Lock screen",
    "unlock-screen": "Unlock screen",
  }).map(([type, text]) => drawButton(text, { to: "power", type }, tools)),
);
