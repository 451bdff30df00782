import * as v from "valibot";

/** What a life can write over and over. */
export const FILES = ["settings", "list", "key"] as const;
export type WrittenFile = (typeof FILES)[number];

/** What a process is born with, as the JSON of its one argument. */
export const planSchema = v.object({
  folder: v.string(),
  origin: v.string(),
  pace: v.object({ beganAt: v.number(), speed: v.number() }),
  /** What it writes over and over; null for nothing. */
  writes: v.nullable(v.picklist(FILES)),
  /** The number of the first value that it writes. */
  from: v.number(),
});
export type Plan = v.InferOutput<typeof planSchema>;

const number = v.nullable(v.number());

const openedSchema = v.object({
  say: v.literal("opened"),
  /** The settings found: by number, null for the defaults, "mixed" for anything else. */
  settings: v.union([number, v.literal("mixed")]),
  /** The names of the kept locks: null when they are the locks' own. */
  list: v.union([number, v.literal("mixed")]),
  /** The key of the other cloud: null when there is none. */
  key: v.union([number, v.literal("mixed")]),
  /** The key in use was found and is the right one. */
  ownKey: v.boolean(),
  /** Names of copies of files that could not be read. */
  setAside: v.array(v.string()),
});
export type Opened = v.InferOutput<typeof openedSchema>;

const lineSchema = v.variant("say", [
  openedSchema,
  /** The key in use is at rest. */
  v.object({ say: v.literal("kept") }),
  v.object({ say: v.picklist(["about", "saved"]), n: v.number() }),
]);

/** One line that a process says of itself on standard output. */
export type Line = v.InferOutput<typeof lineSchema>;

/** A line from its text; null when a kill cut it off. */
export function lineFrom(text: string): Line | null {
  try {
    return v.parse(lineSchema, JSON.parse(text));
  } catch {
    return null;
  }
}
