import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { App, LoginItemSettings, LoginItemSettingsOptions, Settings } from "electron";
import { afterAll, describe, expect, it } from "vitest";
import { autostartText } from "../../src-main/core/app/login-item.ts";
import { createLoginItem, type LoginItem, type LoginSystem } from "../../src-main/shell/login-item.ts";

const root = mkdtempSync(join(tmpdir(), "ajar-login-"));
let homes = 0;
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The two calls of macOS and Windows as Electron's documentation tells them, with what a person can do meanwhile. */
class Registry implements Pick<App, "getLoginItemSettings" | "setLoginItemSettings"> {
  readonly asked: (LoginItemSettingsOptions | undefined)[] = [];
  readonly set: Settings[] = [];
  status: LoginItemSettings["status"] = "not-found";
  /** The task manager's own switch. */
  approved = true;
  obeys = true;

  readonly getLoginItemSettings = (options?: LoginItemSettingsOptions): LoginItemSettings => {
    this.asked.push(options);
    const openAtLogin = this.set.at(-1)?.openAtLogin === true;
    const executableWillLaunchAtLogin = openAtLogin && this.approved;
    const { status } = this;
    return { openAtLogin, executableWillLaunchAtLogin, status, wasOpenedAtLogin: false, launchItems: [] };
  };
  readonly setLoginItemSettings = (settings: Settings): void => {
    if (!this.obeys) return;
    this.set.push(settings);
    this.status = settings.openAtLogin === true ? "enabled" : "not-registered";
    if (settings.enabled === true) this.approved = true;
  };
}

const noCalls: LoginSystem["settings"] = {
  getLoginItemSettings: () => {
    throw new Error("Linux has no login items");
  },
  setLoginItemSettings: () => {
    throw new Error("Linux has no login items");
  },
};

/** A computer with Linux, its home in a folder of its own. */
function linux(differs: Partial<LoginSystem> = {}) {
  homes += 1;
  const home = join(root, `home ${homes}`);
  const [config, system, program] = [join(home, "config"), join(home, "xdg"), join(home, "Ajar 100%", "ajar")];
  mkdirSync(dirname(program), { recursive: true });
  writeFileSync(program, "");
  const env = { XDG_CONFIG_HOME: config, XDG_CONFIG_DIRS: `${join(home, "none")}:${system}`, HOME: home };
  const login = createLoginItem({
    platform: "linux",
    packaged: true,
    execPath: program,
    name: "Ajar",
    settings: noCalls,
    env,
    ...differs,
  });
  const fileIn = (folder: string): string => join(folder, "autostart", "app.ajar.Ajar.desktop");
  const put = (file: string, text: string): void => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  return { home, config, program, login, env, put, own: fileIn(config), systemWide: fileIn(system) };
}

const started = (exec: string): string => autostartText({ exec, args: ["--hidden"], name: "Ajar", icon: "ajar" });
const text = (file: string): string => readFileSync(file, "utf8");

/** What it says, and after each switch. */
const through = (login: LoginItem, ...switches: readonly boolean[]): readonly string[] => [
  login.read(),
  ...switches.map((on) => login.write(on)),
  login.read(),
];

