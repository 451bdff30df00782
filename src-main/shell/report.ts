import { release } from "node:os";
import { app, clipboard } from "electron";
import { emptyDiary, noted } from "../core/app/diary.ts";
import { instant } from "../core/lock/lock.ts";
import { reportText, type ReportParts } from "../core/app/bug-report.ts";
import type { Trace } from "../core/app/trace.ts";

/** Keeps the last events in memory, for a bug report. */
export interface Reporter {
  readonly trace: Trace;
  /** Puts the report into the clipboard; rejects when the system refuses. */
  readonly copy: (house: Pick<ReportParts, "account" | "settings" | "snapshot">) => Promise<void>;
}

/** A reporter without any events. */
export function createReporter(now: () => number): Reporter {
  let diary = emptyDiary;
  return {
    trace(line) {
      diary = noted(diary, line, instant(now()));
    },
    copy: (house) =>
      clipboard.writeText(reportText({ ...house, diary, versions: versions(), system: system() }, instant(now()))),
  };
}

function versions(): ReportParts["versions"] {
  // plain Node lacks `electron` and `chrome`, though Electron's typings promise them
  const known = new Map(Object.entries(process.versions));
  const of = (name: string): string | null => known.get(name) ?? null;
  return { ajar: app.getVersion(), electron: of("electron"), chrome: of("chrome"), node: of("node") };
}

function system(): ReportParts["system"] {
  const { XDG_CURRENT_DESKTOP = null, XDG_SESSION_TYPE = null } = process.env;
  const { platform, arch } = process;
  return { platform, release: release(), arch, desktop: XDG_CURRENT_DESKTOP, session: XDG_SESSION_TYPE };
}
