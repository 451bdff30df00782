/** Prints a list that a test judges, so that a run leaves it as evidence. */
export function show(title: string, lines: Iterable<string>): void {
  console.log([`${title}:`, ...[...lines].map((line) => `  ${line}`)].join("\n"));
}
