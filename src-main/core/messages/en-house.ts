/** Words for the house: states, sentences, alerts, failures. */
export const house = {
  "row.locked": "Locked",
} as const;
