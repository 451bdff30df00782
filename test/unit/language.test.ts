import { expect, it } from "vitest";
import { defaultSettings } from "../../src-main/core/app/settings.ts";
import type { Snapshot } from "../../src-main/core/view/snapshot.ts";
import type { TrayModel } from "../../src-main/core/view/tray-model.ts";
import { wordsIn } from "../../src-main/core/words/languages.ts";
import { pseudoText } from "../../src-main/core/words/pseudo.ts";
import { liveWords } from "../../src-main/core/words/words.ts";
import { Engine } from "../../src-main/sync/engine.ts";
import { allWell, at, read, reading } from "./support/house.ts";
import { english } from "./support/words.ts";

it("a language that changes while Ajar runs is that of the tray, the window and the alerts from then on", () => {
  let current = english;
  const shown: { snapshot?: Snapshot; tray?: TrayModel; alerts: string[] } = { alerts: [] };
  const engine = new Engine({
    words: liveWords(() => current),
    startedAt: at(0),
    key: "in-use",
    demo: false,
    otherCloud: null,
    settings: defaultSettings,
    saveSettings: () => true,
    trace: () => undefined,
    output: {
      snapshot: (snapshot) => (shown.snapshot = snapshot),
      tray: (tray) => (shown.tray = tray),
      raise: ({ body }) => shown.alerts.push(body),
      withdraw: () => undefined,
      changes: () => undefined,
      checked: () => undefined,
    },
  });
  engine.apply(allWell(2), at(0));
  const before = shown.snapshot?.headline.sentence.text ?? "";
  expect(shown.tray?.menu.map(({ label }) => label)).toContain("Refresh");
  current = wordsIn("en-XA", () => english.language.region);
  engine.run(at(1));
  expect(shown.snapshot?.headline.sentence.text).toMatch(/^\[/);
  expect(shown.snapshot?.headline.sentence.text).not.toBe(before);
  expect(shown.tray?.menu.map(({ label }) => label)).toContain(pseudoText("Refresh"));
  engine.apply(read(20, reading(1, 20, { lock: "unlocked", door: "open" }), reading(2, 20)), at(20));
  expect(shown.alerts).toEqual([expect.stringMatching(/^\[/)]);
});
