import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { StandInSession } from "./session.ts";

/** What the server has to know of a window to answer for its page. */
export interface PageSource {
  readonly session: StandInSession;
  /** The absolute path of the preload script. */
  readonly preload: string | null;
}

/** An answer for the browser, whole. */
export interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const PRELOAD_NAME = "__preload.js";
const pages = new Map<number, PageSource>();

/** From now on the window's addresses are answered. */
export function registerPage(id: number, source: PageSource): void {
  pages.set(id, source);
}

export function unregisterPage(id: number): void {
  pages.delete(id);
}

/**
 * Answers `w/<window>/<host>/<path>` with what the app answers to `app://<host>/<path>`: its own headers, its policy
 * untouched. A page gets one more tag, the preload script, as the first thing in its head. Null for what is not there.
 */
export async function answerPage(token: string, path: string, query: string): Promise<PageAnswer | null> {
  const [, id = "", host = "", rest = ""] = /^w\/(\d+)\/([\w.-]+)\/(.*)$/.exec(path) ?? [];
  const source = pages.get(Number(id));
  if (source === undefined) return null;
  if (rest === PRELOAD_NAME) return await preloadScript(token, Number(id), source);
  const answer = await source.session.protocol.answer(new Request(`app://${host}/${rest}${query}`));
  if (answer === null) return null;
  const headers = Object.fromEntries(answer.headers);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const isPage = (headers["content-type"] ?? "").startsWith("text/html");
  const tag = `<script src="/${token}/w/${id}/${host}/${PRELOAD_NAME}"></script>`;
  const body = isPage ? Buffer.from(bytes.toString("utf8").replace(/<head[^>]*>/i, (head) => head + tag)) : bytes;
  return { status: answer.status, headers: { ...headers, "cache-control": "no-store", ...NO_REFERRER }, body };
}

const NO_REFERRER = { "referrer-policy": "no-referrer" };

/** The shim and the app's own preload script, as one classic script that ends before the page's modules begin. */
async function preloadScript(token: string, id: number, { preload }: PageSource): Promise<PageAnswer> {
  const shim = await readFile(join(import.meta.dirname, "page-shim.js"), "utf8");
  const script = preload === null ? "" : await readFile(preload, "utf8");
  const own = script.replace(/^\/\/# sourceMappingURL=.*$/m, "");
  const config = JSON.stringify({ token, key: `window/${id}`, platform: process.platform });
  const body = [
    '"use strict";\n{',
    shim.replace(/^export /gm, ""),
    `createPage(${config}, (require, module, exports, process) => {\n${own}\n});`,
    "}",
  ].join("\n");
  const headers = { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-store" };
  return { status: 200, headers, body: Buffer.from(body) };
}
