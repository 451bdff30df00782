/** The window's own words: labels, buttons, ages, empty states. */
export const view = {
  // times and ages
  "span.seconds": "{n}\u00a0s",
  "span.minutes": "{n}\u00a0min",
  "span.hours": "{hours}\u00a0h",
  "span.both": "{hours}\u00a0h {minutes}\u00a0min",
  "span.days": { one: "{count}\u00a0day", other: "{count}\u00a0days" },
  "span.day-and-hours": { one: "{count}\u00a0day {hours}\u00a0h", other: "{count}\u00a0days {hours}\u00a0h" },
  "time.weekday": "{day} {time}",
  "time.date": "{day}, {time}",
  "time.at": "at {time}",
  "age.now": "just now",
  "age.ago": "{span} ago",
  "age.updated": "Updated {age}",

  // the header
  "view.checked": "Checked {age}",
  "view.checked-older": {
    one: "Checked {age}; {count} lock not updated",
    other: "Checked {age}; {count} locks not updated",
  },
  "view.last-checked": "Last checked {time}",
  "view.refresh": "Refresh",
  "view.wait": "You can check again in {span}",

  // lines under the header
  "view.next-try": "Next try in {span}.",
  "view.trying": "Trying now.",
  "view.try-now": "Try now",
  "view.demo": "Demo – no real locks",
  "view.other-cloud": "Using {host}, not Tedee",
  "view.paused": "Alerts paused until {time}",
  "view.resume": "Resume alerts",
  "view.alerts": "Alerts",
  "view.show": "Show",
  "view.show-lock": "Show: {title}",
  "view.dismiss": "Dismiss: {title}",

  // the list
  "view.list": "Locks",
  "view.trouble": "Needs attention",
  "view.others": "All other locks",
  "view.all": "All locks",
  "view.battery": "Battery {level}",
  "view.charging": "Battery {level}, charging",
  "view.unofficial": "Unofficial app for Tedee locks",
  "view.announce": "{name}: {text}",

  // search
  "view.find": "Find a lock",
  "view.clear": "Clear search",
  "view.hits": { one: "{count} lock found", other: "{count} locks found" },
  "view.no-hit": "No lock named “{search}”",
  "view.no-hit.body": "Search looks at lock names only.",

  // nothing to list
  "view.no-locks": "This account has no locks",
  "view.no-locks.body":
    "Tedee answers, but this account has no locks. Add one in the Tedee app, or use another account.",

  // without a key
  "setup.title": "Is everything shut?",
  "setup.body":
    "Ajar sits in your tray and shows at a glance which doors are locked, which are open, and how old that news is.",
  "setup.stays": "Your key is only ever sent to Tedee.",
  "setup.stays.other": "Your key is only ever sent to {host}.",
  "setup.unofficial": "Unofficial – not made by Tedee",
} as const;
