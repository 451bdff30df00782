import type { BrowserContext } from "@playwright/test";

/** Collects what the app's own pages complain of: logged warnings and errors, policy violations, uncaught errors. */
export function collectProblems(context: BrowserContext, isOwn: (url: string) => boolean): readonly string[] {
  const problems: string[] = [];
  context.on("console", (message) => {
    const { url } = message.location();
    const kind = message.type();
    if ((kind === "error" || kind === "warning") && isOwn(message.page()?.url() ?? url)) {
      problems.push(`${kind}: ${message.text()} (${url})`);
    }
  });
  context.on("weberror", (error) => {
    problems.push(`uncaught: ${String(error.error())}`);
  });
  return problems;
}
