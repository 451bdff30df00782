import { createReadStream, existsSync, mkdirSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { extname, join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "@playwright/test";
import { createBuilder } from "vite";
import type { WindowState } from "../../src-main/ipc/contract.ts";
import { findBrowser } from "../e2e/browser.ts";
import { NOW, STATES, ZONE, type StateName } from "./states.ts";

/**
 * Photographs the built window in every state, and reports what axe, the content policy and the page itself complain
 * of. Run it with Node 24: `node test/component/shots.ts [state…]`; pictures go to AJAR_SHOTS or /tmp/shots.
 */

const FOLDER = process.env["AJAR_SHOTS"] ?? "/tmp/shots";
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

interface Look {
  readonly name: string;
  readonly options: BrowserContextOptions;
  /** Text size in percent. */
  readonly text?: number;
  readonly only?: readonly StateName[];
}

const LOOKS: readonly Look[] = [
  { name: "light", options: { colorScheme: "light" } },
  { name: "dark", options: { colorScheme: "dark" } },
  { name: "forced", options: { forcedColors: "active" }, only: ["trouble", "freshness", "states", "notes", "loading"] },
  { name: "contrast", options: { contrast: "more" }, only: ["trouble", "fifty"] },
  { name: "150", options: {}, text: 150, only: ["trouble", "freshness", "fifty", "five-hundred", "setup", "notes"] },
  {
    name: "260",
    options: { viewport: { width: 260, height: 640 } },
    only: ["trouble", "freshness", "fifty", "offline", "setup"],
  },
];

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
    server.listen(0, "127.0.0.1", () => {
      resolve(server);
    });
  });
}

/** Puts a stand-in for the preload API into the page; what it reports is kept on `window.problems`. */
async function giveApi(page: Page, state: WindowState): Promise<void> {
  await page.addInitScript((given) => {
    const problems: string[] = [];
    const nothing = (): Promise<null> => Promise.resolve(null);
    const never = (): (() => void) => () => undefined;
    Object.assign(window, {
      problems,
      ajar: {
        state: () => Promise.resolve(given),
        drawn: () => {
          document.documentElement.dataset["drawn"] = "yes";
          return nothing();
        },
        hide: nothing,
        rememberView: nothing,
        refresh: () => Promise.resolve({ asked: false, allowedAt: Date.now() + 12_000 }),
        pauseAlerts: nothing,
        dismissAlert: nothing,
        reportProblem: (text: string) => {
          problems.push(text);
          return nothing();
        },
        onSnapshot: never,
        onChecked: never,
        onFocus: never,
      },
    });
  }, state);
}

async function photograph(browser: Browser, base: string, look: Look, name: StateName): Promise<readonly string[]> {
  const context = await browser.newContext({
    viewport: { width: 400, height: 640 },
    deviceScaleFactor: 2,
    timezoneId: ZONE,
    locale: "en-GB",
    ...look.options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.clock.setFixedTime(NOW);
  await giveApi(page, STATES[name]);
  if (look.text !== undefined) {
    const size = `${look.text}%`;
    await page.addInitScript((percent) => {
      document.addEventListener("readystatechange", () => {
        document.documentElement.style.fontSize = percent;
      });
    }, size);
  }
  await page.goto(base);
  await page.locator("html[data-drawn]").waitFor();
  if (name === "loading") await page.locator(".group").waitFor();
  await page.screenshot({ path: join(FOLDER, `${name}-${look.name}.png`) });
  const { violations } = await new AxeBuilder({ page }).analyze();
  complaints.push(
    ...violations.map(
      ({ id, nodes }) =>
        `axe ${id}: ${nodes
          .map(({ html }) => html)
          .join(" ")
          .slice(0, 300)}`,
    ),
  );
  complaints.push(
    ...(await page.evaluate(() => (Reflect.get(window, "problems") as string[]).map((text) => `reported: ${text}`))),
  );
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) complaints.push(`too wide by ${wide} px`);
  const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
  if (nodes > 1500) complaints.push(`${nodes} nodes`);
  await context.close();
  return complaints;
}

async function main(wanted: readonly string[]): Promise<void> {
  const found = findBrowser(console.error);
  if (found.path === null) throw new Error(found.advice);
  const builder = await createBuilder({ logLevel: "warn" });
  const { client } = builder.environments;
  if (client !== undefined) await builder.build(client);
  mkdirSync(FOLDER, { recursive: true });
  const server = await serve();
  const address = server.address();
  const base = `http://127.0.0.1:${typeof address === "object" ? String(address?.port) : ""}/`;
  const browser = await chromium.launch({ executablePath: found.path, args: ["--no-sandbox", "--disable-gpu"] });
  let runs = 0;
  let bad = 0;
  try {
    for (const look of LOOKS) {
      for (const name of (look.only ?? Object.keys(STATES)) as StateName[]) {
        if (wanted.length > 0 && !wanted.includes(name)) continue;
        const complaints = await photograph(browser, base, look, name);
        runs += 1;
        bad += complaints.length;
        for (const complaint of complaints) console.log(`${name}-${look.name}: ${complaint}`);
      }
    }
  } finally {
    await browser.close();
    server.close();
  }
  console.log(`${runs} pictures in ${FOLDER}, ${bad} complaints`);
}

await main(process.argv.slice(2));
