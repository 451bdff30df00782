import type { Random } from "./random.ts";

/** JSON as text: it holds what no parsed value does, such as a name twice or a number of any length. */
export type Tree =
  | { readonly kind: "raw"; text: string }
  | { readonly kind: "list"; items: Tree[] }
  | { readonly kind: "object"; entries: [name: string, value: Tree][] };

const raw = (text: string): Tree => ({ kind: "raw", text });

/** A parsed value as a tree. */
export function treeOf(value: unknown): Tree {
  if (Array.isArray(value)) return { kind: "list", items: value.map(treeOf) };
  if (typeof value !== "object" || value === null) return raw(JSON.stringify(value));
  return { kind: "object", entries: Object.entries(value).map(([name, inner]) => [name, treeOf(inner)]) };
}

/** The text of a tree. */
export function textOf(tree: Tree): string {
  switch (tree.kind) {
    case "raw":
      return tree.text;
    case "list":
      return `[${tree.items.map(textOf).join(",")}]`;
    case "object":
      return `{${tree.entries.map(([name, value]) => `${JSON.stringify(name)}:${textOf(value)}`).join(",")}}`;
  }
}

/** Numbers that Tedee means something by, and others. */
const NUMBERS: readonly string[] = [
  ...["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "18", "100", "101", "255", "-1", "-0", "6.5", "3.0", "1e-400"],
  ...["1e400", "-1e400", "9007199254740993", "18446744073709551616", `1${"0".repeat(400)}`, "6.0000000000000000001"],
];
const DATES: readonly string[] = [
  ...["0001-01-01T00:00:00", "2021-04-26T06:02:04.197Z", "9999-12-31T23:59:59.9999999Z", "2014-12-31T23:59:59"],
  ...["2026-02-30T25:61:61", "2026-08-11T22:14:00+99:99", "1970-01-01T00:00:00Z", "12026-08-11T22:14:00Z", "now"],
].map((text) => JSON.stringify(text));
/** Those, and values that are of a wrong type or that JavaScript treats in a way of its own. */
const VALUES: readonly string[] = [
  ...NUMBERS,
  ...DATES,
  ...["null", "true", "false", '""', '"6"', '"3"', '"true"', '"null"', '"locked"', '"\\u0000"', '"\\ud800"'],
  ...["[]", "{}", "[6]", "[true]", "[null]", '{"state":6}', '{"isConnected":true}', '{"valueOf":6}', "[[[]]]", "[{}]"],
];

const NAMES: readonly string[] = [
  ...["id", "isConnected", "deviceState", "lockProperties", "state", "doorState", "batteryLevel", "revision", "result"],
  ...["stateChangeResult", "lastStateChangedDate", "serialNumber", "name", "connectedToId", "deviceSettings", "prefix"],
  ...["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "then", "toJSON", "length", "0", ""],
  ...["ID", "isconnected", "State", " state", "state\u0000", "Result", "IsConnected", "polluted"],
];

const nested = (depth: number, random: Random): string => {
  const [open, close] = random.pick([
    ["[", "]"],
    ['{"result":', "}"],
    ['{"__proto__":', "}"],
  ] as const);
  return open.repeat(depth) + random.pick(VALUES) + close.repeat(depth);
};

const anyValue = (random: Random): Tree =>
  raw(random.chance(0.04) ? nested(random.pick([3, 50, 5000]), random) : random.pick(VALUES));

/** A value for a name: half of the time one of the kind that belongs there. */
function valueFor(name: string, random: Random): Tree {
  if (random.chance(0.5)) return anyValue(random);
  if (/date|validTo/i.test(name)) return raw(random.pick(DATES));
  return raw(name.startsWith("is") ? random.pick(["true", "false", "null"]) : random.pick(NUMBERS));
}

const entryOf = (name: string, random: Random): [string, Tree] => [name, valueFor(name, random)];

type Inner = Exclude<Tree, { readonly kind: "raw" }>;

/** Every list and object of a tree, itself among them. */
function innersOf(tree: Tree, found: Inner[] = []): readonly Inner[] {
  if (tree.kind === "raw") return found;
  found.push(tree);
  const inside = tree.kind === "list" ? tree.items : tree.entries.map(([, value]) => value);
  for (const one of inside) innersOf(one, found);
  return found;
}

/** Names that stand beside what is read of a lock or a key. */
const READ: ReadonlySet<string> = new Set(["isConnected", "doorState", "batteryLevel", "prefix"]);

/** Changes one thing in a tree, and answers the tree. */
export function mutateTree(tree: Tree, random: Random): Tree {
  const inners = innersOf(tree);
  if (inners.length === 0 || random.chance(0.02)) return anyValue(random);
  // what is read lies in few of them
  const read = inners.filter((one) => one.kind === "object" && one.entries.some(([name]) => READ.has(name)));
  const inner = random.pick(read.length > 0 && random.chance(0.6) ? read : inners);
  if (inner.kind === "list") mutateList(inner.items, random);
  else mutateObject(inner.entries, random);
  if (random.chance(0.02)) return { kind: "list", items: [tree] };
  return random.chance(0.02) ? { kind: "object", entries: [["result", tree]] } : tree;
}

function mutateList(items: Tree[], random: Random): void {
  const at = random.int(items.length + 1);
  const item = items[at] ?? items[0];
  switch (random.int(4)) {
    case 0:
      items.splice(at, 1);
      return;
    case 1:
      items.splice(at, 0, anyValue(random));
      return;
    case 2:
      if (item !== undefined)
        items.push(...Array.from({ length: random.pick([1, 2, 40]) }, () => structuredClone(item)));
      return;
    default:
      items.reverse();
  }
}

function mutateObject(entries: [string, Tree][], random: Random): void {
  const at = random.int(entries.length + 1);
  const entry = entries[at];
  const other = entries[random.int(entries.length)];
  switch (random.int(7)) {
    case 0:
      entries.splice(at, 1);
      return;
    case 1:
      entries.splice(at, 0, entryOf(random.pick(NAMES), random));
      return;
    case 2:
      // the same name twice, with two values
      if (entry !== undefined) entries.splice(random.int(entries.length + 1), 0, entryOf(entry[0], random));
      return;
    case 3:
      if (entry !== undefined) entry[0] = random.pick(NAMES);
      return;
    case 4:
      if (entry !== undefined && other !== undefined) [entry[1], other[1]] = [other[1], entry[1]];
      return;
    default:
      if (entry !== undefined) entry[1] = valueFor(entry[0], random);
  }
}
