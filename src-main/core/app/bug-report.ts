import type { KeyState } from "./key-state.ts";
import { meterOf, type Diary } from "./diary.ts";
import type { Instant } from "../lock/lock.ts";
import type { Settings } from "./settings.ts";
import type { Snapshot } from "../view/snapshot.ts";

/** All that a report for a bug is made of; nothing in it is a secret, an id or a name. */
export interface ReportParts {
  /** Ajar, Electron and what they are made with, by name. */
  readonly versions: Readonly<Record<string, string | null>>;
  /** The operating system and its desktop. */
  readonly system: Readonly<Record<string, string | null>>;
  readonly account: KeyState;
  readonly settings: Settings;
  readonly snapshot: Snapshot;
  readonly diary: Diary;
}

/** The report as text that a person can read and a program too: JSON, its times in UTC. */
export function reportText(parts: ReportParts, now: Instant): string {
  const { versions, system, account, settings, snapshot, diary } = parts;
  const report = {
    at: timeText(now),
    versions,
    system,
    key: account.kind === "key" ? { ...account, endsAt: account.endsAt && timeText(account.endsAt) } : account,
    settings: { ...settings, notWatched: settings.notWatched.length },
    window: {
      home: snapshot.home,
      updates: snapshot.updates,
      failure: snapshot.banner?.kind ?? null,
      demo: snapshot.demo,
      otherCloud: snapshot.otherCloud !== null,
      notices: snapshot.notices,
    },
    locks: snapshot.rows.map(({ status, lock, door, connected, level }) => {
      const link = connected === null ? "no-bridge" : connected ? "connected" : "lost";
      return [status.kind, status.cause, status.freshness, lock, door, link, level].join(" ");
    }),
    requests: meterOf(diary, now),
    errors: diary.errors,
    recent: diary.entries.map(({ at, kind, what }) => `${timeText(at)} ${kind} ${what}`),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

const timeText = (at: Instant): string => new Date(at).toISOString();
