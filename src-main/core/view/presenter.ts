import { bannerOf } from "./banner.ts";
import {
  askingHeadline,
  headlineOf,
  offlineHeadline,
  outOfDate,
  refusedHeadline,
  setupHeadline,
  unlistedHeadline,
} from "./headline.ts";
import { freshnessLimits } from "../lock/freshness.ts";
import type { House } from "../lock/house.ts";
import type { Instant, Serial } from "../lock/lock.ts";
import { instant } from "../lock/lock.ts";
import type { Words } from "../words/words.ts";
import { rowOf } from "./row.ts";
import type { Banner, Headline, Home, Row, Snapshot, WindowAlert } from "./snapshot.ts";
import { DOOR_OPEN_LIMIT_MS } from "./state-table.ts";

/** What the owner chose about the view; a part of the settings. */
export interface ViewSettings {
  /** Alerts wait until then; null when they do not. */
  readonly pausedUntil: Instant | null;
  /** Locks that count neither in the headline nor in the tray. */
  readonly notWatched: readonly Serial[];
}

/** What the shell adds to the house before it is shown. */
export interface PresentContext {
  readonly words: Words;
  /** Whether there is a key to ask with, or one that waits for its keyring. */
  readonly key: "none" | "keyring-locked" | "in-use";
  readonly demo: boolean;
  readonly otherCloud: string | null;
  readonly alerts: readonly WindowAlert[];
  readonly notices: readonly string[];
}

/** Everything a person is shown of a house at an instant, and when that changes by itself; null when never. */
export interface Presented {
  readonly snapshot: Snapshot;
  readonly nextAt: Instant | null;
}

/** What to show of a house at an instant. */
export function present(house: House, settings: ViewSettings, around: PresentContext, now: Instant): Presented {
  const { words } = around;
  const rows = rowsOf(house, settings, words, now);
  const banner = around.key === "in-use" ? bannerOf(house, words, now) : null;
  const standing = standingHeadline(house, rows, words, now);
  const home = homeOf(house, around);
  const snapshot: Snapshot = {
    home,
    headline: shownHeadline(home, banner, standing, house, words, now),
    standing,
    banner,
    rows: withoutCommonAge(rows),
    older: olderRows(rows),
    unlisted: house.unlisted.size,
    demo: around.demo,
    otherCloud: around.otherCloud,
    pausedUntil: settings.pausedUntil !== null && settings.pausedUntil > now ? settings.pausedUntil : null,
    alerts: around.alerts,
    notices: around.notices,
    lastChecked: banner !== null || nothingFresh(rows) ? house.lastAnswerAt : null,
  };
  return { snapshot, nextAt: nextPresentation(house, settings, now) };
}

function rowsOf(house: House, settings: ViewSettings, words: Words, now: Instant): readonly Row[] {
  const unwatched = new Set(settings.notWatched);
  const rows = [...house.locks.values()].map((known) =>
    rowOf(known, { house, words, now, watched: !unwatched.has(known.lock.serial) }),
  );
  // with nothing known of now, no row is more urgent than another, and all stay in their usual order
  if (nothingFresh(rows)) return rows.sort((a, b) => usualRank(a) - usualRank(b));
  // the list's own order breaks ties, so that rows that are well stay where the account has them
  return rows.sort((a, b) => a.rank - b.rank || (a.rank <= 3 ? compareTrouble(a, b) : 0));
}

const usualRank = (row: Row): number => (row.rank === 5 ? 5 : 6);

/** Equal ranks: oldest problem first, then by name. */
function compareTrouble(a: Row, b: Row): number {
  const since = (row: Row): number => row.since ?? Number.MAX_SAFE_INTEGER;
  return since(a) - since(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

function homeOf(house: House, { key }: PresentContext): Home {
  if (key !== "in-use") return key === "none" ? "setup" : "keyring-locked";
  if (house.locks.size > 0) return "list";
  return house.listed ? "empty" : "loading";
}

/** What the rows bear out; nothing is withdrawn while the first answer since the start or the waking is on its way. */
function standingHeadline(house: House, rows: readonly Row[], words: Words, now: Instant): Headline {
  const asking = house.outage === null && (house.lastAnswerAt === null || house.lastAnswerAt < house.awakeSince);
  if (asking && nothingFresh(rows)) return askingHeadline(words);
  const headline = headlineOf(rows, house.lastAnswerAt, words, now);
  return headline.tone === "secure" && house.unlisted.size > 0
    ? unlistedHeadline(house.unlisted.size, words)
    : headline;
}

function shownHeadline(
  home: Home,
  banner: Banner | null,
  standing: Headline,
  house: House,
  words: Words,
  now: Instant,
): Headline {
  if (home === "setup" || home === "keyring-locked") return setupHeadline(home, words);
  if (banner?.action === "replace-key") return refusedHeadline(house.lastAnswerAt, words, now);
  if (banner?.kind === "no-network") return offlineHeadline(house.lastAnswerAt, words, now);
  if (house.lastAnswerAt !== null) return standing;
  return house.outage === null || (home === "loading" && banner === null)
    ? askingHeadline(words)
    : offlineHeadline(null, words, now);
}

/** Whether there are rows that count, and nothing is known of now of any of them. */
function nothingFresh(rows: readonly Row[]): boolean {
  const counted = rows.filter((row) => row.counted);
  return counted.length > 0 && counted.every(outOfDate);
}

/** When every row is equally late, the header's age says it once and the rows stay as they are. */
function withoutCommonAge(rows: readonly Row[]): readonly Row[] {
  const seen = rows.filter((row) => row.counted);
  if (!seen.every((row) => row.freshness === "late")) return rows;
  return rows.map((row) => (row.third?.kind === "updated-ago" ? { ...row, third: null } : row));
}

/** Rows that are older than the youngest; none when all are alike. */
function olderRows(rows: readonly Row[]): number {
  const counted = rows.filter((row) => row.counted);
  const live = counted.filter((row) => row.freshness === "live").length;
  return live === 0 ? 0 : counted.length - live;
}

/** The next instant at which a snapshot changes by itself though nothing happens; null when never. */
function nextPresentation(house: House, settings: ViewSettings, now: Instant): Instant | null {
  const instants: number[] = settings.pausedUntil === null ? [] : [settings.pausedUntil];
  for (const { seen } of house.locks.values()) {
    for (const reading of new Set([seen.latest, seen.reached, seen.known])) {
      if (reading !== null) instants.push(...freshnessLimits(reading.at, house.intervalMs));
    }
    if (seen.door?.state === "open") instants.push(seen.door.since + DOOR_OPEN_LIMIT_MS + 1);
  }
  const next = instants.filter((at) => at > now).reduce((a, b) => Math.min(a, b), Infinity);
  return next === Infinity ? null : instant(next);
}
