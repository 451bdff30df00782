import { formatLocale, type Region } from "./region.ts";

/** What is written of a moment. */
const DATES = {
  /** The time of day; the region's clock is added. */
  clock: { minute: "2-digit" },
  /** Equal for two moments of one day. */
  day: { year: "numeric", month: "2-digit", day: "2-digit" },
  year: { year: "numeric" },
  weekday: { weekday: "short" },
  date: { day: "numeric", month: "short" },
  "date-of-year": { day: "numeric", month: "short", year: "numeric" },
  long: { dateStyle: "long" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Moments of a form whose text is kept. */
const WRITTEN_LIMIT = 200;

/** A form in which a moment is written. */
export type DateForm = keyof typeof DATES;

/** What Intl knows of a language in a region; each part is made when it is first needed, since making one is slow. */
export class WordsIntl {
  readonly #language: string;
  readonly #regionOf: () => Region;
  readonly #dates = new Map<DateForm, (at: number) => string>();
  #locale: string | null = null;
  #plural: Intl.PluralRules | null = null;
  #list: Intl.ListFormat | null = null;
  #collator: Intl.Collator | null = null;
  #number: Intl.NumberFormat | null = null;
  #percent: Intl.NumberFormat | null = null;

  constructor(language: string, regionOf: () => Region) {
    this.#language = language;
    this.#regionOf = regionOf;
  }

  /** The plural form that a count takes. */
  readonly plural = (count: number): Intl.LDMLPluralRule =>
    (this.#plural ??= new Intl.PluralRules(this.#language)).select(count);

  /** "Cellar, Garage and Yard". */
  readonly list = (names: readonly string[]): string =>
    (this.#list ??= new Intl.ListFormat(this.#of(), { type: "conjunction" })).format(names);

  /** Compares names in the order of the language, with numbers by their value. */
  readonly compare = (a: string, b: string): number =>
    (this.#collator ??= new Intl.Collator(this.#language, { numeric: true })).compare(a, b);

  /** "1,234". */
  readonly number = (value: number): string => (this.#number ??= new Intl.NumberFormat(this.#of())).format(value);

  /** "14%", from a part of one. */
  readonly percent = (part: number): string =>
    (this.#percent ??= new Intl.NumberFormat(this.#of(), { style: "percent" })).format(part);

  /** A moment in a form, as the region writes it. */
  readonly date = (form: DateForm, at: number): string => {
    const found = this.#dates.get(form) ?? this.#dateWriter(form);
    this.#dates.set(form, found);
    return found(at);
  };

  #dateWriter(form: DateForm): (at: number) => string {
    const { hourCycle, timeZone } = this.#regionOf();
    const clock = form === "clock" ? ({ hour: hourCycle === "h12" ? "numeric" : "2-digit", hourCycle } as const) : {};
    const format = new Intl.DateTimeFormat(this.#of(), { ...DATES[form], ...clock, timeZone });
    // each answer writes again when the locks came to be as they are
    const written = new Map<number, string>();
    return (at) => {
      const before = written.get(at);
      if (before !== undefined) return before;
      if (written.size >= WRITTEN_LIMIT) written.clear();
      const text = format.format(at);
      written.set(at, text);
      return text;
    };
  }

  #of(): string {
    return (this.#locale ??= formatLocale(this.#language, this.#regionOf().tag));
  }
}
