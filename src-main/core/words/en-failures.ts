/** What still works while nothing new comes. */
const ON_SHOW = "The last known states stay on show.";

/** Banners: what went wrong, what still works, what to do. */
export const failures = {
  // banners, besides the words of the failure
  "banner.since": "{what} since {time}",
  "banner.next-update": "Next update {time}.",

  // what went wrong, what still works, what to do; three for each kind of failure
  "failure.no-network": "No internet",
  "failure.no-network.still": ON_SHOW,
  "failure.no-network.todo": "Ajar keeps trying; check this computer’s connection.",
  "failure.timeout": "Tedee took longer than 10 s to answer",
  "failure.timeout.still": ON_SHOW,
  "failure.timeout.todo": "Ajar keeps trying; if it lasts, check this computer’s connection.",
  "failure.reset": "The connection to Tedee failed",
  "failure.reset.still": ON_SHOW,
  "failure.reset.todo": "Ajar keeps trying; if it lasts, try another network.",
  "failure.blocked": "This network blocks access to Tedee",
  "failure.blocked.still": ON_SHOW,
  "failure.blocked.todo": "Sign in to this network, or use another one; Ajar keeps trying.",
  "failure.not-tedee": "A page came in place of Tedee’s answer",
  "failure.not-tedee.still": ON_SHOW,
  "failure.not-tedee.todo": "Sign in to this network in your browser; Ajar keeps trying.",
  "failure.broken-answer": "Tedee’s answer cannot be read",
  "failure.broken-answer.still": ON_SHOW,
  "failure.broken-answer.todo": "Ajar keeps asking; if it lasts, look for a newer version.",
  "failure.too-large": "Tedee’s answer is larger than 5 MB",
  "failure.too-large.still": ON_SHOW,
  "failure.too-large.todo": "Ajar keeps asking; if it lasts, use a key of an account with fewer locks.",
  "failure.key-refused": "Tedee refused the key",
  "failure.key-refused.still": "The last known states stay on show, without updates and alerts.",
  "failure.key-refused.todo": "The key may have ended: replace it.",
  "failure.not-allowed": "This key may not read the locks",
  "failure.not-allowed.still": ON_SHOW,
  "failure.not-allowed.todo": "Ajar keeps asking; if it lasts, use a key with the scope Device.Read.",
  "failure.not-found": "Tedee does not know what Ajar asked for",
  "failure.not-found.still": ON_SHOW,
  "failure.not-found.todo": "Ajar keeps asking; if it lasts, look for a newer version.",
  "failure.limit-reached": "Request limit reached",
  "failure.limit-reached.still": ON_SHOW,
  "failure.limit-reached.todo": "Wait, or let your other integrations ask less: they use the same limit.",
  "failure.tedee-down": "Tedee does not answer",
  "failure.tedee-down.still": "Your internet works, and the last known states stay on show.",
  "failure.tedee-down.todo": "Nothing to do: Ajar keeps trying.",
  "failure.unexpected": "Tedee gave an answer that Ajar does not know",
  "failure.unexpected.still": ON_SHOW,
  "failure.unexpected.todo": "Ajar keeps asking; if it lasts, look for a newer version.",

  // what a token is refused for
  "token.key-refused": "The access token has ended",
  "token.key-refused.still": "The last known states stay on show, without updates and alerts.",
  "token.key-refused.todo": "Start Ajar again with a new token in AJAR_ACCESS_TOKEN.",
  "token.not-allowed": "This access token may not read the locks",
  "token.not-allowed.still": ON_SHOW,
  "token.not-allowed.todo": "Start Ajar again with a token in AJAR_ACCESS_TOKEN that has the scope Device.Read.",
} as const;
