import { instant } from "../../../src-main/core/lock/lock.ts";
import { say } from "../../../src-main/core/words/words.ts";
import { english } from "../../unit/support/words.ts";
import type { WindowState } from "../../../src-main/ipc/contract.ts";
import { banner } from "./banners.ts";
import {
  ago,
  attention,
  away,
  headline,
  failed,
  many,
  MINUTE,
  NAMES,
  NOW,
  open,
  row,
  sample,
  status,
  was,
} from "./rows.ts";

const house = many(50);
const [parcel = row("Parcel room")] = house;
const jammed = failed("Garage", { third: { kind: "text", text: "Not updated since 14:02" }, dashed: true });
const withdrawn = { tone: "unknown", instead: "States may have changed" } as const;
const wasRows = NAMES.map((name) => was(name));

const LONG = "Back door of the old boat house behind the harbour office (left wing)";
const NIGHT = { kind: "text", text: "Not updated since Wed 02:02 PM" } as const;

/** Names, sentences and 12-hour times longer than there is room for. */
const LONG_ROWS = [
  open(LONG, 83, {
    status: status("open-while-locked", { since: ago(83 * MINUTE), freshness: "old" }),
    tone: "danger",
    word: "Open while locked",
    third: NIGHT,
    dashed: true,
  }),
  failed("Warehouse_gate_with_a_name_that_has_no_spaces_in_it_at_all", { third: NIGHT, dashed: true }),
  open("Yard", 9, {
    detail: { kind: "text", text: "calibrating…" },
    third: { kind: "updated-ago", at: ago(70) },
    battery: { level: 4, tone: "danger", charging: true },
  }),
  was("Side door", "Was unlatched Wed 02:02 PM"),
  row("Gone", {
    status: status("left-account"),
    tone: "unknown",
    glyph: "question",
    word: "No longer in this account",
    detail: null,
  }),
];

/** Samples of every state the window can be in, by name. */
export const STATES = {
  calm: sample(),
  trouble: sample({
    headline: attention(3, failed("Garage")),
    rows: [
      failed("Garage"),
      open("Back door", 14),
      away("Cellar", 52),
      row("Front door"),
      row("Office", { battery: { level: 14, tone: "attention", charging: false } }),
    ],
  }),
  fifty: sample({ headline: attention(4, parcel), rows: house }),
  "five-hundred": sample({ headline: attention(4, parcel), rows: many(500) }),
  search: {
    ...sample({ headline: attention(4, parcel), rows: house }),
    view: { page: "home", search: "attic", selected: null, scroll: 0 },
  },
  demo: { ...sample({ demo: true }), account: { kind: "demo" } },
  offline: sample({
    headline: headline("Offline since 14:02", { ...withdrawn, glyph: "no-connection" }),
    rows: wasRows,
    lastChecked: ago(19 * MINUTE),
    banner: banner("no-network", "No internet since 14:02"),
  }),
  key: sample({
    headline: headline("No updates since 14:02", { ...withdrawn, glyph: "key" }),
    rows: wasRows,
    banner: banner("key-refused"),
  }),
  limit: sample(
    {
      banner: banner("limit-reached"),
    },
    ago(MINUTE),
  ),
  down: sample(
    {
      banner: banner("tedee-down"),
    },
    ago(MINUTE),
  ),
  freshness: sample({
    headline: attention(4, jammed),
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
    headline: attention(1, open("Hall", 2)),
    rows: [
      row("Hall", {
        status: status("latch-open"),
        tone: "attention",
        glyph: "latch-open",
        word: "Latch open",
        detail: null,
      }),
      row("Front door", {
        status: status("locking"),
        tone: "moving",
        glyph: "moving",
        word: "Locking…",
        detail: null,
      }),
      row("Shed", {
        status: status("no-bridge"),
        tone: "unknown",
        glyph: "no-connection",
        word: "Not reachable",
        detail: { kind: "text", text: "No bridge" },
      }),
      row("Cellar", { status: status("unlocked"), tone: "calm", glyph: "unlocked", word: "Unlocked" }),
      row("Office", {
        doorUnknown: true,
        detail: { kind: "text", text: "Door state unknown" },
        third: { kind: "updated-ago", at: ago(70) },
      }),
      row("Attic", { battery: { level: 6, tone: "danger", charging: true } }),
    ],
  }),
  single: sample({
    headline: headline("Front door open", {
      tone: "attention",
      glyph: "door-open",
      running: { kind: "duration", since: ago(4 * MINUTE) },
    }),
    rows: [open("Front door", 4)],
  }),
  notes: sample({
    otherCloud: "127.0.0.1:4517",
    pausedUntil: instant(NOW + 39 * MINUTE * 1000),
    notices: [say(english, "shell.no-notifications")],
    rows: [open("Back door", 14), row("Front door")],
    headline: attention(1, open("Back door", 14)),
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
  readme: sample({
    headline: attention(2, open("Back door", 14)),
    rows: [
      open("Back door", 14),
      away("Cellar", 52),
      row("Front door"),
      row("Garage"),
      row("Office", { battery: { level: 14, tone: "attention", charging: false } }),
    ],
  }),
  long: sample(
    {
      headline: headline(`${LONG} open while locked`, {
        tone: "danger",
        glyph: "door-open",
        running: { kind: "duration", since: ago(83 * MINUTE) },
      }),
      older: 3,
      rows: LONG_ROWS,
    },
    ago(59 * MINUTE),
  ),
  eleven: sample({ headline: attention(8, LONG_ROWS[0] ?? row("")), rows: [...LONG_ROWS, ...many(6)] }),
  empty: sample({ home: "empty", rows: [], headline: headline("No locks", { tone: "unknown", glyph: "house" }) }),
  loading: sample(
    {
      home: "loading",
      rows: [],
      headline: headline("Asking Tedee…", { tone: "moving", glyph: "moving" }),
      lastChecked: ago(101 * MINUTE),
    },
    null,
  ),
  setup: {
    ...sample(
      { home: "setup", rows: [], headline: headline("Not set up", { tone: "unknown", glyph: "key", instead: "" }) },
      null,
    ),
    account: { kind: "none", lost: false },
  },
  "keyring-locked": {
    ...sample(
      {
        home: "keyring-locked",
        rows: [],
        headline: headline("Waiting for your keyring", { tone: "unknown", glyph: "key", instead: "" }),
      },
      null,
    ),
    account: { kind: "keyring-locked" },
  },
} as const satisfies Record<string, WindowState>;

export type StateName = keyof typeof STATES;
