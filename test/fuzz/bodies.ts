import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { createCloud, DEMO_KEY } from "../../src-main/demo/cloud.ts";
import { houseLocks, houseScript } from "../../src-main/demo/house.ts";
import type { Random } from "./random.ts";
import { mutateTree, textOf, treeOf } from "./tree.ts";

/** The call that is asked; each reads a body of its own. */
export const CALLS = ["list", "lock", "sync-one", "sync", "own-key"] as const;
export type Call = (typeof CALLS)[number];

/** The key that asks: its public part is that of the published sample of a key list. */
export const KEY = "gdQAs5.secret/part";

/** A body as Tedee sends it, and the calls that read such a body; none where nothing here reads it. */
interface Seed {
  readonly text: string;
  readonly calls: readonly Call[];
}

/** Published and captured bodies, and those of the simulated house. */
const SEEDS: readonly Seed[] = [...fixtures(), ...simulated()];

function fixtures(): readonly Seed[] {
  const files = readdirSync("test/fixtures").filter((name) => name.endsWith(".json"));
  return files.flatMap((name) => {
    const text = readFileSync(`test/fixtures/${name}`, "utf8");
    const value: unknown = JSON.parse(text);
    const calls = callsOf(name);
    // samples that are no JSON are kept as texts in an object
    if (name.startsWith("doc-") && typeof value === "object" && value !== null) {
      return Object.values(value).flatMap((sample) => (typeof sample === "string" ? [{ text: sample, calls }] : []));
    }
    return [{ text, calls }];
  });
}

function callsOf(name: string): readonly Call[] {
  if (name.includes("sync-all")) return ["sync"];
  if (name.includes("sync")) return ["sync-one", "sync"];
  if (name.includes("lock-list")) return ["list"];
  if (/lock-(single|real)/.test(name)) return ["lock", "list"];
  return name.includes("personalaccesskey") ? ["own-key"] : [];
}

function simulated(): readonly Seed[] {
  const cloud = createCloud({ now: () => 1_800_000_000_000, key: DEMO_KEY, locks: houseLocks, script: houseScript });
  const one = `/${houseLocks[0]?.id ?? 0}`;
  const paths = { "": ["list"], [one]: ["lock"], [`${one}/sync`]: ["sync-one"], "/sync": ["sync"] } as const;
  return Object.entries<readonly Call[]>(paths).map(([path, calls]) => {
    const authorization = `PersonalKey ${DEMO_KEY}`;
    return { text: cloud.answer({ method: "GET", path: `/api/v37/my/lock${path}`, authorization }).body, calls };
  });
}

const ALL_IDS = SEEDS.flatMap(({ text }) => idsIn(text));

function idsIn(text: string): readonly number[] {
  return [...text.matchAll(/"id": ?(\d+)/g)].map(([, id]) => Number(id)).filter(Number.isSafeInteger);
}

/** What is asked, and the bytes of the body that comes of it. */
export interface Asked {
  readonly call: Call;
  readonly id: number;
  readonly bytes: Uint8Array;
  /** Tedee's own answer to that question: a value must come of it. */
  readonly untouched: boolean;
}

/** A call and its body after a few mutations: of its JSON, of its text, and of the bytes; some are another call's. */
export function mutatedBody(random: Random): Asked {
  const call = random.pick(CALLS);
  const own = random.chance(0.85);
  const seed = random.pick(own ? SEEDS.filter(({ calls }) => calls.includes(call)) : SEEDS).text;
  const [first] = idsIn(seed);
  const named = first !== undefined && random.chance(0.9);
  const text = random.chance(0.75) ? mutatedJson(seed, random) : seed;
  const written = random.chance(0.2) ? mutatedText(text, random) : text;
  const bytes = random.chance(0.12) ? mutatedBytes(written, random) : null;
  const untouched = own && named && written === seed && bytes === null;
  const id = named ? first : random.pick(ALL_IDS);
  return { call, id, bytes: bytes ?? new TextEncoder().encode(written), untouched };
}

function mutatedJson(text: string, random: Random): string {
  let tree;
  try {
    tree = treeOf(JSON.parse(text));
  } catch {
    return text;
  }
  for (let rounds = 1 + random.int(4); rounds > 0; rounds -= 1) tree = mutateTree(tree, random);
  return textOf(tree);
}

const PIECES = [
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  '"',
  "\\",
  "null",
  "true",
  "6",
  "NaN",
  "//",
  "'",
  "\u0000",
  "\u2028",
  "<",
];

function mutatedText(text: string, random: Random): string {
  const at = random.int(text.length + 1);
  const until = at + random.int(20);
  switch (random.int(8)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(at);
    case 2:
      return text.slice(0, at) + random.pick(PIECES) + text.slice(at);
    case 3:
      return text.slice(0, at) + text.slice(until);
    case 4:
      return text + text;
    case 5:
      return random.pick(["\ufeff", " \n\t", "\u0000", "<html>", ")]}'\n", "\ufeff\ufeff"]) + text;
    case 6:
      return text + random.pick([" ", "\n", "\u0000", ",", "<!-- -->", "\ufeff", "]"]);
    default:
      return random.pick([
        "",
        " ",
        "<!doctype html><title>Sign in</title>",
        "null",
        "6",
        "undefined",
        '"',
        "{",
        "[",
        "-",
      ]);
  }
}

function mutatedBytes(text: string, random: Random): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  switch (random.int(4)) {
    case 0:
      for (let flips = 1 + random.int(8); flips > 0; flips -= 1) {
        const at = random.int(bytes.length);
        bytes.set([(bytes[at] ?? 0) ^ (1 << random.int(8))].slice(0, bytes.length), Math.min(at, bytes.length));
      }
      return bytes;
    case 1: {
      const at = random.int(bytes.length + 1);
      const foreign = random.pick([
        [0xff],
        [0xc3],
        [0xed, 0xa0, 0x80],
        [0xf8, 0x88, 0x80, 0x80, 0x80],
        [0xef, 0xbb, 0xbf],
      ]);
      return new Uint8Array([...bytes.subarray(0, at), ...foreign, ...bytes.subarray(at)]);
    }
    case 2:
      return new Uint8Array(Buffer.from(random.chance(0.5) ? `\ufeff${text}` : text, "utf16le"));
    default:
      return new Uint8Array(gzipSync(bytes));
  }
}
