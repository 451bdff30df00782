import { describe, expect, it } from "vitest";
import { wordsIn } from "../../src-main/core/words/languages.ts";
import { regionOf } from "../../src-main/core/words/region.ts";
import { pseudoText } from "../../src-main/core/words/pseudo.ts";
import { english } from "../unit/support/words.ts";
import { ago, sample } from "./support/rows.ts";
import { kept, within } from "./support/scenes.ts";
import { open, setVisible, textOf, textsOf, useWindows } from "./support/window.ts";

useWindows();

const pseudo = wordsIn("en-XA", () => english.language.region).language;
const american = wordsIn("en", () => regionOf("en-US", "America/New_York")).language;

describe("the language of the window", () => {
  it("changes while the window is open, on every page", () => {
    for (const page of ["home", "settings", "alerts", "key"] as const) {
      const { desk } = open(within(page, kept("keyring")));
      const texts = (): readonly string[] => textsOf("h1, h2, button, p, li");
      const before = texts();
      desk.push("words", pseudo);
      expect(document.documentElement.lang).toBe("en-XA");
      // what stays is of the house, and what main says comes with its next snapshot
      for (const text of texts()) if (!text.startsWith("[")) expect(before).toContain(text);
      expect(texts().filter((text) => !before.includes(text)).length).toBeGreaterThan(0);
      desk.push("words", english.language);
      expect(texts()).toEqual(before);
    }
  });

  it("brings the region with it", () => {
    const { desk } = open(sample({ lastChecked: ago(7200) }, null));
    expect(textOf(".headline p")).toBe("Last checked 12:21");
    desk.push("words", american);
    expect(textOf(".headline p")).toBe("Last checked 6:21 AM");
  });

  it("is that of main when a hidden window is seen again", async () => {
    const { desk } = open(sample());
    await setVisible(false);
    desk.answers.state = () => ({ ...sample(), words: pseudo });
    await setVisible(true);
    expect(textOf(".headline button")).toContain(pseudoText("just now"));
  });
});
