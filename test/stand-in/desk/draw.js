/** An element with attributes, listeners (`onclick`) and children. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false)
      made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

const button = (text, onclick, attributes = {}) => element("button", { type: "button", onclick, ...attributes }, text);

const MENU_ROLES = { checkbox: "menuitemcheckbox", radio: "menuitemradio" };

function menuLine(line, choose) {
  if (line.type === "separator") return element("li", { role: "separator" });
  const below = line.lines.length > 0 ? [menu(line.label, line.lines, choose)] : [];
  const item = element(
    "button",
    {
      type: "button",
      role: MENU_ROLES[line.type] ?? "menuitem",
      "aria-disabled": line.enabled ? null : "true",
      "aria-checked": line.type in MENU_ROLES ? String(line.checked) : null,
      "data-id": line.id,
      onclick: () => {
        if (line.enabled && below.length === 0) choose(line.command);
      },
    },
    line.label,
  );
  return element("li", { role: "none" }, item, ...below);
}

const menu = (name, lines, choose) =>
  element("ul", { role: "menu", "aria-label": name }, ...lines.map((line) => menuLine(line, choose)));

/** A tray icon with its tooltip beside it; a click opens the menu, a double click is the icon's own. */
export function drawTray(key, tray, { post, expanded }) {
  const { image, forgotten, toolTip, lines, calls } = tray;
  const name = image?.file ?? "no picture";
  const picture =
    image === null || forgotten
      ? element("span", { class: "no-picture" }, "?")
      : element("img", { src: image.url, alt: name, width: 24, height: 24 });
  const list = menu("Tray menu", lines, (command) => {
    toggle(false);
    post({ to: key, type: "choose", command });
  });
  const toggle = (open) => {
    list.hidden = !open;
    icon.setAttribute("aria-expanded", String(open));
  };
  const icon = element(
    "button",
    {
      type: "button",
      class: "icon",
      "aria-label": `Tray icon: ${toolTip}`,
      "aria-haspopup": "menu",
      onclick: () => toggle(list.hidden),
      ondblclick: () => {
        toggle(false);
        post({ to: key, type: "click" });
      },
    },
    picture,
  );
  const place = { class: "tray", "data-key": key, "data-image": name, "data-forgotten": forgotten };
  const drawn = element("div", { ...place, "data-calls": JSON.stringify(calls) });
  drawn.append(element("p", { class: "tip" }, toolTip), icon, list);
  drawn.addEventListener("keydown", ({ key: pressed }) => {
    if (pressed === "Escape") toggle(false);
  });
  toggle(expanded);
  return drawn;
}

/** A notification as a card, with all that a person can do with it. */
export function drawNotification(key, { title, body, urgency, silent, actions }, { post }) {
  return element(
    "div",
    { role: "alert", "aria-label": title, "data-key": key, "data-urgency": urgency, "data-silent": silent },
    element("h3", {}, title),
    element("p", {}, body),
    element(
      "div",
      { class: "buttons" },
      button("Open", () => post({ to: key, type: "click" })),
      ...actions.map((text, action) =>
        button(text, () => post({ to: key, type: "action", action }), { "data-action": true }),
      ),
      button("Dismiss", () => post({ to: key, type: "dismiss" }), { class: "quiet" }),
    ),
  );
}

/** A line for a window: what it is, and what can be done to it from outside. */
export function drawWindow(key, value, { post, popups }) {
  const blocked = popups.isBlocked(key);
  const state = blocked ? "kept back by the browser: press Open" : value.visible ? "open" : "hidden";
  return element(
    "li",
    { "data-key": key, "data-visible": value.visible, "data-focused": value.focused, "data-blocked": blocked },
    element("p", {}, element("strong", {}, value.title), ` ${state}`),
    element(
      "div",
      { class: "buttons" },
      button("Open", () => popups.open(key, value)),
      button("Close", () => post({ to: key, type: "close" })),
      button("Crash", () => post({ to: key, type: "crash" }), { class: "quiet" }),
    ),
  );
}

const SWITCHES = {
  notifications: "Notification service",
  "tray-host": "Tray host",
  offline: "Offline",
  battery: "On battery",
  dark: "Dark",
  keyring: "Keyring",
  "keyring-locked": "Keyring locked",
  "obscured-keys": "Obscured keys",
};

/** One switch of the computer. */
export function drawSwitch(key, { on, fixed }, { post }) {
  const name = SWITCHES[key.split("/")[1]];
  const attributes = {
    role: "switch",
    "aria-checked": String(on),
    class: "switch",
    disabled: fixed !== null,
    title: fixed,
  };
  return button(name, () => post({ to: key, type: "switch", on: !on }), attributes);
}

/** A question that waits for its answer. */
export function drawDialog(key, { title, message, detail, buttons }, { post }) {
  return element(
    "section",
    { role: "dialog", "aria-label": title || message, class: "card" },
    element("h2", {}, title || message),
    element("p", {}, title ? message : ""),
    element("p", {}, detail),
    element(
      "div",
      { class: "buttons" },
      ...buttons.map((text, at) => button(text, () => post({ to: key, type: "choose", button: at }))),
    ),
  );
}

/** A button that sends one message. */
export const drawButton = (text, message, { post }) => button(text, () => post(message));
