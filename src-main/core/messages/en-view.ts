/** The window's own words: labels, buttons, empty states; states and facts are in `en-house.ts`. */
export const view = {
  "view.list": "Locks",
} as const;
