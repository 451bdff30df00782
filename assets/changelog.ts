/** What the changelog says of one version, without its heading; null where it says nothing. */
export function notesOf(changelog: string, version: string): string | null {
  const [, ...sections] = changelog.split(/^## /m);
  const section = sections.find((text) => versionOf(text) === version);
  const notes = section?.slice(section.indexOf("\n") + 1).trim() ?? "";
  return notes === "" ? null : `${notes}\n`;
}

/** The version in a section's heading, with or without brackets and a date behind it. */
const versionOf = (section: string): string | undefined =>
  /^\[?([^\s\]]+)\]?(?: - \d{4}-\d{2}-\d{2})?$/m.exec(section)?.[1];
