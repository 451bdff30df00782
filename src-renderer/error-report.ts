import { describeError, type WindowProblem } from "../src-main/core/app/error-summary.ts";
import type { AjarApi } from "../src-main/ipc/contract.ts";

/** What main hears of an error that the window caught: its name and place, since a message can quote what was pasted. */
export const caught = (error: unknown): WindowProblem => ({ what: describeError(error), uncaught: false });

/** A function that reports a caught error to main, and gives undefined in place of an answer. */
export const reporter =
  (api: AjarApi) =>
  (error: unknown): undefined => {
    // a report that fails must not become an error that is reported
    api.reportProblem(caught(error)).catch(() => undefined);
  };

/** Reports to main, from now on, every uncaught error and what the content policy refuses. */
export function reportErrors(api: AjarApi): void {
  const report = (problem: WindowProblem): void => {
    // a report that fails must not become an error that is reported
    api.reportProblem(problem).catch(() => undefined);
  };
  addEventListener("error", ({ error, filename, lineno, colno }) => {
    const place = error instanceof Error ? "" : placeOf(filename, lineno, colno);
    report({ what: `${describeError(error)}${place}`, uncaught: true });
  });
  addEventListener("unhandledrejection", ({ reason }) => report({ what: describeError(reason), uncaught: true }));
  addEventListener("securitypolicyviolation", ({ effectiveDirective, sourceFile, lineNumber, columnNumber }) => {
    // it is refused, and nothing of the window is lost
    const place = placeOf(sourceFile, lineNumber, columnNumber);
    report({ what: `${effectiveDirective} refused${place}`, uncaught: false });
  });
}

/** The end of an address alone; nothing when there is none. */
function placeOf(address: string, line: number, column: number): string {
  const file = /[\w.-]+$/.exec(address)?.[0];
  return file === undefined ? "" : ` at ${file}:${line}:${column}`;
}
