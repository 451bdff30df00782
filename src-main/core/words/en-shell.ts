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
    "  --user-data-dir=DIR   Keep settings, key and list of locks in this folder",
    "  --help                Show these flags",
    "  --version             Show the version",
    "",
    "  AJAR_API_URL          A cloud other than Tedee's (https, or loopback)",
    "  AJAR_PERSONAL_KEY     A personal access key, used and not stored",
    "  AJAR_ACCESS_TOKEN     An access token in its place, used and not stored",
    "  AJAR_LOCALE           The language: en, or en-XA to find what is in none",
  ].join("\n"),
  "shell.version": "Ajar {version}",
  "shell.unknown-flag": "Ajar doesn’t know the flag {flag}.",
  "shell.flag-needs-value": "The flag {flag} needs a value, written as {flag}=VALUE.",
  "shell.bad-api-url":
    "AJAR_API_URL must be an https address, or an http address on this computer. Ajar did not start.",
  "shell.bad-key":
    "AJAR_PERSONAL_KEY doesn’t look like a personal access key (two parts joined by a dot). Ajar did not start.",
  "shell.bad-token":
    "AJAR_ACCESS_TOKEN doesn’t look like an access token (one word of letters, digits, dots and dashes). Ajar did not start.",
  "shell.key-and-token":
    "AJAR_PERSONAL_KEY and AJAR_ACCESS_TOKEN are both set, but Ajar uses only one. Remove one of them. Ajar did not start.",
  "shell.bad-locale": "AJAR_LOCALE must be en or en-XA. Ajar did not start.",
  "shell.bad-folder": "Ajar can’t use the folder {folder} ({what}). Choose another one. Ajar did not start.",
  "shell.not-started": "Ajar couldn’t start ({what}).",
  "shell.running": "Ajar is already running; its window is open now.",

  // what the desktop cannot do
  "shell.no-notifications": "Your desktop shows no notifications. Alerts appear in this window.",
  "shell.notifications-off": "Notifications are off for Ajar. Alerts appear in this window.",
  "shell.no-tray": "Your desktop may not show tray icons. To get back here, start Ajar again.",

  // what went wrong inside
  "shell.unexpected": "Something unexpected happened in Ajar ({what}). Ajar keeps watching.",
  "shell.window-problem":
    "Something unexpected happened in the window ({what}). Ajar keeps watching; if the window looks wrong, close it for a minute and open it again.",
  "shell.window-gone": "The window closed by itself several times. Ajar keeps watching; open it again from the tray.",
  "shell.call-refused": "The window asked for something that Ajar doesn’t understand.",
  "shell.call-failed": "That didn’t work. Ajar keeps watching; try again.",
  "shell.set-aside": "Some saved data couldn’t be read. Ajar kept a copy as {file} and is using the defaults instead.",
  "shell.not-saved": "A change couldn’t be saved ({what}). It applies until you quit Ajar.",
} as const;
