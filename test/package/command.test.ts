import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { builderArgs, builderEnv } from "../../assets/builder-args.ts";
import { findElectron } from "../../assets/electron-source.ts";
import manifest from "../../package.json" with { type: "json" };
import { writeLinuxElectron } from "./support/electron-folder.ts";

const SCRIPT = resolve("assets/build-package.ts");
const version = manifest.devDependencies.electron;
const work = mkdtempSync(join(tmpdir(), "ajar-command-"));
afterAll(() => rmSync(work, { recursive: true }));

const electron = join(work, "electron");
mkdirSync(electron);
writeLinuxElectron(electron, version);

/** A place of releases that answers every request with one status, and what it was asked; ended after the tests. */
async function serve(
  status: number,
): Promise<{ readonly url: string; readonly asked: string[]; readonly server: Server }> {
  const asked: string[] = [];
  const server = createServer(({ url }, response) => {
    asked.push(url ?? "");
    response.writeHead(status, { connection: "close" }).end();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  afterAll(() => server.close());
  const address = server.address();
  return {
    url: typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}/` : "",
    asked,
    server,
  };
}

const gone = await serve(200);
gone.server.close();
const UNREACHABLE = gone.url;

const env = { ...process.env, VITEST: undefined, XDG_CACHE_HOME: work, HOME: work, ELECTRON_MIRROR: UNREACHABLE };
const runIn = (cwd: string, extra: Readonly<Record<string, string>>, ...words: readonly string[]) =>
  spawnSync(process.execPath, [SCRIPT, ...words], { cwd, env: { ...env, ...extra }, encoding: "utf8" });

describe("npm run package", () => {
  it("ends with one plain sentence each for what happened, what works and what to do, where Electron cannot be had", () => {
    const { status, stdout, stderr } = runIn(work, {});
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(
      /^No installer was made: Electron [\d.]+ is not on this computer and cannot be fetched \(\w+\)\./,
    );
    expect(stderr).toContain("Starting and testing Ajar work without it.");
    expect(stderr).toMatch(/ELECTRON_MIRROR .* try again\.\n$/);
  });

  it("names a folder that is not there", () => {
    const { status, stderr } = runIn(work, { ELECTRON_OVERRIDE_DIST_PATH: "/nowhere/electron" });
    expect(status).toBe(1);
    expect(stderr).toContain("/nowhere/electron does not exist");
  });

  it("packs with an Electron that is here, without asking for another", () => {
    const output = join(work, "out");
    const words = ["--linux", "dir", "--x64", `-c.directories.output=${output}`];
    const { status, stderr } = runIn(process.cwd(), { ELECTRON_OVERRIDE_DIST_PATH: electron }, ...words);
    expect([status, stderr]).toEqual([0, ""]);
    expect(existsSync(join(output, "linux-unpacked/resources/app.asar"))).toBe(true);
  });

  it("hands on the failure of electron-builder, and says so", () => {
    const { status, stderr } = runIn(
      process.cwd(),
      { ELECTRON_OVERRIDE_DIST_PATH: electron },
      "--linux",
      "-c.nonsense=1",
    );
    expect(status).toBe(1);
    expect(stderr).toContain("No installer was made, or not all");
  });
});

describe("where Electron comes from", async () => {
  const [releases, others] = [await serve(200), await serve(404)];

  it("is its release, when that is within reach", async () => {
    const found = await findElectron({ ELECTRON_MIRROR: releases.url }, "1.2.3");
    expect([found, releases.asked]).toEqual([{ from: "release" }, ["/v1.2.3/SHASUMS256.txt"]]);
  });

  it("is nowhere, when the place of releases has no such version", async () => {
    const found = await findElectron({ ELECTRON_MIRROR: others.url, XDG_CACHE_HOME: work }, "1.2.3");
    expect(found).toEqual({ from: "nowhere", why: "the server answered 404" });
  });

  it("is what an earlier download left for this system, when its release is out of reach", async () => {
    const cache = join(work, "cache");
    const zip = join(cache, "a1b2c3", `electron-v1.2.3-${process.platform}-${process.arch}.zip`);
    mkdirSync(join(zip, ".."), { recursive: true });
    writeFileSync(zip, "");
    const found = await findElectron({ ELECTRON_MIRROR: UNREACHABLE, electron_config_cache: cache }, "1.2.3");
    expect(found).toEqual({ from: "here", path: zip });
  });
});

describe("what electron-builder is told", () => {
  const none = ["--publish", "never"];
  const adHoc = ["-c.mac.identity=-", "-c.mac.hardenedRuntime=false", "-c.mac.notarize=false"];
  it.each([
    ["linux", {}, null, [], ["--linux", ...none]],
    ["win32", {}, null, ["--arm64"], ["--win", "--arm64", ...none]],
    ["linux", {}, null, ["--win", "dir"], ["--win", "dir", ...none]],
    ["darwin", {}, null, [], ["--mac", ...none, ...adHoc]],
    ["darwin", { CSC_LINK: "", CSC_NAME: "" }, null, [], ["--mac", ...none, ...adHoc]],
    ["darwin", { CSC_LINK: "certificate" }, null, [], ["--mac", ...none]],
    ["linux", {}, "/electron", [], ["--linux", ...none, "-c.electronDist=/electron"]],
    [
      "linux",
      { GITHUB_REPOSITORY: "someone/ajar" },
      null,
      [],
      ["--linux", ...none, "-c.extraMetadata.homepage=https://github.com/someone/ajar"],
    ],
  ] as const)("on %s with %j, Electron at %s and the words %j", (platform, env, dist, words, args) =>
    expect(builderArgs(platform, env, dist, words)).toEqual(args),
  );

  it("is told of no certificate where the variable is empty", () => {
    const env = { CSC_LINK: "", CSC_KEY_PASSWORD: "", APPLE_API_KEY: "", CSC_NAME: "name", DISPLAY: "", CI: "true" };
    expect(builderEnv(env)).toEqual({ CSC_NAME: "name", DISPLAY: "", CI: "true" });
  });
});
