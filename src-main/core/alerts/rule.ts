import type { AlertFact, AlertSettings, FactRule, GroupedRule } from "./alert.ts";
import type { FactState } from "./memory.ts";
import type { Change } from "../lock/change.ts";
import { age } from "../lock/freshness.ts";
import type { House } from "../lock/house.ts";
import { instant, type Instant } from "../lock/lock.ts";
import type { Words } from "../words/words.ts";

/** What a rule looks at. */
export interface Look {
  readonly house: House;
  /** What changed since the last look. */
  readonly changes: readonly Change[];
  readonly settings: AlertSettings;
  /** An answer that tells of a lock, or that there is none, came since the last look. */
  readonly answered: boolean;
  readonly now: Instant;
}

/** How a fact stands that was told or kept back. */
export type Standing =
  /** It is so, by readings of now. */
  | { readonly kind: "so"; readonly fact: AlertFact }
  /** It was so when last seen. */
  | { readonly kind: "unseen"; readonly fact: AlertFact }
  /** It ended. */
  | { readonly kind: "over"; readonly fact: AlertFact }
  /** Its lock left the account, and may come back as it was. */
  | { readonly kind: "left" }
  /** It ended, and nobody needs to hear of it. */
  | { readonly kind: "void" };

/** A title and a body, which say a fact once. */
export interface Text {
  readonly title: string;
  readonly body: string;
}

/** A rule about one kind of fact. */
export interface AlertRule<Rule extends FactRule> {
  /** The facts that it watches: those that began under Ajar's eyes, are so, and were not told or kept back before. */
  readonly begun: (look: Look, isKnown: (id: string) => boolean) => readonly AlertFact[];
  /** When a fact is to be told: `now` when it is due. */
  readonly dueAt: (fact: AlertFact, look: Look) => Instant;
  /** Whether a fact that is due may be told now. */
  readonly isTellable: (fact: AlertFact, look: Look) => boolean;
  /** How a fact stands that was told or kept back. */
  readonly standing: (state: FactState, look: Look) => Standing;
  /** Many of its facts at once become one alert. */
  readonly isGrouped: Rule extends GroupedRule ? true : false;
  /** Ajar tells its end even when a person closed its alert. */
  readonly isEndTold: boolean;
  readonly words: (fact: AlertFact, house: House, words: Words, now: Instant) => Text;
}

/** Every rule about one fact. */
export type AlertRules = { readonly [Rule in FactRule]: AlertRule<Rule> };

/** When a time that began at `since` has lasted for `waitMs`: `now` when it has. */
export const dueAfter = (since: Instant, waitMs: number, now: Instant): Instant =>
  age(since, now) >= waitMs ? now : instant(since + waitMs);

/** Whether the owner wants to hear of a fact; one about Ajar itself always. */
export const isWatched = ({ serial }: Pick<AlertFact, "serial">, { settings }: Look): boolean =>
  serial === null || !settings.notWatched.includes(serial);
