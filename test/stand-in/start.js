import { chooseHost } from "./start/choose.js";
import { runElectron } from "./start/electron.js";
import { say, worded } from "./start/say.js";
import { runStandIn } from "./start/stand-in.js";
import { watchBuilds } from "./start/watch.js";

/**
 * `npm start`: runs the built app in Electron, or on the stand-in where Electron cannot be had, and says which. With
 * `--watch` it also builds, and starts again or loads the window again on every change. Everything for people goes to
 * standard error; standard output is the app's.
 */
const watching = process.argv[2] === "--watch";
const args = process.argv.slice(watching ? 3 : 2);

/** How long a host may take to end by itself; then a second signal follows, and at last a kill. */
const AGAIN_MS = 1500;
const FORCE_MS = 4000;
/** A shell that is gone took its signal with it; looked for this often. */
const ORPHAN_MS = 1000;

let host = null;
let ending = false;

/** Ends the host. A terminal signals the whole group, so the host may end already; Electron takes one signal. */
function end() {
  if (ending) return;
  ending = true;
  const tell = (signal) => host?.stop(signal);
  // the stand-in takes any number of signals, and one that was meant for this process alone has to be handed on
  if (host?.name === "stand-in") tell("SIGTERM");
  setTimeout(() => tell("SIGTERM"), AGAIN_MS).unref();
  setTimeout(() => tell("SIGKILL"), FORCE_MS).unref();
  if (host === null) process.exit(0);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, end);

// npm ends without its script when it is signalled alone
if (process.env["npm_lifecycle_event"] !== undefined) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) end();
  }, ORPHAN_MS).unref();
}

/** Runs the app to its end, again for as long as a change asks for it; resolves with the exit code. */
async function run(choice, builds) {
  for (;;) {
    host = choice.name === "electron" ? runElectron(choice.program, args) : runStandIn(choice.why, args, watching);
    const result = await host.ended;
    host = null;
    if (ending) return result.code ?? 0;
    if (result.early !== null)
      choice = { name: "stand-in", why: `Electron ended before it was ready (${result.early})` };
    else if (result.relaunch !== null) args.splice(0, args.length, ...result.relaunch);
    else if (builds?.restarting === true) builds.restarting = false;
    else return result.code ?? 1;
  }
}

/** Builds on every change; a change of main or preload starts the host again. */
async function watchAndTell() {
  const builds = { restarting: false };
  await watchBuilds((what) => {
    if (host === null || ending) return;
    say(what === "window" ? "The window changed: loading it again." : "Main or preload changed: starting again.");
    if (what === "window") {
      host.reload();
      return;
    }
    builds.restarting = true;
    host.stop("SIGTERM");
  });
  return builds;
}

try {
  const choice = await chooseHost(process.env, say);
  const builds = watching ? await watchAndTell() : null;
  process.exit(ending ? 0 : await run(choice, builds));
} catch (error) {
  say(worded(error));
  process.exit(1);
}
