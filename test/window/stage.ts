import { createReadStream, existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { extname, join } from "node:path";
import { chromium, type Browser, type Page } from "@playwright/test";
import { build } from "vite";
import type { Locale } from "./frame.ts";

const CONFIG = "test/window/vite.config.ts";
const ROOT = "test-results/window-page";
/** The policy of the window itself (`shell/app-protocol.ts`). */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types svelte-trusted-html";
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

/** How a page looks at the window. */
export interface Look {
  readonly forcedColors?: boolean;
  readonly moreContrast?: boolean;
  /** Pixels of the picture for one of the page. */
  readonly density?: number;
}

/** The page of all states, built and served under the window's policy to one browser. */
export interface Stage {
  /** A page that can show every state; whatever it complains of is handed on. */
  readonly open: (look: Look, complain: (text: string) => void) => Promise<Page>;
  /** An empty page, to draw on. */
  readonly blank: () => Promise<Page>;
  readonly close: () => Promise<void>;
}

/** Builds the page and opens a browser for it. */
export async function openStage(browserPath: string): Promise<Stage> {
  await build({ configFile: CONFIG, logLevel: "error" });
  const server = await serve();
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === "object" ? String(address?.port) : ""}`;
  const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", "--disable-gpu"] });
  return {
    open: (look, complain) => open(browser, `${origin}/frame.html`, look, complain),
    blank: async () => (await browser.newContext({ deviceScaleFactor: 2 })).newPage(),
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

/** Shows a state in a page of the stage. */
export const show = (page: Page, name: string, locale: Locale = "en"): Promise<void> =>
  page.evaluate(([name, locale]) => window.frame?.show(name, locale), [name, locale] as const);

/** Resolves when the page has drawn what a new size changed. */
export const settled = (page: Page): Promise<void> => page.evaluate(() => window.frame?.drawn());

/** The names of all states. */
export const namesIn = (page: Page): Promise<readonly string[]> => page.evaluate(() => window.frame?.names ?? []);

async function open(browser: Browser, url: string, look: Look, complain: (text: string) => void): Promise<Page> {
  const context = await browser.newContext({
    forcedColors: look.forcedColors === true ? "active" : "none",
    contrast: look.moreContrast === true ? "more" : "no-preference",
    reducedMotion: "reduce",
    deviceScaleFactor: look.density ?? 1,
  });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complain(message.text());
  });
  page.on("pageerror", (error) => complain(error.message));
  await page.goto(url);
  await page.waitForFunction(() => window.frame !== undefined);
  return page;
}

function serve(): Promise<Server> {
  const server = createServer((request, response) => {
    const file = join(ROOT, new URL(request.url ?? "/", "http://local").pathname);
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      "content-security-policy": POLICY,
    });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
}
