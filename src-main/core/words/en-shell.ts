/** Words of the shell: terminal, flags, what the desktop cannot do. */
export const shell = {
  "shell.unofficial": "Ajar is unofficial and not made by Tedee.",

  // the terminal
  "shell.help": [
    "Usage: ajar [flags]",
    "",
    "  --demo                A simulated house, without an account",
    "  --hidden              Start in the tray, without the window",
    "  --trace               Write what Ajar does to standard output, one JSON object a line",
    "  --user-data-dir=DIR   Keep settings and history in this folder",
    "  --help                Show these flags",
    "  --version             Show the version",
    "",
    "  AJAR_API_URL          Another cloud than Tedee's (https, or loopback)",
    "  AJAR_PERSONAL_KEY     A personal access key, used and not stored",
    "  AJAR_ACCESS_TOKEN     An access token in its place, used and not stored",
    "  AJAR_LOCALE           The language: en, or en-XA to find what is in none",
  ].join("\n"),
  "shell.version": "Ajar {version}",
  "shell.unknown-flag": "Ajar does not know the flag {flag}.",
  "shell.flag-needs-value": "The flag {flag} needs a value, written as {flag}=VALUE.",
  "shell.bad-api-url":
    "AJAR_API_URL must be an https address, or an http address on this computer. Ajar did not start.",
  "shell.bad-key":
    "AJAR_PERSONAL_KEY does not look like a personal access key (two parts with a dot between them). Ajar did not start.",
  "shell.bad-token":
    "AJAR_ACCESS_TOKEN does not look like an access token (one word of letters, digits, dots and dashes). Ajar did not start.",
  "shell.key-and-token":
    "AJAR_PERSONAL_KEY and AJAR_ACCESS_TOKEN are both set, and Ajar uses one of them. Remove one. Ajar did not start.",
  "shell.bad-locale": "AJAR_LOCALE must be en or en-XA. Ajar did not start.",
  "shell.bad-folder": "Ajar cannot use the folder {folder} ({what}). Choose another one. Ajar did not start.",
  "shell.not-started": "Ajar could not start ({what}).",
  "shell.running": "Ajar is running already, and its window was opened.",

  // what the desktop cannot do
  "shell.no-notifications": "Your desktop shows no notifications. Alerts appear in this window.",
  "shell.notifications-off": "Notifications are off for Ajar. Alerts appear in this window.",
  "shell.no-tray": "Your desktop may show no tray icon. Start Ajar again to see this window.",

  // what went wrong inside
  "shell.unexpected": "Something unexpected happened in Ajar ({what}). Ajar keeps watching.",
  "shell.window-problem":
    "Something unexpected happened in the window ({what}). Ajar keeps watching; if the window looks wrong, close it for a minute and open it again.",
  "shell.window-gone": "The window closed by itself several times. Ajar keeps watching; open it again from the tray.",
  "shell.call-refused": "The window asked for something that Ajar does not understand.",
  "shell.call-failed": "That did not work. Ajar keeps watching; try again.",
  "shell.set-aside":
    "Some saved data could not be read. A copy was kept as {file}, and Ajar goes on with defaults for it.",
  "shell.not-saved": "A change could not be saved ({what}). It holds until Ajar quits.",
} as const;
