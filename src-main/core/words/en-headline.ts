/** The headline: one sentence about the whole house. */
export const headline = {
  // several locks that are well
  "headline.both-closed": "Both locked and closed",
  "headline.both-locked": "Both locked",
  "headline.all-closed": { one: "{count} locked and closed", other: "All {count} locked and closed" },
  "headline.all-locked": { one: "{count} locked", other: "All {count} locked" },

  // the same beside locks that do not count
  "headline.closed.not-reachable": "{n} locked and closed, {rest} not reachable",
  "headline.closed.gone": "{n} locked and closed, {rest} no longer in this account",
  "headline.closed.excluded": "{n} locked and closed, {rest} not watched",
  "headline.closed.others": "{n} locked and closed, {rest} not counted",
  "headline.locked.not-reachable": "{n} locked, {rest} not reachable",
  "headline.locked.gone": "{n} locked, {rest} no longer in this account",
  "headline.locked.excluded": "{n} locked, {rest} not watched",
  "headline.locked.others": "{n} locked, {rest} not counted",

  // several locks that are not
  "headline.attention": { one: "{count} lock needs attention", other: "{count} locks need attention" },
  "headline.moving": { one: "{count} lock is moving…", other: "{count} locks are moving…" },

  // one lock
  "headline.is-move-failed": "{name} didn’t lock or unlock",
  "headline.is-open-while-locked": "{name} open while locked",
  "headline.is-open-long": "{name} open",
  "headline.is-door-open": "{name} open",
  "headline.is-latch-open": "{name} unlatched",
  "headline.is-semi-locked": "{name} partly locked",
  "headline.is-uncalibrated": "{name} needs calibration",
  "headline.is-state-unknown": "{name} in an unknown state",
  "headline.is-not-asked": "{name} not checked yet",
  "headline.is-data-old": "{name} not updated",
  "headline.is-data-lost": "{name} not updated",
  "headline.is-disconnected": "{name} has no connection",
  "headline.is-no-bridge": "{name} not reachable",
  "headline.is-left-account": "{name} no longer in this account",
  "headline.is-locked": "{name} locked",
  "headline.is-locked-closed": "{name} locked and closed",
  "headline.is-unlocked": "{name} unlocked",
  "headline.is-locking": "{name} locking…",
  "headline.is-unlocking": "{name} unlocking…",
  "headline.is-pulling": "{name} opening…",
  "headline.is-updating": "{name} updating…",
  "headline.is-calibrating": "{name} calibrating…",

  // nothing is known of now
  "headline.offline": "Offline since {since}",
  "headline.offline-now": "Offline",
  "headline.no-updates": "No updates since {since}",
  "headline.no-updates-now": "No updates",
  "headline.asking": "Asking Tedee…",
  "headline.may-have-changed": "States may have changed",

  // no lock counts
  "headline.none": "No locks",
  "headline.setup": "Not set up",
  "headline.keyring-locked": "Waiting for your keyring",
  "headline.not-reachable": "No lock can be reached",
  "headline.unlisted": { one: "{count} new lock is still loading", other: "{count} new locks are still loading" },
  "headline.not-watched": "No locks are being watched",
} as const;
