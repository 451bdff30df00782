import { fireEvent } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { englishLeft } from "../unit/support/english-left.ts";
import { inPseudo } from "./support/pseudo.ts";
import { PASTED } from "./support/scenes.ts";
import { fakeOf, type Listed } from "../window/states/listed.ts";
import { LISTED } from "../window/states/all.ts";
import { STATES } from "./support/states.ts";
import { closeAll, open, settle, useWindows } from "./support/window.ts";

useWindows();

/** Attributes that a person reads or hears. */
const READ = ["aria-label", "title", "placeholder", "alt", "aria-roledescription", "aria-valuetext"];

/** All that the window says: its text and the attributes that are read aloud, but for what a person wrote. */
function said(): string {
  const elements = [...document.body.querySelectorAll("*")];
  const attributes = elements.flatMap((element) => READ.map((name) => element.getAttribute(name) ?? ""));
  return [document.body.textContent, ...attributes].join("\n");
}

const keyField = (): Element | null => document.querySelector("form input");

/** Opens a state; on the key step a key is pasted and sent off. */
async function enter({ state, answers = {} }: Listed): Promise<void> {
  closeAll();
  const pseudo = inPseudo(state);
  const { desk } = open(pseudo);
  Object.assign(desk.answers, fakeOf({ name: "", state: pseudo, answers }).answers);
  await settle();
  const field = keyField();
  const check = await answers.checkKey?.(PASTED);
  if (check === undefined || field === null) return;
  await fireEvent.input(field, { target: { value: PASTED } });
  await fireEvent.submit(document.querySelector("form") ?? field);
  await settle();
  expect(keyField() === null).toBe(check.ok);
}

const buttonsThere = (): readonly HTMLElement[] => [...document.querySelectorAll<HTMLElement>("button")];

/** Names of locks and hosts in a state, which no language changes. */
async function namesIn({ state: { snapshot, view }, answers }: Listed): Promise<readonly string[]> {
  const check = await answers?.checkKey?.(PASTED);
  const found = check?.ok === true ? check.findings.locks : [];
  return [...snapshot.rows, ...found].map(({ name }) => name).concat(snapshot.otherCloud ?? [], view.search || []);
}

const calm: Listed = { name: "calm", state: STATES.calm };

describe("the window in the pseudo-locale", () => {
  it.each(LISTED)("says nothing in English in $name, whichever button is pressed", async (listed) => {
    const names = await namesIn(listed);
    await enter(listed);
    expect(englishLeft(said(), names)).toEqual([]);
    expect(said()).toContain("~~~~");
    const { length } = buttonsThere();
    for (let nth = 0; nth < length; nth += 1) {
      await enter(listed);
      const pressed = buttonsThere()[nth];
      if (pressed === undefined) continue;
      await fireEvent.click(pressed);
      await settle();
      expect(englishLeft(said(), names)).toEqual([]);
    }
  });

  it("would not pass over a word that is not in the catalogue", async () => {
    await enter(calm);
    document.body.append("Locked");
    expect(englishLeft(said(), await namesIn(calm))).toEqual(["Locked"]);
    document.body.lastChild?.remove();
  });
});
