import { choicesOf, defaultSettings, type SettingsChange } from "../../../src-main/core/app/settings.ts";
import { say } from "../../../src-main/core/words/words.ts";
import type { WindowState } from "../../../src-main/ipc/contract.ts";
import { many, row, sample } from "../../component/support/rows.ts";
import { kept, LONG_NAME, within, without } from "../../component/support/scenes.ts";
import { STATES } from "../../component/support/states.ts";
import { english } from "../../unit/support/words.ts";
import type { Listed } from "./listed.ts";

const inUse = kept("keyring");
const page = within("settings", inUse);
const over = (base: WindowState): WindowState => within("settings", inUse, base);
const chosen = (change: SettingsChange, state = page): WindowState => ({
  ...state,
  choices: choicesOf({ ...defaultSettings, ...change }, true),
});

const fifty = over(sample({ rows: many(50) }));
const left = { notWatched: [row("Garage").serial, row("Cellar").serial] };

/** The settings and the menu that leads to them. */
export const settingsStates: readonly Listed[] = [
  { name: "menu", state: STATES.calm, act: (hand) => hand.press("Menu") },
  { name: "menu-demo", state: within("home", { kind: "demo" }, STATES.demo), act: (hand) => hand.press("Menu") },
  { name: "settings", state: page, answers: { readLogin: () => "on" } },
  { name: "settings-remove", state: page, act: (hand) => hand.press("Remove key") },
  { name: "settings-obscured", state: within("settings", kept("obscured")), answers: { readLogin: () => "unknown" } },
  { name: "settings-environment", state: within("settings", kept("environment"), STATES.notes) },
  { name: "settings-token", state: within("settings", { kind: "token" }) },
  { name: "settings-none", state: without("settings", { kind: "none", lost: true }) },
  { name: "settings-locked", state: within("settings", { kind: "keyring-locked" }, STATES["keyring-locked"]) },
  { name: "settings-demo", state: within("settings", { kind: "demo" }, STATES.demo) },
  {
    name: "settings-chosen",
    state: chosen({ intervalSeconds: 60, lossDelayMinutes: 60, trayGlyph: "dark", ...left }),
  },
  { name: "settings-at-once", state: chosen({ lossDelayMinutes: 0, trayGlyph: "light" }) },
  { name: "settings-no-glyph", state: { ...page, choices: choicesOf(defaultSettings, false) } },
  { name: "settings-names", state: over(sample({ rows: [row(LONG_NAME), row("الباب الرئيسي"), row("Back door")] })) },
  { name: "settings-fifty", state: fifty },
  {
    name: "settings-fifty-open",
    state: chosen(
      {
        notWatched: many(50)
          .slice(4, 5)
          .map(({ serial }) => serial),
      },
      fifty,
    ),
    act: (hand) => hand.press("Choose"),
  },
  {
    name: "settings-not-saved",
    state: over(sample({ notices: [say(english, "shell.not-saved", { what: "settings.json, ENOSPC" })] })),
  },
];
