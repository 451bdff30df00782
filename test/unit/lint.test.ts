import { ESLint, Linter } from "eslint";
import { describe, expect, it } from "vitest";

const eslint = new ESLint();

interface Config {
  readonly rules: Linter.RulesRecord;
}

/** What the project's own restrictions say of a text, if it stood in this file. */
async function complaints(file: string, text: string): Promise<readonly string[]> {
  const { rules } = (await eslint.calculateConfigForFile(file)) as Config;
  const kept = Object.entries(rules).filter(([name]) => name.startsWith("no-restricted-"));
  const messages = new Linter().verify(text, [{ rules: Object.fromEntries(kept) }]);
  return messages.map(({ message }) => message);
}

describe("the lint", () => {
  it.each([
    ["Node in a page", "src-main/shell/window.ts", "f({ webPreferences: { nodeIntegration: true } });"],
    ["Node in a worker", "src-main/shell/window.ts", "f({ nodeIntegrationInWorker: false });"],
    ["a page without a sandbox", "src-main/shell/window.ts", "f({ sandbox: false });"],
    ["a page that shares its world", "src-main/index.ts", "f({ contextIsolation: false });"],
    ["a page without the same-origin rule", "src-main/index.ts", "f({ webSecurity: false });"],
    ["content over plain HTTP", "src-main/shell/window.ts", "f({ allowRunningInsecureContent: true });"],
    ["a webview", "src-main/shell/window.ts", "f({ webviewTag: true });"],
    ["a scheme outside the policy", "src-main/shell/app-protocol.ts", "f({ bypassCSP: true });"],
    ["blocking encryption", "src-main/shell/safe-storage.ts", "safeStorage.encryptString('x');"],
    ["blocking decryption", "src-main/shell/safe-storage.ts", "const f = safeStorage.decryptString;"],
    ["the blocking question", "src-main/shell/launch.ts", "if (safeStorage.isEncryptionAvailable()) f();"],
    ["opening an address", "src-main/shell/window.ts", "import { shell } from 'electron';"],
    ["opening an address from the entry file", "src-main/index.ts", "import { app, shell as s } from 'electron';"],
    ["opening an address from the preload script", "src-main/preload.ts", "import { shell } from 'electron';"],
    ["opening an address by the whole module", "src-main/shell/window.ts", "import electron from 'electron';"],
    ["opening an address by a namespace", "src-main/shell/window.ts", "import * as e from 'electron';"],
    ["Electron by another name", "src-main/index.ts", "import { shell } from 'electron/common';"],
    ["blocking encryption by another name", "src-main/shell/launch.ts", "s.encryptString('x');"],
    ["blocking encryption by a text", "src-main/shell/launch.ts", "s['encryptString']('x');"],
    ["blocking encryption by a pattern", "src-main/shell/launch.ts", "const { decryptString } = s;"],
    ["Node in a page by a text", "src-main/shell/window.ts", "f({ 'nodeIntegration': true });"],
    ["a switched off rule by an assignment", "src-main/shell/window.ts", "o.webSecurity = false;"],
    ["a loader of modules", "src-main/shell/window.ts", "import { createRequire } from 'node:module';"],
    ["another program", "src-main/shell/window.ts", "import { spawn } from 'node:child_process';"],
    ["waiting at the top of the entry file", "src-main/index.ts", "await app.whenReady();"],
    ["waiting at the top of another", "src-main/shell/launch.ts", "const x = await f();"],
    ["a clock in core", "src-main/core/lock/house.ts", "const x = new Date();"],
    ["the time in core", "src-main/core/lock/house.ts", "const x = Date.now();"],
    ["Electron in core", "src-main/core/lock/house.ts", "import { app } from 'electron';"],
    ["Electron in the client", "src-main/tedee/client.ts", "import { net } from 'electron';"],
    ["the shell in the engine", "src-main/sync/engine.ts", "import { f } from '../shell/tray.ts';"],
    ["main in the window", "src-renderer/connection.svelte.ts", "import { f } from '../src-main/sync/engine.ts';"],
    ["an import that no boundary sees", "src-main/core/lock/house.ts", "const x = import('electron');"],
    [
      "the app in the soak's oracle",
      "test/soak/oracle/false-alarms.ts",
      "import { f } from '../../../src-main/core/view/row.ts';",
    ],
    ["the soak's world in its oracle", "test/soak/oracle/oracle.ts", "import { f } from '../world/house.ts';"],
    [
      "the app in the oracle by a late import",
      "test/soak/oracle/oracle.ts",
      "const x = import('../../../src-main/index.ts');",
    ],
    ["a room that nobody named", "src-main/attic/box.ts", "const x = 1;"],
  ])("refuses %s", async (_, file, text) => {
    expect(await complaints(file, text)).toHaveLength(1);
  });

  it.each([
    [
      "the one opener",
      "src-main/shell/external-links.ts",
      "import { shell } from 'electron'; shell.openExternal('https://a.b/');",
    ],
    ["async encryption", "src-main/shell/safe-storage.ts", "safeStorage.encryptStringAsync('x');"],
    ["waiting inside", "src-main/shell/launch.ts", "const f = async () => { await g(); };"],
    ["a sandbox", "src-main/shell/window.ts", "f({ sandbox: true, contextIsolation: true });"],
  ])("lets %s pass", async (_, file, text) => {
    expect(await complaints(file, text)).toEqual([]);
  });
});
