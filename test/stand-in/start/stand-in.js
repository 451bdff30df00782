import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { findNode } from "./node.js";

const REGISTER = new URL("../register.ts", import.meta.url).href;

const TOKEN_BYTES = 18;

/** The desk's address while this start runs: a tab finds the app again after a restart. */
let place = null;

/**
 * Runs the app on the stand-in. `ended` resolves with the exit code (null after a signal) and, when the app asked to be
 * started again, with the arguments for that.
 */
export function runStandIn(why, args, staying) {
  const started = staying ? placeEnv() : Promise.resolve({});
  let child = null;
  let stopped = false;
  const ended = started.then(
    (env) =>
      new Promise((resolve, reject) => {
        if (stopped) {
          resolve({ code: 0, early: null, relaunch: null });
          return;
        }
        let relaunch = null;
        child = spawn(findNode(), ["--enable-source-maps", "--import", REGISTER, "dist/main/index.js", ...args], {
          stdio: ["inherit", "inherit", "inherit", "ipc"],
          env: { ...process.env, ...env, STAND_IN_REASON: why },
        });
        child.on("message", (message) => {
          if (message.type === "relaunch") relaunch = message.args;
        });
        child.once("error", reject);
        child.once("exit", (code) => resolve({ code, early: null, relaunch }));
      }),
  );
  const stop = (signal) => {
    stopped = true;
    // Windows has no signal that a program could answer; the end of the channel says the same
    if (process.platform !== "win32" || signal === "SIGKILL") child?.kill(signal);
    else if (child?.connected === true) child.disconnect();
  };
  const reload = () => child?.connected === true && child.send({ type: "reload" });
  return { name: "stand-in", ended, reload, stop };
}

async function placeEnv() {
  place ??= `${await freePort()}/${randomBytes(TOKEN_BYTES).toString("base64url")}`;
  return { STAND_IN_DESK: place };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
