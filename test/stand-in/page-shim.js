/** How long a page waits for the desk before it says that it is alone. */
const WELCOME_MS = 1000;

/** The channel to the desk's tab, which the page's policy does not govern; it carries plain JSON. */
function openChannel(token, key, page) {
  const channel = new BroadcastChannel(`stand-in/${token}`);
  return {
    say: (type, fields = {}) => channel.postMessage({ to: key, page, type, ...fields }),
    hear: (listener) => {
      channel.onmessage = ({ data }) => {
        if (data.for === key) listener(data.message);
      };
    },
  };
}

/** Electron's `ipcRenderer`, as far as preload scripts use it. */
function createIpcRenderer(desk) {
  const calls = new Map();
  const listeners = new Map();
  const of = (channel) => listeners.get(channel) ?? [];
  let lastCall = 0;
  const ipcRenderer = {
    invoke: (channel, ...args) =>
      new Promise((resolve, reject) => {
        lastCall += 1;
        calls.set(lastCall, { channel, resolve, reject });
        desk.say("invoke", { id: lastCall, channel, args: plain(args) });
      }),
    send: (channel, ...args) => desk.say("send", { channel, args: plain(args) }),
    on: (channel, listener) => {
      listeners.set(channel, [...of(channel), listener]);
      return ipcRenderer;
    },
    once: (channel, listener) => {
      const once = (...args) => {
        ipcRenderer.off(channel, once);
        listener(...args);
      };
      return ipcRenderer.on(channel, once);
    },
    off: (channel, listener) => {
      listeners.set(
        channel,
        of(channel).filter((each) => each !== listener),
      );
      return ipcRenderer;
    },
    removeListener: (channel, listener) => ipcRenderer.off(channel, listener),
    removeAllListeners: (channel) => {
      listeners.delete(channel);
      return ipcRenderer;
    },
  };
  const answered = ({ id, ok, value, error }) => {
    const call = calls.get(id);
    calls.delete(id);
    if (ok) call?.resolve(value);
    else call?.reject(new Error(`Error invoking remote method '${call.channel}': ${error}`));
  };
  const sent = ({ channel, args }) => {
    for (const listener of of(channel)) listener({ sender: ipcRenderer, senderId: 0, ports: [] }, ...args);
  };
  return { ipcRenderer, answered, sent };
}

/** A copy as Electron makes one; what cannot be copied throws its error. */
function plain(value) {
  try {
    return structuredClone(value);
  } catch {
    throw new Error("An object could not be cloned.");
  }
}

/** What crosses the bridge: functions are wrapped, promises awaited, all else copied and frozen. */
function bridged(value) {
  if (typeof value === "function") return (...args) => bridged(value(...args.map(bridged)));
  if (value instanceof Promise) return value.then(bridged);
  if (typeof value !== "object" || value === null) return value;
  if (Object.values(value).some((each) => typeof each === "function")) {
    return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, each]) => [key, bridged(each)])));
  }
  return plain(value);
}

/** Electron's `contextBridge`, in one world. */
const contextBridge = {
  exposeInMainWorld: (name, api) => {
    if (name in window) throw new Error(`Cannot bind an API on top of an existing property on the window object`);
    Object.defineProperty(window, name, { value: bridged(api), enumerable: true });
  },
};

/** Makes the page look as main says: seen or not, light or dark, larger or smaller. */
function createLook() {
  let visible = true;
  const root = document.documentElement;
  Object.defineProperty(document, "visibilityState", { get: () => (visible ? "visible" : "hidden") });
  Object.defineProperty(document, "hidden", { get: () => !visible });
  return (look) => {
    // out of sight and out of reach, but laid out and able to take focus, as a hidden window of Electron is
    root.style.opacity = look.visible ? "" : "0";
    root.style.pointerEvents = look.visible ? "" : "none";
    root.style.colorScheme = look.scheme ?? "";
    root.style.zoom = look.factor === 1 ? "" : String(look.factor);
    if (visible === look.visible) return;
    visible = look.visible;
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  };
}

/** Reports what a window would know of its page: that it is there, has focus, moved, or logged. */
function reportFacts(desk) {
  const bounds = () => {
    const place = { x: screenX, y: screenY, width: innerWidth, height: innerHeight };
    desk.say("bounds", place);
  };
  addEventListener("load", () => {
    desk.say("load");
    requestAnimationFrame(() => requestAnimationFrame(() => desk.say("paint")));
  });
  addEventListener("focus", () => desk.say("focus"));
  addEventListener("blur", () => desk.say("blur"));
  addEventListener("resize", bounds);
  addEventListener("pagehide", () => desk.say("bye"));
  addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
    desk.say("console", { level: "error", text: `${effectiveDirective} refused ${blockedURI}` }),
  );
  addEventListener("error", ({ message }) => desk.say("console", { level: "error", text: String(message) }));
  for (const [name, level] of Object.entries({ log: "info", info: "info", warn: "warning", error: "error" })) {
    const original = console[name];
    console[name] = (...args) => {
      original.apply(console, args);
      desk.say("console", { level, text: args.map(String).join(" ") });
    };
  }
}

/** Hands navigation and new windows to main, which decides; addresses are those of the app again. */
function catchNavigation(desk, base) {
  const appUrl = (url) => (url.startsWith(base) ? `app://${url.slice(base.length)}` : url);
  window.open = (url = "", name = "", features = "") => {
    desk.say("open", { url: appUrl(new URL(url, location.href).href), name, features });
    return null;
  };
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href][target=_blank]") : null;
    if (link === null || event.defaultPrevented) return;
    event.preventDefault();
    window.open(link.href);
  });
  window.navigation?.addEventListener("navigate", (event) => {
    const { destination, navigationType, cancelable } = event;
    if (destination.sameDocument || navigationType === "reload" || !cancelable) return;
    event.preventDefault();
    desk.say("navigate", { url: appUrl(destination.url) });
  });
}

/** Says in the window that it cannot work alone. */
function sayAlone() {
  const text = document.createElement("p");
  text.textContent = "This window belongs to the stand-in's desk. Open the desk in this browser, and keep it open.";
  document.body?.prepend(text);
}

/** Prepares a page before its own scripts run: the bridge for the preload script, and the facts for main. */
export function createPage({ token, key, platform }, preload) {
  const desk = openChannel(token, key, crypto.randomUUID());
  const { ipcRenderer, answered, sent } = createIpcRenderer(desk);
  const look = createLook();
  const alone = setTimeout(sayAlone, WELCOME_MS);
  desk.hear((message) => {
    if (message.type === "look") {
      clearTimeout(alone);
      look(message);
    } else if (message.type === "reply") answered(message);
    else if (message.type === "send") sent(message);
    else if (message.type === "bounds")
      resizeTo(message.width + outerWidth - innerWidth, message.height + outerHeight - innerHeight);
    else if (message.type === "close") window.close();
  });
  const [, windowId] = key.split("/");
  reportFacts(desk);
  catchNavigation(desk, `${location.origin}/${token}/w/${windowId}/`);
  desk.say("hello");
  const require = (name) => {
    if (name === "electron" || name === "electron/renderer") return { contextBridge, ipcRenderer };
    throw new Error(`module not found: ${name}`);
  };
  const module = { exports: {} };
  const versions = {};
  preload(require, module, module.exports, {
    platform,
    versions,
    argv: [],
    env: {},
    type: "renderer",
    sandboxed: true,
  });
}
