/** Words of what the owner can choose. */
export const settings = {
  "settings.glyph": "Tray icon",
  "settings.glyph.body": "Auto is light, for a dark panel",
  "settings.glyph.auto": "Auto",
  "settings.glyph.light": "Light",
  "settings.glyph.dark": "Dark",
  "settings.loss": "Alert when a lock goes offline",
  "settings.loss.at-once": "At once",
  "settings.loss.after": "After {span}",
  "settings.data": "Data",
  "settings.interval": "Ask Tedee every",
  "settings.not-watched": "Locks that do not count",
  "settings.not-watched.body": "The list shows them all the same. Tray, headline and alerts leave them out.",
  "settings.not-watched.some": {
    one: "{count} of {total} locks does not count",
    other: "{count} of {total} locks do not count",
  },
  "settings.not-watched.none": "All {total} locks count",
  "settings.not-watched.choose": "Choose",
  "settings.not-watched.fold": "Done",
} as const;
