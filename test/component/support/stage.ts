import { createReadStream, existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { extname, join } from "node:path";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "@playwright/test";
import { createBuilder } from "vite";
import type { WindowState } from "../../../src-main/ipc/contract.ts";
import { findBrowser } from "../../e2e/browser.ts";
import { NOW, ZONE } from "./rows.ts";
import type { Answers, Scene } from "./scenes.ts";

const ROOT = "dist/renderer";
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types svelte-trusted-html";
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

/** How a window is looked at. */
export interface View {
  readonly options: BrowserContextOptions;
  /** Text size in percent. */
  readonly text?: number;
}

/** The built window, served under its policy to one browser. */
export interface Stage {
  /** A page that shows a state, once its first frame is drawn; what goes wrong in it is added to `complaints`. */
  show(view: View, scene: Scene, complaints: string[]): Promise<Page>;
  /** A page that shows some HTML of one's own. */
  blank(html: string): Promise<Page>;
  close(): Promise<void>;
}

/** Builds the window and opens a browser for it. */
export async function openStage(): Promise<Stage> {
  const found = findBrowser(console.error);
  if (found.path === null) throw new Error(found.advice);
  const builder = await createBuilder({ logLevel: "warn" });
  const { client } = builder.environments;
  if (client !== undefined) await builder.build(client);
  const server = await serve();
  const address = server.address();
  const base = `http://127.0.0.1:${typeof address === "object" ? String(address?.port) : ""}/`;
  const browser = await chromium.launch({ executablePath: found.path, args: ["--no-sandbox", "--disable-gpu"] });
  return {
    show: (view, scene, complaints) => show(browser, base, view, scene, complaints),
    async blank(html) {
      const context = await browser.newContext({ deviceScaleFactor: 2 });
      const page = await context.newPage();
      await page.setContent(html);
      return page;
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}

function serve(): Promise<Server> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://local").pathname;
    const file = join(ROOT, path === "/" ? "index.html" : path);
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

async function show(
  browser: Browser,
  base: string,
  { options, text }: View,
  { state, answers = {} }: Scene,
  complaints: string[],
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 400, height: 640 },
    deviceScaleFactor: 2,
    timezoneId: ZONE,
    locale: "en-GB",
    ...options,
  });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.clock.setFixedTime(NOW);
  await giveApi(page, state, answers);
  if (text !== undefined) await enlarge(page, `${text}%`);
  await page.goto(base);
  await page.locator("html[data-drawn]").waitFor();
  if (state.snapshot.home === "loading") await page.locator(".group").waitFor();
  return page;
}

/** Puts a stand-in for the preload API into the page. */
async function giveApi(page: Page, state: WindowState, answers: Answers): Promise<void> {
  const given = { state, answers };
  await page.addInitScript(({ state, answers }) => {
    const nothing = (): Promise<null> => Promise.resolve(null);
    const never = (): (() => void) => () => undefined;
    Object.assign(window, {
      ajar: {
        state: () => Promise.resolve(state),
        drawn: () => {
          document.documentElement.dataset["drawn"] = "yes";
          return nothing();
        },
        hide: nothing,
        rememberView: nothing,
        refresh: () => Promise.resolve({ asked: false, allowedAt: Date.now() + 12_000 }),
        pauseAlerts: nothing,
        dismissAlert: nothing,
        tryAlerts: () => Promise.resolve(answers.alerts ?? true),
        // without an answer it is still on its way
        checkKey: () => (answers.check === undefined ? new Promise(() => undefined) : Promise.resolve(answers.check)),
        keepKey: nothing,
        removeKey: nothing,
        retryKeyring: nothing,
        enterDemo: nothing,
        leaveDemo: nothing,
        readLogin: () => Promise.resolve(answers.login ?? "off"),
        writeLogin: () => Promise.resolve(answers.login ?? "off"),
        openExternal: nothing,
        reportProblem: ({ what }: { readonly what: string }) => {
          console.error(`reported: ${what}`);
          return nothing();
        },
        onSnapshot: never,
        onChecked: never,
        onFocus: never,
        onAccount: never,
        onPage: never,
        onWords: never,
      },
    });
  }, given);
}

async function enlarge(page: Page, size: string): Promise<void> {
  await page.addInitScript(
    (percent) =>
      document.addEventListener("readystatechange", () => {
        document.documentElement.style.fontSize = percent;
      }),
    size,
  );
}
