import { instant, serialOf, type Instant } from "../../src-main/core/lock.ts";
import type { Banner, Claim, Row, Snapshot } from "../../src-main/core/snapshot.ts";
import type { WindowState } from "../../src-main/ipc/contract.ts";

/** Samples of every state the window can be in, all read at the same minute: Friday 20 November 2026, 14:21 in Warsaw. */
export const NOW = instant(Date.UTC(2026, 10, 20, 13, 21, 8));
export const ZONE = "Europe/Warsaw";

/** The instant `seconds` before now. */
export const ago = (seconds: number): Instant => instant(NOW - seconds * 1000);

const MINUTE = 60;

/** A lock that is well, with what differs. */
export const row = (name: string, differs: Partial<Row> = {}): Row => ({
  serial: serialOf(`20260101-${name.toLowerCase().replace(/\W+/g, "-")}`),
  name,
  tone: "secure",
  glyph: "locked",
  word: "Locked",
  detail: { kind: "text", text: "Door closed" },
  third: null,
  battery: null,
  freshness: "live",
  dashed: false,
  doorUnknown: false,
  rank: 6,
  since: null,
  text: "Locked – Door closed",
  lock: "locked",
  door: "closed",
  connected: true,
  level: 80,
  counted: true,
  ...differs,
});

export const failed = (name: string, differs: Partial<Row> = {}): Row =>
  row(name, {
    tone: "danger",
    glyph: "alert",
    word: "Last move failed",
    detail: { kind: "text", text: "Check the door" },
    text: "Last move failed – Check the door",
    rank: 0,
    lock: "unlocked",
    ...differs,
  });

export const open = (name: string, minutes: number, differs: Partial<Row> = {}): Row =>
  row(name, {
    tone: "attention",
    glyph: "door-open",
    word: "Door open",
    detail: { kind: "duration", since: ago(minutes * MINUTE) },
    text: "Door open since 14:07",
    rank: 1,
    since: ago(minutes * MINUTE),
    lock: "unlocked",
    door: "open",
    ...differs,
  });

export const away = (name: string, minutes: number): Row =>
  row(name, {
    tone: "unknown",
    glyph: "no-connection",
    word: "No connection",
    detail: null,
    third: { kind: "was-ago", was: "locked", at: ago(minutes * MINUTE) },
    text: "No connection – was locked at 13:29",
    rank: 3,
    since: ago(minutes * MINUTE),
    connected: false,
  });

export const was = (name: string, word = "Was locked at 14:02"): Row =>
  row(name, {
    tone: "unknown",
    glyph: "question",
    word,
    detail: null,
    text: word,
    rank: 3,
    freshness: "old",
    since: ago(19 * MINUTE),
  });

const NAMES = ["Front door", "Back door", "Garage", "Cellar", "Office"];

export const claim = (text: string, differs: Partial<Claim> = {}): Claim => ({
  sentence: { kind: "text", text },
  running: null,
  tone: "secure",
  glyph: "door-closed",
  instead: null,
  ...differs,
});

const attention = (count: number, first: Row): Claim =>
  claim(count === 1 ? "1 needs attention" : `${count} need attention`, { tone: first.tone, glyph: first.glyph });

/** A whole window, calm unless something differs. */
export function sample(differs: Partial<Snapshot> = {}, checkedAt: Instant | null = ago(8)): WindowState {
  const well = claim("All 5 locked and closed");
  return {
    snapshot: {
      home: "list",
      claim: well,
      standing: differs.claim ?? well,
      banner: null,
      rows: NAMES.map((name) => row(name)),
      older: 0,
      demo: false,
      otherCloud: null,
      pausedUntil: null,
      alerts: [],
      notices: [],
      lastChecked: null,
      ...differs,
    },
    checkedAt,
    view: { search: "", selected: null, scroll: 0 },
    version: "0.1.0",
  };
}

const HOUSE_NAMES = ["Main entrance", "Courtyard gate", "Boiler room", "Roof hatch", "Lift room", "Letter boxes"];

