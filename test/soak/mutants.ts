/** A way to break the engine on purpose: pieces of its source that are replaced as it loads. */
export interface Mutant {
  readonly name: string;
  /** The world that shows it. */
  readonly world: "house" | "pressed";
  readonly edits: readonly { readonly file: string; readonly from: string; readonly to: string }[];
}

/** Ten ways; each must turn the verdict red. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: "baseline dropped",
    world: "house",
    edits: [
      {
        file: "core/seen.ts",
        from: "if (door !== null && seen.door !== null && door.state !== seen.door.state) {",
        to: 'if (door !== null && door.state !== (seen.door?.state ?? "closed")) {',
      },
    ],
  },
  {
    name: "floor measured from the start of a slow request",
    world: "house",
    edits: [
      {
        file: "core/pace.ts",
        from: "  return { ...pace, dueAt: withAll(pace.dueAt, ids, due), floorAt: withAll(pace.floorAt, ids, floorAfter(now)) };",
        to: "  return { ...pace, dueAt: withAll(pace.dueAt, ids, pace.floorAt.get(ids[0]) ?? due) };",
      },
    ],
  },
  {
    name: "no wake-up for freshness while held back",
    world: "house",
    edits: [
      {
        file: "sync/poller.ts",
        from: "const deadline = engine.nextDeadline(now);",
        to: "const deadline = this.#pace.hold === null ? engine.nextDeadline(now) : null;",
      },
    ],
  },
  {
    name: "a moving lock hides an open door",
    world: "house",
    edits: [
      {
        file: "core/state-table.ts",
        from: 'return door === "open" ? openDoor(lock, doorOpenForMs) : shutDoor(lock, door);',
        to: 'return door === "open" && motionOf(lock) === null ? openDoor(lock, doorOpenForMs) : shutDoor(lock, door);',
      },
    ],
  },
  {
    name: "retry left on",
    world: "house",
    edits: [{ file: "tedee/transport.ts", from: "retry: false,", to: "retry: 1," }],
  },
  {
    name: "reserve ignored",
    world: "pressed",
    edits: [{ file: "core/budget.ts", from: "sync: ACCOUNT_LIMIT - COMMAND_RESERVE,", to: "sync: ACCOUNT_LIMIT," }],
  },
  {
    name: "stale reading applied",
    world: "house",
    edits: [
      { file: "sync/poller.ts", from: "this.#generation += 1;", to: "" },
      { file: "sync/poller.ts", from: "flight.abort.abort();", to: "" },
    ],
  },
  {
    name: "resume not merged",
    world: "house",
    edits: [
      {
        file: "core/pace.ts",
        from: "if (pace.resumedAt !== null && now >= pace.resumedAt && now - pace.resumedAt < RESUME_MERGE_MS) return pace;",
        to: "",
      },
    ],
  },
  {
    name: "unknown mapped to closed",
    world: "house",
    edits: [
      {
        file: "tedee/decode.ts",
        from: 'DOOR_STATES.get(state.doorState ?? NaN) ?? "unknown"',
        to: 'DOOR_STATES.get(state.doorState ?? NaN) ?? "closed"',
      },
    ],
  },
  {
    name: "one failure shown as offline",
    world: "house",
    edits: [{ file: "core/banner.ts", from: "FAILURES_BEFORE_BANNER = 2;", to: "FAILURES_BEFORE_BANNER = 1;" }],
  },
];

/** The variable that names the mutant to a child, and the status with which one that cannot be made ends. */
export const MUTANT_VARIABLE = "SOAK_MUTANT";
export const NOT_MADE = 3;
