import type { Locale } from "./frame.ts";
import { GROUPS, LISTED } from "./states/all.ts";

/** Ways to look at a state, each with its choices; the first is where the page begins. */
const LOOKS = {
  size: ["400x640", "320x500", "260x640", "760x640"],
  theme: ["auto", "light", "dark"],
  text: ["100%", "125%", "150%"],
  locale: ["en", "en-XA"],
} as const;
type LookName = keyof typeof LOOKS;

/** What is shown: the address holds it, and a reload comes back to it. */
const address = new URLSearchParams(location.hash.slice(1));
const chosen = (name: LookName): string => address.get(name) ?? LOOKS[name][0];
const state = (): string => address.get("state") ?? LISTED[0]?.name ?? "";

const frame = document.querySelector("iframe");

function choose(name: string, value: string): void {
  address.set(name, value);
  history.replaceState(null, "", `#${address.toString()}`);
  void show();
}

async function show(): Promise<void> {
  const page = frame?.contentWindow;
  if (frame === null || page?.frame === undefined) return;
  const [width = "", height = ""] = chosen("size").split("x");
  frame.style.inlineSize = `${width}px`;
  frame.style.blockSize = `${height}px`;
  const root = page.document.documentElement;
  root.style.colorScheme = chosen("theme") === "auto" ? "" : chosen("theme");
  root.style.fontSize = chosen("text");
  for (const link of document.querySelectorAll("nav a")) {
    if (link.textContent === state()) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  const locale: Locale = chosen("locale") === "en-XA" ? "en-XA" : "en";
  await page.frame.show(state(), locale);
}

function heading(text: string): HTMLElement {
  const made = document.createElement("h2");
  made.textContent = text;
  return made;
}

function link(name: string): HTMLElement {
  const made = document.createElement("a");
  made.href = `#state=${name}`;
  made.textContent = name;
  made.addEventListener("click", (event) => {
    event.preventDefault();
    choose("state", name);
  });
  return made;
}

function select(name: LookName): HTMLElement {
  const label = document.createElement("label");
  const made = document.createElement("select");
  for (const value of LOOKS[name]) made.add(new Option(value, value, false, value === chosen(name)));
  made.addEventListener("change", () => choose(name, made.value));
  label.append(`${name} `, made);
  return label;
}

for (const [group, listed] of Object.entries(GROUPS)) {
  document.querySelector("nav")?.append(heading(group), ...listed.map(({ name }) => link(name)));
}
document.querySelector("header")?.append(...(["size", "theme", "text", "locale"] as const).map(select));
frame?.addEventListener("load", () => void show());
// where the frame was loaded before this script was
await show();
