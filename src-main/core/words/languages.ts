import { en } from "./en.ts";
import { pseudoOf } from "./pseudo.ts";
import type { Region } from "./region.ts";
import { wordsOf, type Catalogue, type Words } from "./words.ts";

/** Languages that Ajar speaks, and a pseudo-locale (en-XA) that shows what is not in the catalogue. */
export const LOCALES = ["en", "en-XA"] as const;
export type Locale = (typeof LOCALES)[number];

/** Whether Ajar speaks a language of this name. */
export const isLocale = (name: string): name is Locale => LOCALES.some((locale) => locale === name);

function catalogueOf(locale: Locale): Catalogue {
  switch (locale) {
    case "en":
      return en;
    case "en-XA":
      return pseudoOf(en);
  }
}

/** The words of a language for a region, which is asked for with the first time or number: asking takes a while. */
export function wordsIn(locale: Locale, regionOf: () => Region): Words {
  let region: Region | null = null;
  return wordsOf({
    code: locale,
    catalogue: catalogueOf(locale),
    get region() {
      return (region ??= regionOf());
    },
  });
}
