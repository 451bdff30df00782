import { fireEvent } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { instant } from "../../src-main/core/lock/lock.ts";
import { englishLeft } from "../unit/support/english-left.ts";
import { inPseudo } from "./support/pseudo.ts";
import { NOW } from "./support/rows.ts";
import { SCENES, type Scene } from "./support/scenes.ts";
import { STATES } from "./support/states.ts";
import { closeAll, open, settle, useWindows } from "./support/window.ts";

useWindows();

const ALL: Readonly<Record<string, Scene>> = {
  ...Object.fromEntries(Object.entries(STATES).map(([name, state]) => [name, { state }])),
  ...SCENES,
};

/** Attributes that a person reads or hears. */
const READ = ["aria-label", "title", "placeholder", "alt", "aria-roledescription", "aria-valuetext"];

/** All that the window says: its text and the attributes that are read aloud, but for what a person wrote. */
function said(): string {
  const elements = [...document.body.querySelectorAll("*")];
  const attributes = elements.flatMap((element) => READ.map((name) => element.getAttribute(name) ?? ""));
  return [document.body.textContent, ...attributes].join("\n");
}

/** Opens a scene with what main answers in it; on the key step a key is pasted and sent off. */
async function enter({ state, answers = {} }: Scene): Promise<void> {
  closeAll();
  const { desk } = open(inPseudo(state));
  const { check, login, alerts } = answers;
  desk.answers.state = () => inPseudo(state);
  desk.answers.refresh = () => ({ asked: false, allowedAt: instant(NOW + 12_000) });
  if (check !== undefined) desk.answers.checkKey = () => check;
  if (login !== undefined) desk.answers.readLogin = () => login;
  if (alerts !== undefined) desk.answers.tryAlerts = () => alerts;
  await settle();
  const field = document.querySelector("#key-field");
  if (check === undefined || field === null) return;
  await fireEvent.input(field, { target: { value: "pasted.key" } });
  await fireEvent.submit(document.querySelector("form") ?? field);
  await settle();
  expect(document.querySelector("#key-field") === null).toBe(check.ok);
}

const buttonsThere = (): readonly HTMLElement[] => [...document.querySelectorAll<HTMLElement>("button")];

/** Names of locks and hosts in a scene, which no language changes. */
function namesIn({ state: { snapshot, view }, answers }: Scene): readonly string[] {
  const found = answers?.check?.ok === true ? answers.check.findings.locks : [];
  return [...snapshot.rows, ...found].map(({ name }) => name).concat(snapshot.otherCloud ?? [], view.search || []);
}

describe("the window in the pseudo-locale", () => {
  it.each(Object.entries(ALL))("says nothing in English in %s, whichever button is pressed", async (_, scene) => {
    const names = namesIn(scene);
    await enter(scene);
    expect(englishLeft(said(), names)).toEqual([]);
    expect(said()).toContain("~~~~");
    const { length } = buttonsThere();
    for (let nth = 0; nth < length; nth += 1) {
      await enter(scene);
      const pressed = buttonsThere()[nth];
      if (pressed === undefined) continue;
      await fireEvent.click(pressed);
      await settle();
      expect(englishLeft(said(), names)).toEqual([]);
    }
  });

  it("would not pass over a word that is not in the catalogue", async () => {
    await enter({ state: STATES.calm });
    document.body.append("Locked");
    expect(englishLeft(said(), namesIn({ state: STATES.calm }))).toEqual(["Locked"]);
    document.body.lastChild?.remove();
  });
});
