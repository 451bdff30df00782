import { execFileSync } from "node:child_process";
import manifest from "../package.json" with { type: "json" };
import { electronProblem } from "./electron-line.ts";

/** Asks npm's registry for the newest Electron and ends with 1 when the pinned one must not be shipped any more. */

const newest = execFileSync("npm", ["view", "electron", "version"], {
  encoding: "utf8",
  // npm is a script on Windows, which only a shell starts
  shell: process.platform === "win32",
}).trim();
const pinned = manifest.devDependencies.electron;
const problem = electronProblem(pinned, newest);
console.log(problem ?? `Electron ${pinned} is supported; the newest is ${newest}.`);
process.exit(problem === null ? 0 : 1);
