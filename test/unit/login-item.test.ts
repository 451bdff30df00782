import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { argvOf, execOf, readDesktopEntry, writeDesktopEntry } from "../../src-main/core/app/desktop-entry.ts";
import {
  autostartState,
  autostartText,
  loginProgram,
  loginStateOf,
  noAutostartText,
  type AutostartState,
} from "../../src-main/core/app/login-item.ts";

const AJAR = "/opt/Ajar/ajar";
const entry = (...lines: readonly string[]): string =>
  ["[Desktop Entry]", "Type=Application", "Name=Ajar", ...lines, ""].join("\n");

// no argument of a process holds a NUL
const argument = fc
  .oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: fc.constantFrom(...Array.from(" \"`$\\%=;~\t\r\n'#")) }))
  .map((text) => text.replaceAll("\0", ""));

describe("a command line in a desktop entry", () => {
  it.each([
    ["plain words", ["/opt/Ajar/ajar", "--hidden"], "/opt/Ajar/ajar --hidden"],
    ["a space", ["/opt/My Apps/ajar"], '"/opt/My Apps/ajar"'],
    ["nothing", ["a", ""], 'a ""'],
    ["a per cent sign", ["100%", "%f"], '"100%%" "%%f"'],
    // Desktop Entry Specification 1.5: four backslashes for one, two and a dollar sign for a dollar sign
    ["a backslash", ["a\\b"], String.raw`"a\\\\b"`],
    ["a dollar sign", ["a$b"], String.raw`"a\\$b"`],
    ["a quote and a backtick", ['a"b`'], String.raw`"a\\"b\\${"`"}"`],
    ["the end of a line", ["a\nb"], String.raw`"a\nb"`],
    ["other letters", ["/home/zoë/ajar"], '"/home/zoë/ajar"'],
  ])("has %s as the specification writes it", (_, argv, text) =>
    expect(writeDesktopEntry({ Exec: execOf(argv) })).toBe(`[Desktop Entry]\nExec=${text}\n`),
  );

  it("is read as it was written, whatever it holds", () =>
    fc.assert(
      fc.property(fc.array(argument), (argv) => {
        const text = writeDesktopEntry({ Exec: execOf(argv), Last: "1" });
        expect(argvOf(readDesktopEntry(text).get("Exec") ?? "none")).toEqual(argv);
        expect(text.split("\n")).toHaveLength(4);
      }),
    ));

  it.each([
    ["field codes", "ajar %U --hidden %f", ["ajar", "--hidden"]],
    ["many spaces", "  ajar   --hidden  ", ["ajar", "--hidden"]],
    ["nothing", "", []],
    ["a quote without an end", 'ajar "--hidden', null],
    ["a quote that ends in a word", 'ajar "a"b', null],
  ])("is read with %s", (_, text, argv) => expect(argvOf(text)).toEqual(argv));
});

describe("a desktop entry", () => {
  it("keeps every value, with its spaces", () => {
    // a line break of another kind at an end is no character of a value
    const middle = fc.string({ unit: "grapheme" }).map((text) => text.trim());
    const edge = fc.constantFrom("", " ", "  ", "\t", "\n", "\r", "\\", "\\s");
    fc.assert(
      fc.property(edge, middle, edge, (before, between, after) => {
        const text = `${before}${between}${after}`;
        expect(readDesktopEntry(writeDesktopEntry({ Name: text })).get("Name")).toBe(text);
      }),
    );
  });

  it.each([
    ["of its main group alone", "[Other]\nExec=a\n[Desktop Entry]\nExec=b\n[Desktop Action x]\nExec=c", "b"],
    ["with spaces about it", "[Desktop Entry]\n  Exec =  b  \n", "b"],
    ["with Windows' ends of lines", "[Desktop Entry]\r\nExec=b\r\n", "b"],
    ["that is no comment", "[Desktop Entry]\n#Exec=a\n# Exec=a\nExec=b", "b"],
    ["with an equals sign in it", "[Desktop Entry]\nExec=b=c", "b=c"],
    ["in the last of two lines", "[Desktop Entry]\nExec=a\nExec=b", "b"],
    ["of no other language", "[Desktop Entry]\nExec[de]=a", undefined],
    ["of no group", "Exec=a", undefined],
  ])("gives a key %s", (_, text, value) => expect(readDesktopEntry(text).get("Exec")).toBe(value));
});

describe("the program that a login starts", () => {
  const APPIMAGE = "/home/zoë/Ajar-0.1.0.AppImage";
  const APPDIR = "/tmp/.mount_AjarXq";
  it.each([
    ["the running one", AJAR, {}, AJAR],
    ["an AppImage itself", `${APPDIR}/ajar`, { APPIMAGE, APPDIR }, APPIMAGE],
    ["an AppImage that names no folder", "/tmp/x/ajar", { APPIMAGE }, APPIMAGE],
    ["no AppImage of a terminal around it", AJAR, { APPIMAGE: "/opt/Term.AppImage", APPDIR }, AJAR],
    ["no AppImage in a folder of a like name", `${APPDIR}2/ajar`, { APPIMAGE, APPDIR }, `${APPDIR}2/ajar`],
    ["no AppImage without a whole path", `${APPDIR}/ajar`, { APPIMAGE: "Ajar.AppImage", APPDIR }, `${APPDIR}/ajar`],
    ["none in a Flatpak", "/app/ajar", { FLATPAK_ID: "app.ajar.Ajar" }, null],
    ["none in a Snap", "/snap/ajar/7/ajar", { SNAP: "/snap/ajar/7" }, null],
    ["the running one in a Snap's terminal", AJAR, { SNAP: "/snap/code/180" }, AJAR],
    ["the running one with empty variables", AJAR, { APPIMAGE: "", APPDIR: "", SNAP: "", FLATPAK_ID: "" }, AJAR],
  ])("is %s", (_, execPath, env, program) => expect(loginProgram({ packaged: true, execPath, env })).toBe(program));

  it("is none in development", () =>
    expect(loginProgram({ packaged: false, execPath: "/usr/bin/node", env: { APPIMAGE } })).toBeNull());
});

const PROGRAMS: Readonly<Record<string, string>> = {
  [AJAR]: AJAR,
  "/usr/bin/ajar": AJAR,
  "/home/zoë/Other.AppImage": "/home/zoë/Other.AppImage",
  "/bin/sh": "/bin/dash",
};
const resolve = (program: string): string | null => PROGRAMS[program] ?? null;
const stateOf = (text: string): AutostartState => autostartState(text, AJAR, resolve);

describe("an autostart file", () => {
  const ours = (exec: string): string => autostartText({ exec, args: ["--hidden"], name: "Ajar", icon: "ajar" });

  it("says all that the specifications ask for, and starts hidden", () => {
    expect(ours(AJAR)).toBe(
      entry(
        ...["Icon=ajar", "Exec=/opt/Ajar/ajar --hidden", "Terminal=false"],
        ...["X-GNOME-Autostart-enabled=true", "X-Ajar-LoginItem=true"],
      ),
    );
    expect(noAutostartText("Ajar")).toBe(entry("Hidden=true", "X-Ajar-LoginItem=true"));
  });

  it.each<readonly [what: string, text: string, state: AutostartState]>([
    ["of our own", ours(AJAR), "on"],
    ["through a link to the same program", ours("/usr/bin/ajar"), "on"],
    ["that somebody copied from the menu", entry("Exec=/opt/Ajar/ajar %U"), "on"],
    ["of a program that is gone", ours("/home/zoë/Ajar.AppImage"), "moved"],
    ["of another copy", ours("/home/zoë/Other.AppImage"), "other-copy"],
    ["of a program that is none of ours", entry("Exec=/home/zoë/Other.AppImage"), "foreign"],
    ["with a name for a program", entry("Exec=ajar --hidden"), "foreign"],
    ["with a wrapper", entry("Exec=env GDK_BACKEND=x11 /opt/Ajar/ajar"), "foreign"],
    ["with a shell", entry('Exec=/bin/sh -c "sleep 9; /opt/Ajar/ajar"'), "foreign"],
    ["with a quote that has no end", entry('Exec="/opt/Ajar/ajar'), "foreign"],
    ["for some desktops", entry("Exec=/opt/Ajar/ajar", "OnlyShowIn=KDE;"), "foreign"],
    ["not for some desktops", entry("Exec=/opt/Ajar/ajar", "NotShowIn=KDE;"), "foreign"],
    ["with a condition", entry("Exec=/opt/Ajar/ajar", "AutostartCondition=if-exists x"), "foreign"],
    ["that hides", noAutostartText("Ajar"), "off"],
    ["of our own, hidden by somebody", `${ours(AJAR)}Hidden=true\n`, "off"],
    ["of our own, not hidden by somebody", `${ours(AJAR)}Hidden=false\n`, "on"],
    ["hidden with a space behind", `${ours(AJAR)}Hidden=true \n`, "off"],
    ["that GNOME switched off", ours(AJAR).replace("enabled=true", "enabled=false"), "off"],
    ["that another desktop switched off", `${ours(AJAR)}X-MATE-Autostart-enabled=false\n`, "off"],
    ["that somebody else's switch is in", `${ours(AJAR)}X-MATE-Autostart-enabled-since=false\n`, "on"],
    ["without a command", entry(), "off"],
    ["without anything", "", "off"],
    ["that is no desktop entry", "\u0000\u0001=[", "off"],
  ])("%s is told apart", (_, text, state) => expect(stateOf(text)).toBe(state));

  it("of our own starts any program, and is known again", () => {
    const path = argument.map((text) => `/${text}`);
    fc.assert(
      fc.property(path, fc.array(argument), (exec, args) => {
        const text = autostartText({ exec, args, name: "Ajar", icon: "ajar" });
        expect(autostartState(text, exec, (program) => program)).toBe("on");
        const argv = argvOf(readDesktopEntry(text).get("Exec") ?? "") ?? [];
        // no equals sign in the program's own path, which the specification forbids
        expect(argv[0]).not.toContain("=");
        expect(argv.slice(argv.indexOf(exec))).toEqual([exec, ...args]);
        expect(argv.indexOf(exec)).toBe(exec.includes("=") ? 3 : 0);
      }),
    );
  });

  it("of any text comes to a state", () => {
    const line = fc.oneof(fc.string(), fc.constantFrom("[Desktop Entry]", "Exec=/opt/Ajar/ajar", "Hidden=true"));
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines.join("\n");
        if (!text.includes("Exec")) expect(stateOf(text)).toBe("off");
        expect(["on", "off", "moved", "foreign"]).toContain(stateOf(text));
      }),
    );
  });

  it.each<readonly [state: AutostartState, told: string]>([
    ["on", "on"],
    ["other-copy", "on"],
    ["off", "off"],
    ["moved", "off"],
    ["foreign", "unknown"],
  ])("that is %s is told as %s", (state, told) => expect(loginStateOf(state)).toBe(told));
});