describe("the login item on Linux", () => {
  it("is a file of the person's own, and no file when it is off", () => {
    const { config, program, login, own } = linux();
    expect(login.read()).toBe("off");
    expect(existsSync(config)).toBe(false);
    expect(login.write(true)).toBe("on");
    expect(text(own)).toBe(started(program));
    expect(text(own)).toContain('100%%/ajar" --hidden');
    expect(readdirSync(dirname(own))).toEqual(["app.ajar.Ajar.desktop"]);
    expect(login.write(false)).toBe("off");
    expect(readdirSync(dirname(own))).toEqual([]);
  });

  it("is in the home folder where no other is named, and a relative name is none", () => {
    for (const folder of [undefined, "", "relative"]) {
      const { home, env } = linux();
      const system = { ...env, XDG_CONFIG_HOME: folder };
      const { login } = linux({ env: system, execPath: process.execPath });
      expect(login.write(true)).toBe("on");
      expect(readdirSync(join(home, ".config", "autostart"))).toEqual(["app.ajar.Ajar.desktop"]);
    }
  });

  it("starts the AppImage, and is off again when that is moved", () => {
    const { home, env } = linux();
    const [image, mount] = [join(home, "Ajar.AppImage"), join(home, "mount")];
    writeFileSync(image, "");
    const moved: Partial<LoginSystem> = {
      execPath: join(mount, "ajar"),
      env: { ...env, APPIMAGE: image, APPDIR: mount },
    };
    const { login } = linux(moved);
    expect(through(login, true)).toEqual(["off", "on", "on"]);
    expect(text(join(home, "config", "autostart", "app.ajar.Ajar.desktop"))).toContain("Ajar.AppImage");
    rmSync(image);
    expect(login.read()).toBe("off");
  });

  it("says on for another copy, which a switch replaces or takes away", () => {
    const { home, program, login, own, put } = linux();
    const other = join(home, "Other.AppImage");
    writeFileSync(other, "");
    put(own, started(other));
    expect(login.read()).toBe("on");
    expect(login.write(true)).toBe("on");
    expect(text(own)).toBe(started(program));
    put(own, started(other));
    expect(login.write(false)).toBe("off");
    expect(existsSync(own)).toBe(false);
  });

  it("hides a system-wide file of the same name, and shows it again", () => {
    const { program, login, own, systemWide, put } = linux();
    put(systemWide, started(program));
    expect(login.read()).toBe("on");
    expect(login.write(false)).toBe("off");
    expect(text(own)).toContain("Hidden=true");
    expect(login.write(false)).toBe("off");
    expect(text(own)).toContain("Hidden=true");
    expect(login.write(true)).toBe("on");
    expect(text(own)).toBe(started(program));
    expect(text(systemWide)).toBe(started(program));
  });

  it.each([
    ["of the person's own", "own"],
    ["of the whole system", "systemWide"],
  ] as const)("leaves what somebody else arranged in a file %s", (_, place) => {
    const { login, own, put, ...rest } = linux();
    const file = { own, ...rest }[place];
    const theirs = "[Desktop Entry]\nType=Application\nName=Ajar\nExec=env DISPLAY=:1 ajar\n";
    put(file, theirs);
    expect(through(login, true, false)).toEqual(["unknown", "unknown", "unknown", "unknown"]);
    expect(text(file)).toBe(theirs);
    expect(existsSync(own)).toBe(place === "own");
  });

  it("is switched on again where a person had switched it off in the desktop's own settings", () => {
    const { program, login, own, put } = linux();
    put(own, started(program).replace("Autostart-enabled=true", "Autostart-enabled=false"));
    expect(through(login, true)).toEqual(["off", "on", "on"]);
  });

  it("stays off, and says so, where its folder cannot be made", () => {
    const { config, login } = linux();
    writeFileSync(config, "a file where a folder should be");
    expect(through(login, true, false)).toEqual(["off", "off", "off", "off"]);
    expect(text(config)).toBe("a file where a folder should be");
  });

  // root may write anywhere
  it.skipIf(process.getuid?.() === 0)("stays off, and says so, where its folder may not be written to", () => {
    const { login, own } = linux();
    mkdirSync(dirname(own), { recursive: true });
    chmodSync(dirname(own), 0o500);
    expect(through(login, true)).toEqual(["off", "off", "off"]);
    chmodSync(dirname(own), 0o700);
    expect(readdirSync(dirname(own))).toEqual([]);
  });

  it("is not known, and nothing breaks, where a folder has its name", () => {
    const { login, own } = linux();
    mkdirSync(join(own, "inside"), { recursive: true });
    expect(through(login, true, false)).toEqual(["unknown", "unknown", "unknown", "unknown"]);
    expect(readdirSync(dirname(own))).toEqual(["app.ajar.Ajar.desktop"]);
  });

  it.each<readonly [where: string, differs: Partial<LoginSystem>]>([
    ["in development", { packaged: false }],
    ["in a Flatpak", { env: { FLATPAK_ID: "app.ajar.Ajar", XDG_CONFIG_HOME: join(root, "flatpak") } }],
    ["in a Snap", { execPath: "/snap/ajar/1/ajar", env: { SNAP: "/snap/ajar/1", HOME: join(root, "snap") } }],
  ])("is not to be had %s, and writes nothing", (_, differs) => {
    const before = readdirSync(root);
    const { login, own } = linux(differs);
    expect(through(login, true, false)).toEqual(["unknown", "unknown", "unknown", "unknown"]);
    expect(existsSync(own)).toBe(false);
    expect(readdirSync(root).filter((name) => !name.startsWith("home"))).toEqual(
      before.filter((name) => !name.startsWith("home")),
    );
  });
});

