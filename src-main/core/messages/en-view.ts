/** The window's own words: labels, buttons, ages, empty states; states and facts are in `en-house.ts`. */
export const view = {
  "view.list": "Locks",

  // times and ages
  "span.seconds": "{n} s",
  "span.minutes": "{n} min",
  "span.hours": "{hours} h",
  "span.both": "{hours} h {minutes} min",
  "age.ago": "{span} ago",
  "age.at": "at {time}",
  "age.was": "Was {was} {age}",
  "age.updated": "updated {age}",
} as const;
