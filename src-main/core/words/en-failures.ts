/** What still works while nothing new comes. */
const LAST_KNOWN = "You’re seeing the last known states.";

/** Banners: what went wrong, what still works, what to do. */
export const failures = {
  // banners, besides the words of the failure
  "banner.offline-since": "No internet since {time}",
  "banner.next-update": "Next update at {time}.",

  // what went wrong, what still works, what to do; three for each kind of failure
  "failure.no-network": "No internet",
  "failure.no-network.still": LAST_KNOWN,
  "failure.no-network.todo": "Check this computer’s connection. Ajar keeps trying.",
  "failure.timeout": "Tedee took more than 10\u00a0s to answer",
  "failure.timeout.still": LAST_KNOWN,
  "failure.timeout.todo": "Ajar keeps trying. If this goes on, check this computer’s connection.",
  "failure.reset": "The connection to Tedee failed",
  "failure.reset.still": LAST_KNOWN,
  "failure.reset.todo": "Ajar keeps trying. If this goes on, try another network.",
  "failure.blocked": "This network blocks access to Tedee",
  "failure.blocked.still": LAST_KNOWN,
  "failure.blocked.todo": "Sign in to this network, or use another one. Ajar keeps trying.",
  "failure.not-tedee": "This network may want you to sign in",
  "failure.not-tedee.still": LAST_KNOWN,
  "failure.not-tedee.todo": "Sign in with your browser. Ajar keeps trying.",
  "failure.broken-answer": "Tedee’s answer can’t be read",
  "failure.broken-answer.still": LAST_KNOWN,
  "failure.broken-answer.todo": "Ajar keeps trying. If this goes on, look for a newer version.",
  "failure.too-large": "Tedee’s answer is larger than 5\u00a0MB",
  "failure.too-large.still": LAST_KNOWN,
  "failure.too-large.todo": "Ajar keeps trying. If this goes on, use a key of an account with fewer locks.",
  "failure.key-refused": "Tedee rejected the key",
  "failure.key-refused.still": "You’re seeing the last known states, without updates or alerts.",
  "failure.key-refused.todo": "The key may have expired.",
  "failure.not-allowed": "This key isn’t allowed to read locks",
  "failure.not-allowed.still": LAST_KNOWN,
  "failure.not-allowed.todo": "Ajar keeps trying. If this goes on, use a key with the Device.Read scope.",
  "failure.not-found": "Tedee couldn’t find what Ajar asked for",
  "failure.not-found.still": LAST_KNOWN,
  "failure.not-found.todo": "Ajar keeps trying. If this goes on, look for a newer version.",
  "failure.limit-reached": "Request limit reached",
  "failure.limit-reached.still": LAST_KNOWN,
  "failure.limit-reached.todo": "Your other integrations use the same limit.",
  "failure.tedee-down": "Tedee isn’t responding",
  "failure.tedee-down.still": LAST_KNOWN,
  "failure.tedee-down.todo": "Your internet works. Ajar keeps trying.",
  "failure.unexpected": "Tedee sent an unexpected answer",
  "failure.unexpected.still": LAST_KNOWN,
  "failure.unexpected.todo": "Ajar keeps trying. If this goes on, look for a newer version.",

  // the same of an access token
  "token.key-refused": "The access token has expired",
  "token.key-refused.still": "You’re seeing the last known states, without updates or alerts.",
  "token.key-refused.todo": "Set a new AJAR_ACCESS_TOKEN and restart Ajar.",
  "token.not-allowed": "This access token isn’t allowed to read locks",
  "token.not-allowed.still": LAST_KNOWN,
  "token.not-allowed.todo": "Set an AJAR_ACCESS_TOKEN with the Device.Read scope and restart Ajar.",
} as const;
