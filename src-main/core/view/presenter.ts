import { Deadlines } from "../lock/deadlines.ts";
import type { House } from "../lock/house.ts";
import type { Instant, Serial } from "../lock/lock.ts";
import { isCounted } from "../lock/status.ts";
import { updatesOf } from "../lock/updates.ts";
import type { Words } from "../words/words.ts";
import type { CredentialKind } from "../polling/credential.ts";
import { bannerOf } from "./banner.ts";
import { askingHeadline, headlineOf, offlineHeadline, refusedHeadline, setupHeadline } from "./headline.ts";
import { inOrder, isAllOutOfDate } from "./order.ts";
import { rowOf } from "./row.ts";
import type { Headline, Home, Row, Snapshot, WindowAlert } from "./snapshot.ts";

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
  /** What the key in use is; a personal key unless said. */
  readonly credential?: CredentialKind;
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
export function present(house: House, settings: ViewSettings, context: PresentContext, now: Instant): Presented {
  const { words } = context;
  const deadlines = new Deadlines(now);
  const rows = rowsOf(house, settings, words, deadlines);
  const hasKey = context.key === "in-use";
  const updates = hasKey ? updatesOf(house) : "no-key";
  const rowsHeadline = headlineOfRows(house, rows, words, now);
  const home = homeOf(house, context);
  const snapshot: Snapshot = {
    home,
    headline: shownHeadline(home, updates, rowsHeadline, house, words, now),
    rowsHeadline,
    updates,
    banner: hasKey ? bannerOf(house, words, now, context.credential) : null,
    rows: withoutCommonAge(rows),
    older: olderRows(rows),
    unlisted: house.unlisted.size,
    demo: context.demo,
    otherCloud: context.otherCloud,
    pausedUntil: settings.pausedUntil !== null && !deadlines.passed(settings.pausedUntil) ? settings.pausedUntil : null,
    alerts: context.alerts,
    notices: context.notices,
    lastChecked: updates !== "coming" || isAllOutOfDate(rows) ? house.lastAnswerAt : null,
  };
  return { snapshot, nextAt: deadlines.nextAt() };
}

function rowsOf(house: House, settings: ViewSettings, words: Words, deadlines: Deadlines): readonly Row[] {
  const notWatched = new Set(settings.notWatched);
  const rows = [...house.locks.values()].map((known) =>
    rowOf(known, { house, words, deadlines, excluded: notWatched.has(known.lock.serial) }),
  );
  return inOrder(rows, words);
}

function homeOf(house: House, { key }: PresentContext): Home {
  if (key !== "in-use") return key === "none" ? "setup" : "keyring-locked";
  if (house.locks.size > 0) return "list";
  return house.listed ? "empty" : "loading";
}

/** What the rows bear out; while the first answer since the start or the waking is on its way, that Ajar asks. */
function headlineOfRows(house: House, rows: readonly Row[], words: Words, now: Instant): Headline {
  const { outage, lastAnswerAt, awakeSince, unlisted } = house;
  const asking = outage === null && (lastAnswerAt === null || lastAnswerAt < awakeSince);
  if (asking && isAllOutOfDate(rows)) return askingHeadline(words);
  return headlineOf(rows, { lastAnswerAt, unlisted: unlisted.size, words, now });
}

function shownHeadline(
  home: Home,
  updates: Snapshot["updates"],
  rowsHeadline: Headline,
  { outage, lastAnswerAt }: House,
  words: Words,
  now: Instant,
): Headline {
  if (home === "setup" || home === "keyring-locked") return setupHeadline(home, words);
  if (updates === "needs-key") return refusedHeadline(lastAnswerAt, words, now);
  if (updates === "no-network") return offlineHeadline(lastAnswerAt, words, now);
  if (lastAnswerAt !== null) return rowsHeadline;
  return outage === null || (home === "loading" && updates === "coming")
    ? askingHeadline(words)
    : offlineHeadline(null, words, now);
}

/** When every row is equally late, the header's age says it once and the rows stay as they are. */
function withoutCommonAge(rows: readonly Row[]): readonly Row[] {
  const counted = rows.filter(({ status }) => isCounted(status));
  if (!counted.every(({ status }) => status.freshness === "late")) return rows;
  return rows.map((row) => (row.third?.kind === "updated-ago" ? { ...row, third: null } : row));
}

/** Rows that are older than the youngest; none when all are alike. */
function olderRows(rows: readonly Row[]): number {
  const counted = rows.filter(({ status }) => isCounted(status));
  const live = counted.filter(({ status }) => status.freshness === "live").length;
  return live === 0 ? 0 : counted.length - live;
}
