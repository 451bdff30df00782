import { readdirSync } from "node:fs";
import { TRAY_ICONS } from "../../../src-main/core/view/tray-model.ts";

/** Every fuse of Electron and where Ajar wants it; the last is left as Electron ships it. */
export const FUSES = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
  wasmTrapHandlers: false,
} as const;

const SHADED = TRAY_ICONS.flatMap((name) => [`${name}-dark`, `${name}-light`]);

/** The glyphs that each system's package holds. */
export const TRAY_FILES = {
  linux: SHADED.flatMap((name) => [24, 32, 64].map((size) => `assets/tray/linux/${name}-${size}.png`)),
  mac: TRAY_ICONS.flatMap((name) => ["", "@2x"].map((density) => `assets/tray/mac/${name}Template${density}.png`)),
  win: SHADED.map((name) => `assets/tray/win/${name}.ico`),
} as const;

/** What the build may leave for a package: main with what it loads when needed, preload, and what a page is made of. */
const BUILT =
  /^dist\/(main\/(index|server|session-bus)\.js|preload\/index\.cjs|renderer\/(index\.html|assets\/[\w-]+\.(js|css|svg|png|woff2)))$/;

/** What the archive of one system's package holds, and nothing else: the manifest, pictures, and what was built. */
export function archiveOf(system: keyof typeof TRAY_FILES): readonly string[] {
  const built = ["dist/main", "dist/preload", "dist/renderer"]
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".map"))
    .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll("\\", "/"));
  const strange = built.filter((name) => !BUILT.test(name));
  if (strange.length > 0) throw new Error(`The build left what no package needs: ${strange.join(", ")}`);
  return ["package.json", "assets/icon.png", ...TRAY_FILES[system], ...built].sort();
}
