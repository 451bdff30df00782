import { existsSync } from "node:fs";

/** The oldest Node that runs the stand-in: it strips types and has synchronous module hooks. */
const LEAST = [22, 18];

/** A Node that can run the stand-in: this one, or the one that the project installs. Throws where there is none. */
export function findNode(version = process.versions.node) {
  const [major, minor] = version.split(".").map(Number);
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) return process.execPath;
  const platform = process.platform === "win32" ? "win" : process.platform;
  const program = process.platform === "win32" ? "bin/node.exe" : "bin/node";
  const pinned = new URL(`../../../node_modules/node-${platform}-${process.arch}/${program}`, import.meta.url);
  if (existsSync(pinned)) return decodeURIComponent(pinned.pathname.replace(/^\/(?=\w:)/, ""));
  throw new Error(`Node ${LEAST.join(".")} or newer is needed; this is ${version}.`);
}
