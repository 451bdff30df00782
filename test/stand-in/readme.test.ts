import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const readme = readFileSync(join(import.meta.dirname, "README.md"), "utf8");
const [, table = ""] = /## What the app calls\n(.*?)\n## /s.exec(readme) ?? [];

/** Names of Electron that a source uses, with the member behind the first dot; `new X` gives the name alone. */
function callsOf(source: string): readonly string[] {
  const [, names = ""] = /import \{([^}]*)\} from "electron"/.exec(source) ?? [];
  const values = names
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && !name.startsWith("type "));
  return values.flatMap((name) => {
    const members = [...source.matchAll(new RegExp(`(?<![\\w."/-])${name}\\s*\\.(\\w+)`, "g"))].map(
      ([, member]) => `${name}.${member ?? ""}`,
    );
    return new RegExp(`new ${name}\\(`).test(source) ? [name, ...members] : members;
  });
}

describe("the list of what the app calls", () => {
  const files = readdirSync("src-main", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const used = new Set(files.flatMap((file) => callsOf(readFileSync(join("src-main", file), "utf8"))));

  it("finds calls at all", () => expect(used.size).toBeGreaterThan(20));

  it.each([...used])("names %s", (call) => expect(table).toContain(call));

  it("names nothing that is not called any more", () => {
    const named = [
      ...table.matchAll(
        /\b(app|Menu|session|screen|nativeTheme|nativeImage|safeStorage|ipcMain|ipcRenderer|protocol)\.(\w+)/g,
      ),
    ];
    const stale = named
      .map(([text]) => text)
      .filter((text) => !used.has(text) && !/^session\.(set|fetch|protocol)/.test(text));
    expect(stale).toEqual([]);
  });
});
