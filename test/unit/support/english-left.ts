/** What may be said in any language: what is typed or found as it stands, and what Intl says. */
const ALLOWED = [
  // the brand
  "Ajar",
  // what a person types, or finds so at Tedee
  "Device.Read",
  "Account.Read",
  "DeviceActivity.Read",
  "Lock.Operate",
  "AJAR_PERSONAL_KEY",
  "AJAR_ACCESS_TOKEN",
  "AJAR_API_URL",
  "AJAR_LOCALE",
  "--user-data-dir=DIR",
  "=VALUE",
  "--user-data-dir",
  "--demo",
  "--hidden",
  "--trace",
  "--help",
  "--version",
  // Intl writes lists, days and months in English, which en-XA is a kind of
  "and",
  ...["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
  ...["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"],
  ...[
    "January",
    "February",
    "March",
    "April",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
  ],
];

/** Runs of three ASCII letters and more in a text, but for these names and what is allowed: none in the pseudo-locale. */
export function englishLeft(text: string, names: readonly string[] = []): readonly string[] {
  // the longest first, since one may be a part of another
  const allowed = [...ALLOWED, ...names].sort((a, b) => b.length - a.length);
  const rest = allowed.reduce((left, each) => left.replaceAll(each, " "), text);
  return rest.match(/[a-z]{3,}/gi) ?? [];
}
