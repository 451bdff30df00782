import { en } from "./en.ts";
import type { Region } from "./region.ts";
import { wordsOf, type Words } from "./words.ts";

/** The words of English for a region. */
export const englishIn = (region: Region): Words => wordsOf({ code: "en", catalogue: en, region });
