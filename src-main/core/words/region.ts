/** How a person's system writes times and numbers; plain data, since main tells the window. */
export interface Region {
  /** The system's own tag for formats (BCP 47): "de-DE". */
  readonly tag: string;
  readonly hourCycle: "h12" | "h23";
  /** IANA name. */
  readonly timeZone: string;
}

/** Where a system names no region: dates and a clock that most of the world reads. */
const NEUTRAL = "en-GB";

/** The tag of the locale for times in a POSIX environment, read as the C library does; null when it names no country's. */
export function posixTag(env: Readonly<Record<string, string | undefined>>): string | null {
  const locale = [env["LC_ALL"], env["LC_TIME"], env["LANG"]].find((value) => (value ?? "") !== "") ?? "";
  const [, language, country] = /^([a-z]{2,3})(?:_([A-Z]{2}))?(?=$|[.@])/.exec(locale) ?? [];
  if (language === undefined) return null;
  return country === undefined ? language : `${language}-${country}`;
}

/** The region of a tag and a time zone; a tag that Intl does not take counts as none. */
export function regionOf(tag: string | null, timeZone: string): Region {
  const known = tag === null ? NEUTRAL : (canonical(tag) ?? NEUTRAL);
  const { hourCycle } = new Intl.DateTimeFormat(known, { hour: "numeric" }).resolvedOptions();
  return { tag: known, hourCycle: hourCycle === "h11" || hourCycle === "h12" ? "h12" : "h23", timeZone };
}

function canonical(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}

/** The locale by which a language's times and numbers are written in a region: "en-DE", or "en-GB" where Intl has no such. */
export function formatLocale(language: string, tag: string): string {
  const own = new Intl.Locale(language).language;
  const { region } = new Intl.Locale(tag).maximize();
  const wanted = region === undefined ? own : `${own}-${region}`;
  const known = new Intl.DateTimeFormat(wanted).resolvedOptions().locale === wanted && wanted !== own;
  return known ? wanted : own === "en" ? NEUTRAL : own;
}
