import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { protocol, type Session } from "electron";

/** Where the window's page lives; the origin that IPC is accepted from. */
export const APP_ORIGIN = "app://ajar";
export const APP_PAGE = `${APP_ORIGIN}/index.html`;

/** The window's content policy: no network, no inline code, no remote content, one Trusted Types policy (Svelte's). */
export const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types svelte-trusted-html",
].join("; ");

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml; charset=utf-8",
  ".woff2": "font/woff2",
};

/** A file of the window: its path below the window's folder, and its content type. */
export interface AppFile {
  readonly parts: readonly string[];
  readonly type: string;
}

/** The file behind an address; null for another host, a type that is not served, or any part but a plain name. */
export function appFile(address: string): AppFile | null {
  const url = URL.parse(address);
  if (url?.protocol !== "app:" || url.host !== "ajar") return null;
  const parts = url.pathname.split("/").slice(1);
  // only plain names pass: no dots that lead up, no hidden file, no percent code, no backslash
  if (!parts.every((part) => /^[\w-][\w.-]*$/.test(part))) return null;
  const type = TYPES[extname(parts.at(-1) ?? "").toLowerCase()];
  return type === undefined ? null : { parts, type };
}

/** Makes `app://` a standard, secure scheme; call it once, before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the files of a folder as `app://ajar/…` in one session; everything else is not found. */
export function registerAppProtocol(session: Session, folder: string): void {
  session.protocol.handle("app", (request) => answer(request.method, request.url, folder));
}

/** The answer to one request: a file with the window's policy, or 404 without a body. */
export async function answer(method: string, address: string, folder: string): Promise<Response> {
  const file = method === "GET" ? appFile(address) : null;
  const body = file === null ? null : await readFile(join(folder, ...file.parts)).catch(() => null);
  if (file === null || body === null) return new Response(null, { status: 404, headers: headers("text/plain") });
  return new Response(new Uint8Array(body), { status: 200, headers: headers(file.type) });
}

const headers = (type: string): Record<string, string> => ({
  "content-type": type,
  "content-security-policy": CSP,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
});