/** As many locks as asked for, four of them in trouble. */
export function many(count: number): readonly Row[] {
  const trouble = [
    open("Parcel room", 3, { tone: "danger", word: "Open while locked", rank: 0, lock: "locked" }),
    open("Bike room", 6),
    row("Flat 7", { tone: "attention", glyph: "unlocked", word: "Partly locked", detail: null, rank: 2 }),
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

const banner = (differs: Pick<Banner, "kind" | "tone" | "glyph" | "title" | "body"> & Partial<Banner>): Banner => ({
  nextTryAt: null,
  action: null,
  ...differs,
});

const tryNow = { nextTryAt: instant(NOW + 40_000), action: "try-now" } as const;
const house = many(50);
const [parcel = row("Parcel room")] = house;
const jammed = failed("Garage", { third: { kind: "text", text: "Not updated since 14:02" }, dashed: true });
const withdrawn = { tone: "unknown", instead: "States may have changed" } as const;
const wasRows = NAMES.map((name) => was(name));

/** Every state by name. */
export const STATES = {
  calm: sample(),
  trouble: sample({
    claim: attention(3, failed("Garage")),
    rows: [
      failed("Garage"),
      open("Back door", 14),
      away("Cellar", 52),
      row("Front door"),
      row("Office", { battery: { level: 14, tone: "attention", charging: false } }),
    ],
  }),
  fifty: sample({ claim: attention(4, parcel), rows: house }),
  "five-hundred": sample({ claim: attention(4, parcel), rows: many(500) }),
  search: {
    ...sample({ claim: attention(4, parcel), rows: house }),
    view: { search: "attic", selected: null, scroll: 0 },
  },
  demo: sample({ demo: true }),
  offline: sample({
    claim: claim("Offline since 14:02", { ...withdrawn, glyph: "no-connection" }),
    rows: wasRows,
    lastChecked: ago(19 * MINUTE),
    banner: banner({
      kind: "no-network",
      tone: "unknown",
      glyph: "no-connection",
      title: "No internet since 14:02",
      body: "Ajar keeps trying.",
      ...tryNow,
    }),
  }),
  key: sample({
    claim: claim("No updates since 14:02", { ...withdrawn, glyph: "key" }),
    rows: wasRows,
    banner: banner({
      kind: "key-refused",
      tone: "danger",
      glyph: "key",
      title: "Tedee refused the key",
      body: "It may have ended. Updates and alerts have stopped.",
    }),
  }),
  limit: sample(
    {
      banner: banner({
        kind: "limit-reached",
        tone: "attention",
        glyph: "limit",
        title: "Request limit reached",
        body: "Next update 15:00. Your other integrations use the same limit.",
      }),
    },
    ago(MINUTE),
  ),
  down: sample(
    {
      banner: banner({
        kind: "tedee-down",
        tone: "unknown",
        glyph: "tedee-down",
        title: "Tedee does not answer",
        body: "Your internet works.",
        ...tryNow,
      }),
    },
    ago(MINUTE),
  ),
  freshness: sample({
    claim: attention(4, jammed),
    older: 4,
    rows: [
      jammed,
      open("Back door", 22, { third: { kind: "text", text: "Not updated since 14:02" }, dashed: true }),
      was("Cellar", "No data since Tue 12:40"),
      was("Office"),
      row("Front door"),
    ],
  }),
  states: sample({
    claim: attention(1, open("Hall", 2)),
    rows: [
      row("Hall", { tone: "attention", glyph: "latch-open", word: "Latch open", detail: null, rank: 1 }),
      row("Front door", { tone: "moving", glyph: "moving", word: "Locking…", detail: null, rank: 4 }),
      row("Shed", {
        tone: "unknown",
        glyph: "no-connection",
        word: "Not reachable",
        detail: { kind: "text", text: "No bridge" },
        rank: 5,
        counted: false,
      }),
      row("Cellar", { tone: "calm", glyph: "unlocked", word: "Unlocked" }),
      row("Office", {
        doorUnknown: true,
        detail: { kind: "text", text: "Door unknown" },
        third: { kind: "updated-ago", at: ago(70) },
      }),
      row("Attic", { battery: { level: 6, tone: "danger", charging: true } }),
    ],
  }),
  single: sample({
    claim: claim("Front door: Door open", {
      tone: "attention",
      glyph: "door-open",
      running: { kind: "duration", since: ago(4 * MINUTE) },
    }),
    rows: [open("Front door", 4)],
  }),
  notes: sample({
    otherCloud: "127.0.0.1:4517",
    pausedUntil: instant(NOW + 39 * MINUTE * 1000),
    notices: ["This desktop shows no notifications. Alerts are shown in this window."],
    rows: [open("Back door", 14), row("Front door")],
    claim: attention(1, open("Back door", 14)),
    alerts: [
      {
        id: "s:opened",
        title: "Back door opened",
        body: "Noticed 14:07.",
        tone: "attention",
        serial: open("Back door", 14).serial,
      },
      {
        id: "app:blind",
        title: "Ajar cannot see your doors",
        body: "No answer since 14:02.",
        tone: "unknown",
        serial: null,
      },
    ],
  }),
  empty: sample({ home: "empty", rows: [], claim: claim("No locks", { tone: "unknown", glyph: "house" }) }),
  loading: sample(
    {
      home: "loading",
      rows: [],
      claim: claim("Asking Tedee…", { tone: "moving", glyph: "moving" }),
      lastChecked: ago(101 * MINUTE),
    },
    null,
  ),
  setup: sample(
    { home: "setup", rows: [], claim: claim("Not set up", { tone: "unknown", glyph: "key", instead: "" }) },
    null,
  ),
} as const satisfies Record<string, WindowState>;

export type StateName = keyof typeof STATES;
