import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Script } from "node:vm";
import { app, BrowserWindow, ipcMain, protocol, session } from "electron";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { newPlace, serveDesk } from "./desk-server.ts";
import { desk, type DeskItem } from "./desk.ts";

const POLICY = "default-src 'none'; script-src 'self'";
const folder = mkdtempSync(join(tmpdir(), "stand-in-page-"));
const preload = join(folder, "preload.cjs");

protocol.registerSchemesAsPrivileged([{ scheme: "app" }]);

let url = "";
let window: BrowserWindow;
beforeAll(async () => {
  await app.whenReady();
  writeFileSync(preload, 'const { contextBridge } = require("electron"); contextBridge.exposeInMainWorld("own", {});');
  url = await serveDesk(newPlace());
  const pages = session.fromPartition("pages");
  pages.protocol.handle("app", ({ url: asked }) =>
    asked.endsWith("index.html")
      ? new Response("<html><head><title>x</title></head></html>", {
          headers: { "content-type": "text/html", "content-security-policy": POLICY },
        })
      : new Response(null, { status: 404 }),
  );
  window = new BrowserWindow({ show: false, webPreferences: { session: pages, preload } });
  void window.loadURL("app://own/index.html").catch(() => undefined);
  await vi.waitUntil(() => desk.state.has("window/1"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The status of a request with a foreign Host header, which fetch would not send. */
const statusFor = (host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request(url, { headers: { host } }, ({ statusCode }) => resolve(statusCode))
      .on("error", reject)
      .end();
  });

const post = (message: object): Promise<Response> =>
  fetch(`${url}up`, { method: "POST", body: JSON.stringify(message) });

test("answers nobody without the token or under another name", async () => {
  expect((await fetch(url)).status).toBe(200);
  expect((await fetch(new URL("/wrong/", url))).status).toBe(404);
  expect((await fetch(`${url}../desk.js`)).status).toBe(404);
  expect(await statusFor("rebound.example")).toBe(404);
  expect((await fetch(new URL("/favicon.ico", url))).status).toBe(204);
});

test("serves a page with the app's own policy and the preload script before everything else", async () => {
  const page = await fetch(`${url}w/1/own/index.html`);
  expect(page.headers.get("content-security-policy")).toBe(POLICY);
  expect(page.headers.get("cache-control")).toBe("no-store");
  const [, script = ""] = /^<html><head><script src="([^"]+)"><\/script><title>/.exec(await page.text()) ?? [];
  const source = await (await fetch(new URL(script, url))).text();
  expect(source).toContain("exposeInMainWorld");
  expect(source).not.toMatch(/^export /m);
  expect(() => new Script(source)).not.toThrow();
  expect((await fetch(`${url}w/1/own/missing.js`)).status).toBe(404);
  expect((await fetch(`${url}w/9/own/index.html`)).status).toBe(404);
});

test("a page's call is judged by the frame that it came from, and answered", async () => {
  ipcMain.handle("who", ({ senderFrame, sender }) => [senderFrame?.url, sender.mainFrame === senderFrame]);
  const answered = new Promise<DeskItem>((resolve) => {
    const end = desk.watch((news) => {
      if (news.type !== "page" || news.message["type"] !== "reply") return;
      end();
      resolve(news.message);
    });
  });
  const loaded = new Promise<void>((resolve) => window.webContents.once("did-finish-load", resolve));
  const page = { to: "window/1", page: "p1" };
  for (const message of [
    { ...page, type: "hello" },
    { ...page, type: "load" },
    { ...page, page: "old", type: "invoke", id: 1, channel: "who", args: [] },
    { ...page, type: "invoke", id: 2, channel: "who", args: [] },
  ]) {
    expect((await post(message)).status).toBe(204);
  }
  await loaded;
  expect(await answered).toEqual({ type: "reply", id: 2, ok: true, value: ["app://own/index.html", true] });
});

test("refuses what is no message, and says when the thing is gone", async () => {
  expect((await fetch(`${url}up`, { method: "POST", body: "nonsense" })).status).toBe(400);
  expect((await post({ to: "tray/99", type: "click" })).status).toBe(404);
});
