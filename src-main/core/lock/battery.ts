/** How full a battery is, in the bands that are worth a word: below 10 percent, below 20, enough. */
export type BatteryBand = "empty" | "low" | "enough";

/** The band of a battery's percentage, 0 to 100. */
export const bandOf = (percent: number): BatteryBand => (percent < 10 ? "empty" : percent < 20 ? "low" : "enough");
