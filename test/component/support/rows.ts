import { english } from "../../unit/support/words.ts";
import { choicesOf, defaultSettings } from "../../../src-main/core/app/settings.ts";
import { instant, serialOf, type Instant } from "../../../src-main/core/lock/lock.ts";
import { STATUS_OF_CAUSE, type LockStatus, type StatusCause } from "../../../src-main/core/lock/status.ts";
import type { Banner, Headline, Row, Snapshot } from "../../../src-main/core/view/snapshot.ts";
import type { WindowState } from "../../../src-main/ipc/contract.ts";

/** The minute at which every sample is read: Friday 20 November 2026, 14:21 in Warsaw. */
export const NOW = instant(Date.UTC(2026, 10, 20, 13, 21, 8));
export const ZONE = "Europe/Warsaw";

/** The instant `seconds` before now. */
export const ago = (seconds: number): Instant => instant(NOW - seconds * 1000);

/** Seconds. */
export const MINUTE = 60;

/** A status by its cause, live and of unknown beginning unless something differs. */
export const status = (cause: StatusCause, differs: Partial<LockStatus> = {}): LockStatus => ({
  kind: STATUS_OF_CAUSE[cause],
  cause,
  since: null,
  freshness: "live",
  ...differs,
});

/** A lock that is well, with what differs. */
export const row = (name: string, differs: Partial<Row> = {}): Row => ({
  serial: serialOf(`20260101-${name.toLowerCase().replace(/\W+/g, "-")}`),
  name,
  status: status("locked"),
  tone: "secure",
  glyph: "locked",
  word: "Locked",
  detail: { kind: "text", text: "Door closed" },
  third: null,
  battery: null,
  dashed: false,
  doorUnknown: false,
  text: "Locked, door closed",
  lock: "locked",
  door: "closed",
  connected: true,
  level: 80,
  ...differs,
});

export const failed = (name: string, differs: Partial<Row> = {}): Row =>
  row(name, {
    status: status("move-failed"),
    tone: "danger",
    glyph: "alert",
    word: "Didn’t lock or unlock",
    detail: { kind: "text", text: "Check the door" },
    text: "Didn’t lock or unlock: check the door",
    lock: "unlocked",
    ...differs,
  });

export const open = (name: string, minutes: number, differs: Partial<Row> = {}): Row =>
  row(name, {
    status: status("door-open", { since: ago(minutes * MINUTE) }),
    tone: "attention",
    glyph: "door-open",
    word: "Door open",
    detail: { kind: "duration", since: ago(minutes * MINUTE) },
    text: "Door open since 14:07",
    lock: "unlocked",
    door: "open",
    ...differs,
  });

export const away = (name: string, minutes: number): Row =>
  row(name, {
    status: status("disconnected", { since: ago(minutes * MINUTE) }),
    tone: "unknown",
    glyph: "no-connection",
    word: "No connection",
    detail: null,
    third: { kind: "was-ago", was: "locked", at: ago(minutes * MINUTE) },
    text: "No connection, was locked at 13:29",
    connected: false,
  });

export const was = (name: string, word = "Was locked at 14:02"): Row =>
  row(name, {
    status: status("data-old", { since: ago(19 * MINUTE), freshness: "old" }),
    tone: "unknown",
    glyph: "question",
    word,
    detail: null,
    text: word,
  });

export const NAMES = ["Front door", "Back door", "Garage", "Cellar", "Office"];

export const headline = (text: string, differs: Partial<Headline> = {}): Headline => ({
  sentence: { kind: "text", text },
  running: null,
  tone: "secure",
  glyph: "door-closed",
  instead: null,
  ...differs,
});

/** The headline over rows that need attention, the first of which gives it its face. */
export const attention = (count: number, first: Row): Headline =>
  headline(count === 1 ? "1 lock needs attention" : `${count} locks need attention`, {
    tone: first.tone,
    glyph: first.glyph,
  });

function updatesUnder(banner: Banner | null): Snapshot["updates"] {
  if (banner === null) return "coming";
  if (banner.action === "replace-key" || banner.kind === "key-refused") return "needs-key";
  return banner.kind === "no-network" || banner.kind === "limit-reached" ? banner.kind : "failing";
}

/** A whole window, calm unless something differs. */
export function sample(differs: Partial<Snapshot> = {}, checkedAt: Instant | null = ago(8)): WindowState {
  const well = headline("All 5 locked and closed");
  return {
    snapshot: {
      home: "list",
      headline: well,
      rowsHeadline: differs.headline ?? well,
      updates: updatesUnder(differs.banner ?? null),
      banner: null,
      rows: NAMES.map((name) => row(name)),
      older: 0,
      unlisted: 0,
      demo: false,
      otherCloud: null,
      pausedUntil: null,
      alerts: [],
      notices: [],
      lastChecked: null,
      ...differs,
    },
    checkedAt,
    view: { page: "home", search: "", selected: null, scroll: 0 },
    account: { kind: "key", storedIn: "keyring", endsAt: null },
    choices: choicesOf(defaultSettings, true),
    version: "0.1.0",
    words: english.language,
  };
}

const HOUSE_NAMES = ["Main entrance", "Courtyard gate", "Boiler room", "Roof hatch", "Lift room", "Letter boxes"];

/** As many locks as asked for, four of them in trouble. */
export function many(count: number): readonly Row[] {
  const trouble = [
    open("Parcel room", 3, {
      status: status("open-while-locked", { since: ago(3 * MINUTE) }),
      tone: "danger",
      word: "Open while locked",
      lock: "locked",
    }),
    open("Bike room", 6),
    row("Flat 7", {
      status: status("semi-locked"),
      tone: "attention",
      glyph: "unlocked",
      word: "Partly locked",
      detail: null,
    }),
    away("Loft 11", 52),
  ];
  const well = Array.from({ length: count - trouble.length }, (_, index) => {
    const name = HOUSE_NAMES[index] ?? `Flat ${index + 20}`;
    if (index === 1) return row(name, { detail: { kind: "text", text: "No door sensor" }, door: "none" });
    if (index === 3) return row(name, { battery: { level: 14, tone: "attention", charging: false } });
    return row(name);
  });
  return [...trouble, ...well];
}
