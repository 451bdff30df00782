import { wordsIn } from "../../../src-main/core/words/languages.ts";
import { regionOf } from "../../../src-main/core/words/region.ts";

/** English as most tests read it: a clock of 24 hours, days before months, and the time of Warsaw. */
export const english = wordsIn("en", () => regionOf("en-GB", "Europe/Warsaw"));
