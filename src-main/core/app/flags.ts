import { accessToken, keyFrom, personalKey, tokenFrom, type Credential } from "../polling/credential.ts";
import { isLocale, type Locale } from "../words/languages.ts";
import type { MessageKey } from "../words/words.ts";

/** What the command line asks for. */
export interface Flags {
  readonly demo: boolean;
  readonly hidden: boolean;
  readonly trace: boolean;
  /** As it was given, so perhaps relative; null when Electron's own folder is to be used. */
  readonly userDataDir: string | null;
  readonly help: boolean;
  readonly version: boolean;
}

export type FlagsAnswer =
  | { readonly ok: true; readonly flags: Flags }
  | { readonly ok: false; readonly flag: string; readonly why: "unknown" | "needs-value" };

/** What the environment asks for. */
export interface Environment {
  /** The cloud's address without a slash at its end; null for Tedee's own. */
  readonly apiUrl: string | null;
  /** What Ajar uses in place of a saved key, and never saves. */
  readonly credential: Credential | null;
}

export type EnvironmentAnswer =
  | { readonly ok: true; readonly environment: Environment }
  | { readonly ok: false; readonly message: MessageKey & EnvironmentError };

type EnvironmentError = "shell.bad-api-url" | "shell.bad-key" | "shell.bad-token" | "shell.key-and-token";

const OWN = {
  "--demo": "demo",
  "--hidden": "hidden",
  "--trace": "trace",
  "--help": "help",
  "--version": "version",
} as const;

/** Switches that Electron and Chromium act upon by themselves (electronjs.org/docs/api/command-line-switches). */
const SWITCHES: ReadonlySet<string> = new Set([
  "auth-server-whitelist",
  "disable-background-timer-throttling",
  "disable-dev-shm-usage",
  "disable-features",
  "disable-gpu",
  "disable-gpu-sandbox",
  "disable-http-cache",
  "disable-renderer-backgrounding",
  "disable-setuid-sandbox",
  "disable-software-rasterizer",
  "enable-features",
  "enable-logging",
  "enable-wayland-ime",
  "force-color-profile",
  "force-device-scale-factor",
  "force-renderer-accessibility",
  "gtk-version",
  "headless",
  "high-dpi-support",
  "host-resolver-rules",
  "in-process-gpu",
  "inspect",
  "inspect-brk",
  "inspect-port",
  "js-flags",
  "lang",
  "log-file",
  "log-level",
  "log-net-log",
  "no-proxy-server",
  "no-sandbox",
  "ozone-platform",
  "ozone-platform-hint",
  "password-store",
  "proxy-bypass-list",
  "proxy-pac-url",
  "proxy-server",
  "remote-debugging-pipe",
  "remote-debugging-port",
  "require",
  "use-gl",
  "use-mock-keychain",
  "v",
  "vmodule",
  "wayland-text-input-version",
]);
/** One-letter switches of Electron's own command line (`-r file`), and what Windows adds when a click on a toast starts an app. */
const SHORT_SWITCHES: ReadonlySet<string> = new Set(["-r", "-i", "-embedding"]);

/** The flags of a whole `process.argv`; what is no flag (the program, the app's folder) is passed over. */
export function parseFlags(argv: readonly string[]): FlagsAnswer {
  const flags = { demo: false, hidden: false, trace: false, help: false, version: false };
  let userDataDir: string | null = null;
  for (const argument of argv.slice(1)) {
    if (argument === "--") break;
    if (!argument.startsWith("-") || argument === "-" || handledElsewhere(argument)) continue;
    const [name, value] = split(argument);
    if (isOwn(name) && value === undefined) flags[OWN[name]] = true;
    else if (name === "--user-data-dir" && value !== undefined && value !== "") userDataDir = value;
    else return { ok: false, flag: sayable(name), why: name === "--user-data-dir" ? "needs-value" : "unknown" };
  }
  return { ok: true, flags: { ...flags, userDataDir } };
}

const isOwn = (name: string): name is keyof typeof OWN => Object.hasOwn(OWN, name);

function split(argument: string): readonly [name: string, value?: string] {
  const at = argument.indexOf("=");
  return at === -1 ? [argument] : [argument.slice(0, at), argument.slice(at + 1)];
}

/** The beginning of what looks like a flag: a key that was given as one must not be said again. */
const sayable = (name: string): string => /^-+[\w-]{0,40}/.exec(name)?.[0] ?? "-";

function handledElsewhere(argument: string): boolean {
  const [name] = split(argument);
  // macOS adds its process serial number when the Finder starts an app
  if (!name.startsWith("--")) return SHORT_SWITCHES.has(name.toLowerCase()) || name.startsWith("-psn_");
  return SWITCHES.has(name.slice("--".length));
}

/**
 * What the environment asks for of cloud and credential. An address must be https or loopback, a key "something.something", a token one
 * word; of key and token there may be one.
 */
export function parseEnvironment(env: Readonly<Record<string, string | undefined>>): EnvironmentAnswer {
  const given = (name: string): string | null => {
    const text = env[name]?.trim() ?? "";
    return text === "" ? null : text;
  };
  const address = given("AJAR_API_URL");
  const key = given("AJAR_PERSONAL_KEY");
  const token = given("AJAR_ACCESS_TOKEN");
  const apiUrl = address && cloudAddress(address);
  if (address !== null && apiUrl === null) return { ok: false, message: "shell.bad-api-url" };
  if (key !== null && token !== null) return { ok: false, message: "shell.key-and-token" };
  const keyText = key && keyFrom(key);
  if (key !== null && keyText === null) return { ok: false, message: "shell.bad-key" };
  const tokenText = token && tokenFrom(token);
  if (token !== null && tokenText === null) return { ok: false, message: "shell.bad-token" };
  return { ok: true, environment: { apiUrl, credential: credentialOf(keyText, tokenText) } };
}

function credentialOf(key: string | null, token: string | null): Credential | null {
  if (token !== null) return accessToken(token);
  return key === null ? null : personalKey(key);
}

/** An address that a key may be sent to, without a slash at its end; null for every other text. */
function cloudAddress(text: string): string | null {
  const url = URL.parse(text);
  if (url?.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") return null;
  const allowed = url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
  return allowed ? `${url.origin}${url.pathname}`.replace(/\/+$/, "") : null;
}

const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);

/** The language that the environment asks for, English unless it names one; null for one that Ajar does not speak. */
export function localeIn(env: Readonly<Record<string, string | undefined>>): Locale | null {
  const name = env["AJAR_LOCALE"]?.trim() ?? "";
  if (name === "") return "en";
  return isLocale(name) ? name : null;
}
