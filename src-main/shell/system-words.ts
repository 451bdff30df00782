import { app } from "electron";
import { same } from "../core/lock/equal.ts";
import { wordsIn, type Locale } from "../core/words/languages.ts";
import { posixTag, regionOf, type Region } from "../core/words/region.ts";
import { liveWords, type Words } from "../core/words/words.ts";

/** The words of a run: one language, with the system's region, which a person can change while Ajar runs. */
export class SystemWords {
  readonly #locale: Locale;
  /** The system's region, read when a time is first written; null before. */
  #region: Region | null = null;
  #current: Words;

  constructor(locale: Locale) {
    this.#locale = locale;
    this.#current = this.#wordsNow();
  }

  /** The words of the moment. */
  readonly words: Words = liveWords(() => this.#current);

  /** Reads the region again; true when it is another one. */
  readonly refresh = (): boolean => {
    const before = this.#region;
    if (before === null) return false;
    this.#region = systemRegion();
    if (same(this.#region, before)) return false;
    this.#current = this.#wordsNow();
    return true;
  };

  readonly #wordsNow = (): Words => wordsIn(this.#locale, () => (this.#region ??= systemRegion()));
}

/** How this system writes times and numbers now; on Windows and macOS Electron knows it once it is ready. */
function systemRegion(): Region {
  const { locale, timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  // on Linux Electron names the language of the words, whatever LC_TIME says
  if (process.platform === "linux") return regionOf(posixTag(process.env), timeZone);
  return regionOf(app.isReady() ? app.getSystemLocale() : locale, timeZone);
}
