import type { Instant, Serial } from "../lock/lock.ts";
import { isCounted, isOutOfDate, needsAttention } from "../lock/status.ts";
import { say, type Words } from "../words/words.ts";
import { clockText, sinceText } from "../words/times.ts";
import type { Row, Snapshot } from "./snapshot.ts";

/** The seven pictures of the tray. */
export const TRAY_ICONS = ["secure", "unlocked", "open", "alarm", "offline", "paused", "setup"] as const;
export type TrayIcon = (typeof TRAY_ICONS)[number];

/** What a menu line does when it is chosen. */
export type TrayAction =
  | { readonly do: "open" }
  | { readonly do: "show"; readonly serial: Serial }
  | { readonly do: "refresh" }
  | { readonly do: "pause" }
  | { readonly do: "resume" }
  | { readonly do: "settings" }
  | { readonly do: "quit" };

/** One line of the tray menu as data; `id` is stable and unique in the menu. */
export interface TrayItem {
  readonly id: string;
  readonly label: string;
  readonly enabled: boolean;
  readonly separator?: true;
  readonly action?: TrayAction;
}

/** Everything the tray shows; equal values mean that nothing is set again. */
export interface TrayModel {
  readonly icon: TrayIcon;
  readonly tooltip: string;
  readonly menu: readonly TrayItem[];
}

/** Windows cuts a tooltip off after so many UTF-16 units (NOTIFYICONDATA, szTip), in the middle of a word. */
const TOOLTIP_UNITS = 127;

/** Locks that the menu names before it counts the rest. */
const MENU_LOCKS = 8;

/** The worst lock decides. */
const WORST_FIRST = ["alarm", "open", "unlocked", "offline", "secure"] as const satisfies readonly TrayIcon[];

/** The tray for a snapshot: icon, tooltip and menu, without any running time. */
export function trayModel(snapshot: Snapshot, words: Words, now: Instant): TrayModel {
  const icon = iconOf(snapshot);
  const status = tooltipOf(icon, snapshot, words, now);
  return { icon, tooltip: shortened(status), menu: menuOf(snapshot, status, words) };
}

