import { existsSync, readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { en } from "../../src-main/core/words/en.ts";
import type { Message } from "../../src-main/core/words/words.ts";

/** What is shipped, but for source maps, which are not. */
const files = existsSync("dist")
  ? readdirSync("dist", { recursive: true, encoding: "utf8" }).filter((file) => /\.(c?js|html|css)$/.test(file))
  : [];

// the build comes first in every script that runs all tests; a run of single tests may go without
describe.runIf(files.length > 0)("what is built", () => {
  const text = (file: string): string => readFileSync(join("dist", file), "utf8");

  it.each(files)("%s knows nothing of the stand-in for Electron", (file) =>
    expect(text(file)).not.toMatch(/stand-in|STAND_IN/),
  );

  const ours = files.filter((file) => file.startsWith("main"));

  it.each(ours)("%s needs nothing but its own files, Electron and Node's own modules", (file) => {
    const needed = [...text(file).matchAll(/^import .*? ?from "([^"]+)"|^import "([^"]+)"/gm)];
    const others = needed
      .map(([, from, bare]) => from ?? bare ?? "")
      .filter((name) => name !== "electron" && !builtinModules.includes(name.replace(/^node:/, "")))
      .filter((name) => !ours.includes(join("main", name)));
    expect(needed.length).toBeGreaterThan(0);
    expect(others).toEqual([]);
  });

  it("loads the bus and the demo only where they are needed", () => {
    expect(ours.map((file) => basename(file)).sort()).toEqual(["index.js", "server.js", "session-bus.js"]);
    expect(text(join("main", "index.js"))).not.toMatch(/dbus-native|startDemoServer/);
  });

  it("leaves out what nothing calls", () => {
    const sources = ours.flatMap((file) =>
      [...text(`${file}.map`).matchAll(/"[^"]*\/node_modules\/[^"]*"/g)].map(String),
    );
    const left = ["ajv", "ajv-formats", "fast-uri", "semver", "xml2js", "sax", "xmlbuilder", "event-stream"];
    const found = left.filter((name) => sources.some((source) => source.includes(`/node_modules/${name}/`)));
    expect(sources.length).toBeGreaterThan(20);
    expect(found).toEqual([]);
  });

  it("gives the sandboxed preload script nothing but Electron, and neither it nor the window the schemas", () => {
    const preload = text(join("preload", "index.cjs"));
    const required = [...preload.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name);
    expect(required).toEqual(["electron"]);
    const pages = files.filter((file) => /^(preload|renderer)/.test(file));
    expect(pages.filter((file) => /strict_object|Expected \$\{/.test(text(file)))).toEqual([]);
    expect(text(join("main", "index.js"))).toMatch(/strict_object/);
  });

  it("gives the window no words: main has them", () => {
    const messages: readonly Message[] = Object.values(en);
    const texts = messages.flatMap((message) => (typeof message === "string" ? [message] : Object.values(message)));
    const parts = texts.flatMap((each) => each.split(/\{\w+\}|[^\x20-\x7e]/)).map((part) => part.trim());
    const sentences = parts.filter((part) => part.includes(" ") && part.length > 10);
    const scripts = files.filter((file) => file.startsWith("renderer") && file.endsWith(".js")).map(text);
    expect(sentences.length).toBeGreaterThan(150);
    expect(scripts.length).toBeGreaterThan(0);
    expect(sentences.filter((sentence) => scripts.some((script) => script.includes(sentence)))).toEqual([]);
    expect(sentences.filter((sentence) => !text(join("main", "index.js")).includes(sentence))).toEqual([]);
  });
});
