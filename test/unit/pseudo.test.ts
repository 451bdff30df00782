import { describe, expect, it } from "vitest";
import { startOf } from "../../src-main/core/app/cli.ts";
import { refusalText, type Refusal } from "../../src-main/core/app/setup.ts";
import { FAILURE_KINDS } from "../../src-main/core/lock/failure.ts";
import { DOOR_STATES, LOCK_STATES } from "../../src-main/core/lock/lock.ts";
import { detailText } from "../../src-main/core/view/detail-text.ts";
import type { Snapshot } from "../../src-main/core/view/snapshot.ts";
import type { TrayModel } from "../../src-main/core/view/tray-model.ts";
import { en } from "../../src-main/core/words/en.ts";
import { wordsIn } from "../../src-main/core/words/languages.ts";
import { pseudoOf, pseudoText } from "../../src-main/core/words/pseudo.ts";
import type { Message } from "../../src-main/core/words/words.ts";
import { Engine } from "../../src-main/sync/engine.ts";
import { defaultSettings } from "../../src-main/core/app/settings.ts";
import { englishLeft } from "./support/english-left.ts";
import { failureOf } from "./support/failures.ts";
import { allWell, at, away, lock, read, reading } from "./support/house.ts";
import { english } from "./support/words.ts";

const words = wordsIn("en-XA", () => english.language.region);

const formsOf = (message: Message): readonly string[] =>
  typeof message === "string" ? [message] : Object.values(message);
const placesOf = (text: string): readonly string[] => text.match(/\{\w+\}/g) ?? [];

describe("the pseudo-locale", () => {
  const pseudo: Readonly<Record<string, Message>> = pseudoOf(en);

  it.each(Object.entries<Message>(en))("%s keeps its places and forms, and is longer", (key, message) => {
    const made = pseudo[key] ?? "";
    expect(typeof made === "string" ? null : Object.keys(made)).toEqual(
      typeof message === "string" ? null : Object.keys(message),
    );
    for (const [index, form] of formsOf(made).entries()) {
      const from = formsOf(message)[index] ?? "";
      expect(placesOf(form)).toEqual(placesOf(from));
      expect(form).toMatch(/^\[[^]*\]$/);
      expect(englishLeft(form.replace(/\{\w+\}/g, ""))).toEqual([]);
      const ratio = form.replace(/\{\w+\}/g, "").length / Math.max(1, from.replace(/\{\w+\}/g, "").length);
      expect(ratio).toBeGreaterThanOrEqual(1.35);
      if (from.length > 40) expect(ratio).toBeLessThan(1.6);
    }
  });

  it("would find a word that is left", () => expect(englishLeft(`${pseudoText("Door")} open`)).toEqual(["open"]));
});

/** An engine in the pseudo-locale, and all that it says. */
function speaking() {
  const texts: string[] = [];
  const details = ({ headline, rowsHeadline, rows }: Snapshot) =>
    [headline.running, rowsHeadline.running, ...rows.flatMap(({ detail, third }) => [detail, third])].filter(
      (detail) => detail !== null,
    );
  let now = at(0);
  const hear = (snapshot: Snapshot): void => {
    const { headline, rowsHeadline, banner, rows } = snapshot;
    texts.push(headline.sentence.text, headline.instead ?? "", rowsHeadline.sentence.text, rowsHeadline.instead ?? "");
    texts.push(banner?.title ?? "", banner?.body ?? "", ...rows.flatMap(({ word, text }) => [word, text]));
    texts.push(...details(snapshot).map((detail) => detailText(words, detail, now)));
  };
  const engine = new Engine({
    words,
    startedAt: at(0),
    key: "in-use",
    demo: false,
    otherCloud: null,
    settings: defaultSettings,
    saveSettings: () => true,
    trace: () => undefined,
    output: {
      snapshot: hear,
      tray: ({ tooltip, menu }: TrayModel) => texts.push(tooltip, ...menu.map(({ label }) => label)),
      raise: ({ title, body }) => texts.push(title, body),
      withdraw: () => undefined,
      changes: () => undefined,
      checked: () => undefined,
    },
  });
  const goTo = (seconds: number) => {
    now = at(seconds);
    return now;
  };
  return { engine, texts, goTo };
}

