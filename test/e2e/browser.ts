import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

/** Where a Chromium was found, or in words why there is none and how to get one. */
export type Browser =
  { readonly path: string; readonly from: string } | { readonly path: null; readonly advice: string };

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

const ADVICE =
  "No Chromium was found. Set CHROMIUM_PATH, install Chromium or Chrome, or run `npx playwright install chromium`.";

/** Looks for CHROMIUM_PATH, an installed Chromium or Chrome, Playwright's own, then installs Debian's as root. */
export function findBrowser(say: (text: string) => void): Browser {
  const named = process.env["CHROMIUM_PATH"];
  if (named !== undefined && named !== "") {
    return existsSync(named)
      ? { path: named, from: "CHROMIUM_PATH" }
      : { path: null, advice: `${named} does not exist.` };
  }
  const found = installed() ?? bundled();
  if (found !== null) return found;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return { path: null, advice: ADVICE };
  say("No browser for the end-to-end specs: installing Debian's chromium package.");
  apt("update");
  apt("install", "-y", "--no-install-recommends", "chromium");
  return installed() ?? { path: null, advice: ADVICE };
}

function apt(...args: readonly string[]): void {
  spawnSync("apt-get", ["-qq", ...args], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
}

function installed(): Browser | null {
  const onPath = (process.env["PATH"] ?? "").split(process.platform === "win32" ? ";" : ":");
  const candidates = [...onPath.flatMap((folder) => NAMES.map((name) => `${folder}/${name}`)), ...PLACES];
  const path = candidates.find((candidate) => existsSync(candidate));
  return path === undefined ? null : { path, from: "installed" };
}

function bundled(): Browser | null {
  const path = chromium.executablePath();
  return existsSync(path) ? { path, from: "Playwright" } : null;
}
