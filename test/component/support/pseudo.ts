import { wordsIn } from "../../../src-main/core/words/languages.ts";
import { pseudoText } from "../../../src-main/core/words/pseudo.ts";
import type { Banner, Detail, Headline, Row } from "../../../src-main/core/view/snapshot.ts";
import type { WindowState } from "../../../src-main/ipc/contract.ts";
import { english } from "../../unit/support/words.ts";

const { language } = wordsIn("en-XA", () => english.language.region);

const headline = (of: Headline): Headline => ({
  ...of,
  sentence: { kind: "text", text: pseudoText(of.sentence.text) },
  running: detail(of.running),
  instead: of.instead === null ? null : pseudoText(of.instead),
});

function detail(of: Detail | null): Detail | null {
  return of?.kind === "text" ? { ...of, text: pseudoText(of.text) } : of;
}

const row = (of: Row): Row => ({
  ...of,
  word: pseudoText(of.word),
  text: pseudoText(of.text),
  detail: detail(of.detail),
  third: detail(of.third),
});

const banner = (of: Banner): Banner => ({ ...of, title: pseudoText(of.title), body: pseudoText(of.body) });

/** A sample as main would give it in the pseudo-locale: its own sentences and the window's words; names stay. */
export function inPseudo(state: WindowState): WindowState {
  const { snapshot } = state;
  return {
    ...state,
    words: language,
    snapshot: {
      ...snapshot,
      headline: headline(snapshot.headline),
      rowsHeadline: headline(snapshot.rowsHeadline),
      banner: snapshot.banner === null ? null : banner(snapshot.banner),
      rows: snapshot.rows.map(row),
      alerts: snapshot.alerts.map((of) => ({ ...of, title: pseudoText(of.title), body: pseudoText(of.body) })),
      notices: snapshot.notices.map(pseudoText),
    },
  };
}
