import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import manifest from "../package.json" with { type: "json" };
import { builderArgs, builderEnv } from "./builder-args.ts";
import { findElectron } from "./electron-source.ts";
import { writeNotices } from "./notices.ts";

/** Makes installers of the built app for this system, or for what electron-builder's own flags name (`npm run package`). */

const version = manifest.devDependencies.electron;
const source = await findElectron(process.env, version);

if (source.from === "nowhere") {
  process.stderr.write(
    `No installer was made: Electron ${version} is not on this computer and cannot be fetched (${source.why}). ` +
      "Starting and testing Ajar work without it. To package, let this computer reach Electron's releases, or name a " +
      "mirror in ELECTRON_MIRROR or an unpacked Electron in ELECTRON_OVERRIDE_DIST_PATH, and try again.\n",
  );
  process.exit(1);
}

writeNotices();
const dist = source.from === "here" ? source.path : null;
const args = builderArgs(process.platform, process.env, dist, process.argv.slice(2));
const builder = resolve("node_modules/electron-builder/cli.js");
const { status } = spawnSync(process.execPath, [builder, ...args], { stdio: "inherit", env: builderEnv(process.env) });
if (status !== 0) {
  process.stderr.write(
    "No installer was made, or not all: electron-builder says above what it missed. The first run on a computer fetches " +
      "its tools; `npm run package -- --dir` needs none of them.\n",
  );
}
process.exit(status ?? 1);