function shortened(text: string): string {
  if (text.length <= TOOLTIP_UNITS) return text;
  // what a person takes for one character may be many units, and is kept or left out as a whole
  let kept = "";
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (kept.length + segment.length > TOOLTIP_UNITS - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

function iconOf({ home, rows, unlisted, pausedUntil }: Snapshot): TrayIcon {
  if (home === "setup" || home === "keyring-locked") return "setup";
  const worst = worstOf(rows);
  if (worst === "secure" && unlisted > 0) return "offline";
  return worst === "secure" && pausedUntil !== null ? "paused" : worst;
}

const countedOf = (rows: readonly Row[]): readonly Row[] => rows.filter(({ status }) => isCounted(status));

/** Whether there is nothing to say of now: no lock counts, or no reading is young enough. */
const isBlank = (counted: readonly Row[]): boolean => counted.every(({ status }) => isOutOfDate(status));

function worstOf(rows: readonly Row[]): (typeof WORST_FIRST)[number] {
  const counted = countedOf(rows);
  if (isBlank(counted)) return "offline";
  const icons = new Set(counted.map(lockIcon));
  return WORST_FIRST.find((icon) => icons.has(icon)) ?? "offline";
}

/** The icon that one lock asks for. */
function lockIcon({ status: { kind, cause } }: Row): (typeof WORST_FIRST)[number] {
  switch (kind) {
    case "alarm":
    case "open":
    case "unlocked":
    case "secure":
      return kind;
    case "moving":
      return cause === "updating" || cause === "calibrating" ? "offline" : "unlocked";
    case "unknown":
    case "offline":
    case "not-reachable":
    case "gone":
    case "excluded":
      return "offline";
  }
}

function tooltipOf(icon: TrayIcon, snapshot: Snapshot, words: Words, now: Instant): string {
  const { rows, rowsHeadline, lastChecked, pausedUntil } = snapshot;
  const counted = countedOf(rows);
  switch (icon) {
    case "setup":
      return snapshot.headline.sentence.text;
    case "paused":
      return pausedUntil === null
        ? rowsHeadline.sentence.text
        : say(words, "tray.paused", { time: clockText(words, pausedUntil) });
    case "secure":
      return rowsHeadline.sentence.text;
    case "offline":
      if (isBlank(counted)) return nothingKnown(snapshot, lastChecked, words, now);
      break;
    case "alarm":
    case "open":
    case "unlocked":
  }
  const worst = counted.find((row) => lockIcon(row) === icon);
  if (worst === undefined) return rowsHeadline.sentence.text;
  const others = rows.filter((row) => needsAttention(row.status) && row !== worst).length;
  const sentence = factOf(icon, worst, words, now);
  return others === 0 ? sentence : say(words, "tray.more", { sentence, n: others });
}

function nothingKnown(
  { home, rows, headline, updates }: Snapshot,
  lastChecked: Instant | null,
  words: Words,
  now: Instant,
): string {
  // unless the network is away from locks that count, the header has the words
  if (home !== "list" || updates !== "no-network" || countedOf(rows).length === 0) return headline.sentence.text;
  return lastChecked === null
    ? say(words, "tray.no-connection")
    : say(words, "tray.no-connection-since", { since: sinceText(words, lastChecked, now) });
}

function factOf(icon: TrayIcon, row: Row, words: Words, now: Instant): string {
  const { name, status, text } = row;
  const { since } = status;
  if (icon === "open") {
    return since === null
      ? say(words, "tray.is-open", { name })
      : say(words, "tray.open-since", { name, since: sinceText(words, since, now) });
  }
  if (icon === "unlocked" && status.cause === "unlocked") {
    return since === null
      ? say(words, "tray.is-unlocked", { name })
      : say(words, "tray.unlocked-since", { name, since: sinceText(words, since, now) });
  }
  return say(words, "tray.lock", { name, sentence: text });
}

function menuOf(snapshot: Snapshot, status: string, words: Words): readonly TrayItem[] {
  const named = snapshot.home === "list" ? snapshot.rows.slice(0, MENU_LOCKS) : [];
  const rest = snapshot.home === "list" ? snapshot.rows.length - named.length : 0;
  const paused = snapshot.pausedUntil !== null;
  const setUp = snapshot.home !== "setup" && snapshot.home !== "keyring-locked";
  return [
    { id: "open", label: say(words, "tray.open"), enabled: true, action: { do: "open" } },
    { id: "status", label: status, enabled: false },
    ...(named.length > 0 ? [separator("locks")] : []),
    ...named.map((row): TrayItem => ({
      id: `lock:${row.serial}`,
      label: say(words, "tray.lock", { name: row.name, sentence: row.text }),
      enabled: true,
      action: { do: "show", serial: row.serial },
    })),
    ...(rest > 0
      ? [
          {
            id: "more",
            label: say(words, "tray.more-locks", { count: rest }),
            enabled: true,
            action: { do: "open" },
          } as const,
        ]
      : []),
    separator("actions"),
    { id: "refresh", label: say(words, "tray.refresh"), enabled: setUp, action: { do: "refresh" } },
    paused
      ? { id: "resume", label: say(words, "tray.resume"), enabled: true, action: { do: "resume" } }
      : { id: "pause", label: say(words, "tray.pause"), enabled: setUp, action: { do: "pause" } },
    {
      id: "settings",
      label: say(words, setUp ? "tray.settings" : "tray.set-up"),
      enabled: true,
      action: { do: "settings" },
    },
    separator("end"),
    { id: "quit", label: say(words, "tray.quit"), enabled: true, action: { do: "quit" } },
  ];
}

const separator = (name: string): TrayItem => ({ id: `separator:${name}`, label: "", enabled: false, separator: true });
