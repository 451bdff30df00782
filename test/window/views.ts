import { ALL_RULES, type AxeOptions } from "./axe.ts";
import type { Locale } from "./frame.ts";
import type { Look } from "./stage.ts";

/** Width and height in pixels. */
export type Size = readonly [width: number, height: number];
export type Scheme = "light" | "dark";

const USUAL: Size = [400, 640];
const NARROW: Size = [320, 500];
const SIZES: readonly Size[] = [USUAL, NARROW, [260, 640], [760, 640]];

/** One way to look at all states: each is opened once at the usual size, then seen at every size and in every scheme. */
export interface Pass extends Look {
  readonly name: string;
  readonly sizes: readonly Size[];
  readonly schemes: readonly Scheme[];
  /** Text size in percent. */
  readonly text?: number;
  /** The language of its words; English unless said. */
  readonly locale?: Locale;
}

/** All ways in which states are looked at. */
export const PASSES: readonly Pass[] = [
  { name: "plain", sizes: SIZES, schemes: ["light", "dark"] },
  { name: "forced", forcedColors: true, sizes: [USUAL], schemes: ["light"] },
  { name: "contrast", moreContrast: true, sizes: [USUAL], schemes: ["dark"] },
  { name: "large", text: 150, sizes: [USUAL], schemes: ["light"] },
  { name: "pseudo", locale: "en-XA", sizes: [USUAL], schemes: ["light"] },
];

const RULES_OF_COLOUR: AxeOptions = { ...ALL_RULES, runOnly: ["color-contrast"] };
const RULES_OF_LAYOUT: AxeOptions = { ...ALL_RULES, rules: { "color-contrast": { enabled: false } } };

/** The rules for a view: all at the usual size; elsewhere those for which it differs from that, none where no rule does. */
export function rulesFor({ forcedColors, text, locale }: Pass, size: Size, scheme: Scheme): AxeOptions | null {
  // the colours there are the system's, and no rule depends on how long a text is
  if (forcedColors === true || locale !== undefined) return null;
  if (scheme === "dark") return size === USUAL ? RULES_OF_COLOUR : null;
  // whatever appears or goes at a narrower window does so at the narrowest, too
  if (size === NARROW) return null;
  return size === USUAL && text === undefined ? ALL_RULES : RULES_OF_LAYOUT;
}
