import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import http from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findNode } from "./node.js";
import { worded } from "./say.js";

const PACKAGE = fileURLToPath(new URL("../../../node_modules/electron/", import.meta.url));
const RELEASES = "https://github.com/electron/electron/releases/download/";
/** A server that accepts and stays silent would hold the download for ever. */
const PROBE_MS = 3000;
const FETCH_MS = 5 * 60_000;

/**
 * What the app is to run on: Electron with its program, or the stand-in with the reason why. Electron when its program
 * is here or can be fetched and there is a display; AJAR_HOST forces one. Rejects when Electron is forced and cannot be
 * had.
 */
export async function chooseHost(env, say) {
  const forced = env["AJAR_HOST"] ?? "";
  if (forced === "stand-in") return standIn("AJAR_HOST asks for the stand-in");
  if (forced !== "" && forced !== "electron")
    throw new Error(`AJAR_HOST is "${forced}"; it knows electron and stand-in.`);
  if (forced === "" && !hasDisplay(env)) return standIn("there is no display");
  const program = findProgram(env);
  if (program !== null) return { name: "electron", program };
  const failure = await fetchProgram(env, say);
  const fetched = failure === null ? findProgram(env) : null;
  if (fetched !== null) return { name: "electron", program: fetched };
  const why = `Electron's program is not here and cannot be fetched (${failure ?? "nothing was unpacked"})`;
  if (forced === "electron") throw new Error(why);
  return standIn(why);
}

const standIn = (why) => ({ name: "stand-in", why });

const hasDisplay = (env) => process.platform !== "linux" || Boolean(env["DISPLAY"]) || Boolean(env["WAYLAND_DISPLAY"]);

/** The program's path if it is on disk. The package itself must not be asked: that starts the download. */
function findProgram(env) {
  const override = env["ELECTRON_OVERRIDE_DIST_PATH"] ?? "";
  const pathFile = join(PACKAGE, "path.txt");
  const inside = existsSync(pathFile) ? readFileSync(pathFile, "utf8") : null;
  if (override === "" && inside === null) return null;
  const program = join(override === "" ? join(PACKAGE, "dist") : override, inside ?? "electron");
  return existsSync(program) ? program : null;
}

/** Why Electron's release is out of reach, in words; null when it can be fetched. */
export async function releaseObstacle(env, version) {
  return await probe(releaseUrl(env, version), env);
}

/** Fetches the program; null when that went well, else why not in words. */
async function fetchProgram(env, say) {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8"));
  const obstacle = await releaseObstacle(env, version);
  if (obstacle !== null) return obstacle;
  say(`Fetching Electron ${version}, once.`);
  return await install(env);
}

/** Where the release is, by the same variables that the package itself obeys (@electron/get, mirrorVar). */
function releaseUrl(env, version) {
  const named = (name) =>
    env[`npm_config_electron_${name}`] ??
    env[`NPM_CONFIG_ELECTRON_${name.toUpperCase()}`] ??
    env[`ELECTRON_${name.toUpperCase()}`];
  const folder = (named("custom_dir") ?? `v${version}`).replace("{{ version }}", version);
  return `${named("mirror") ?? RELEASES}${folder}/SHASUMS256.txt`;
}

/** Asks whether a release is within reach; null when it is. */
async function probe(url, env) {
  try {
    // Node 24 follows the proxy of the environment only when told
    if (hasProxy(env)) http.setGlobalProxyFromEnv?.();
    const { ok, status } = await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(PROBE_MS) });
    return ok ? null : `the server answered ${status}`;
  } catch (error) {
    return error instanceof Error && error.name === "TimeoutError" ? "no answer in 3 s" : worded(error);
  }
}

const hasProxy = (env) => Boolean(env["HTTPS_PROXY"] ?? env["https_proxy"] ?? env["HTTP_PROXY"] ?? env["http_proxy"]);

/** Runs the package's own installer, which checks what it fetched against the sums in the package. */
function install(env) {
  return new Promise((resolve) => {
    const child = spawn(findNode(), [join(PACKAGE, "install.js")], {
      stdio: ["ignore", "ignore", "inherit"],
      timeout: FETCH_MS,
      env: hasProxy(env) ? { ...env, NODE_USE_ENV_PROXY: "1" } : env,
    });
    child.once("error", (error) => resolve(worded(error)));
    child.once("exit", (code) => {
      if (code === 0) resolve(null);
      else resolve(code === null ? "the download took too long" : "the download failed");
    });
  });
}