/** Names of the locks here. */
const NAMES = [1, 2, 3, 4, 5].map((n) => lock(n).name);
const left = (texts: readonly string[]): readonly string[] => texts.flatMap((text) => englishLeft(text, NAMES));

describe("main in the pseudo-locale", () => {
  it.each(LOCK_STATES)("says nothing in English of a lock that is %s, of its door, its age and its loss", (state) => {
    for (const door of DOOR_STATES) {
      for (const moveFailed of [false, true]) {
        for (const count of [1, 3]) {
          const { engine, texts, goTo } = speaking();
          engine.apply(allWell(count), goTo(0));
          engine.apply(read(20, reading(1, 20, { lock: state, door, moveFailed })), goTo(20));
          for (const seconds of [40, 100, 400, 2000, 90_000]) engine.run(goTo(seconds));
          engine.apply(read(90_020, away(1, 90_020)), goTo(90_020));
          engine.apply(read(90_200, away(1, 90_200)), goTo(90_200));
          engine.run(goTo(90_600));
          engine.apply(read(90_620, reading(1, 90_620)), goTo(90_620));
          expect(texts.length).toBeGreaterThan(30);
          expect(left(texts)).toEqual([]);
        }
      }
    }
  });

  it.each(FAILURE_KINDS)("says nothing in English of %s, in the banner, the tray and the alert", (kind) => {
    const { engine, texts, goTo } = speaking();
    engine.apply(allWell(2), goTo(0));
    for (const n of [1, 2, 3]) {
      const failure = {
        kind: "failed",
        failure: failureOf(kind),
        failuresInARow: n,
        nextTryAt: at(n * 20 + 20),
      } as const;
      engine.apply({ ...failure, at: at(n * 20), keyRefused: kind === "key-refused" && n > 1 }, goTo(n * 20));
    }
    for (const seconds of [200, 700, 90_000]) engine.run(goTo(seconds));
    expect(texts.length).toBeGreaterThan(20);
    expect(left(texts)).toEqual([]);
  });

  it("says nothing in English of many doors, of a pause and of a refused key", () => {
    const { engine, texts, goTo } = speaking();
    engine.apply(allWell(5), goTo(0));
    const open = [1, 2, 3, 4].map((n) => reading(n, 20, { lock: "unlocked", door: "open" }));
    engine.apply(read(20, ...open), goTo(20));
    engine.pause(true, goTo(40));
    engine.apply(read(60, ...[1, 2, 3, 4].map((n) => away(n, 60))), goTo(60));
    engine.pause(false, goTo(400));
    for (const seconds of [420, 800]) engine.run(goTo(seconds));
    expect(left(texts)).toEqual([]);
  });

  it.each<Refusal>([...FAILURE_KINDS, "malformed", "failed", "gone"])(
    "refuses a key for %s in its own words",
    (kind) => {
      for (const retryAt of [null, at(60)]) {
        const { title, body } = refusalText({ kind, retryAt }, { kind: "none", lost: false }, words);
        expect(left([title, body])).toEqual([]);
      }
    },
  );

  it("says nothing in English to the terminal", () => {
    const said = (flags: readonly string[], env: Readonly<Record<string, string>> = {}): string => {
      const start = startOf(["electron", ".", ...flags], env, "0.1.0", words);
      return start.kind === "end" ? start.text : "";
    };
    const texts = [
      said(["--help"]),
      said(["--version"]),
      said(["--qq"]),
      said(["--user-data-dir"]),
      said([], { AJAR_LOCALE: "tlh" }),
      said([], { AJAR_API_URL: "http://a.b" }),
      said([], { AJAR_PERSONAL_KEY: "nokey" }),
    ];
    expect(texts.every((text) => text !== "")).toBe(true);
    expect(left(texts)).toEqual([]);
  });
});