describe("the login item elsewhere", () => {
  function elsewhere(platform: NodeJS.Platform, packaged = true) {
    const settings = new Registry();
    const login = createLoginItem({ platform, packaged, execPath: "ajar", env: {}, name: "Ajar", settings });
    return { login, settings };
  }

  it("is macOS's main app service", () => {
    const { login, settings } = elsewhere("darwin");
    expect(through(login, true, false)).toEqual(["off", "on", "off", "off"]);
    expect(settings.set).toEqual([{ openAtLogin: true }, { openAtLogin: false }]);
    expect(new Set(settings.asked)).toEqual(new Set([undefined]));
  });

  it.each<readonly [LoginItemSettings["status"], string]>([
    ["enabled", "on"],
    ["not-registered", "off"],
    ["not-found", "off"],
    ["requires-approval", "unknown"],
  ])("on macOS with the status %s is %s", (status, told) => {
    const { login, settings } = elsewhere("darwin");
    settings.status = status;
    expect(login.read()).toBe(told);
  });

  it("is Windows' entry with the same arguments for asking and setting", () => {
    const { login, settings } = elsewhere("win32");
    expect(through(login, true, false)).toEqual(["off", "on", "off", "off"]);
    expect(settings.set).toEqual([
      { openAtLogin: true, enabled: true, args: ["--hidden"] },
      { openAtLogin: false, enabled: false, args: ["--hidden"] },
    ]);
    expect(settings.asked).toEqual(settings.asked.map(() => ({ args: ["--hidden"] })));
  });

  it("is off where Windows' task manager says so, until a person wants it here", () => {
    const { login, settings } = elsewhere("win32");
    login.write(true);
    settings.approved = false;
    expect(through(login, true)).toEqual(["off", "on", "on"]);
  });

  it.each(["darwin", "win32"] as const)("stays as it is, and says so, where %s does not follow", (platform) => {
    const { login, settings } = elsewhere(platform);
    settings.obeys = false;
    expect(through(login, true)).toEqual(["off", "off", "off"]);
  });

  it.each([
    ["darwin", false],
    ["win32", false],
    ["freebsd", true],
  ] as const)("is not asked for on %s when packaged is %s", (platform, packaged) => {
    const { login, settings } = elsewhere(platform, packaged);
    expect(through(login, true, false)).toEqual(["unknown", "unknown", "unknown", "unknown"]);
    expect([settings.asked, settings.set]).toEqual([[], []]);
  });

  it.each(["darwin", "win32"] as const)("is not known where a call of %s throws", (platform) => {
    const login = createLoginItem({
      platform,
      packaged: true,
      execPath: "ajar",
      env: {},
      name: "Ajar",
      settings: noCalls,
    });
    expect(through(login, true)).toEqual(["unknown", "unknown", "unknown"]);
  });
});
