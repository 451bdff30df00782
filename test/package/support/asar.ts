import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as v from "valibot";

interface Node {
  readonly files?: Readonly<Record<string, Node>> | undefined;
  readonly size?: number | undefined;
  readonly offset?: string | undefined;
}

const NodeSchema: v.GenericSchema<unknown, Node> = v.object({
  files: v.optional(
    v.record(
      v.string(),
      v.lazy(() => NodeSchema),
    ),
  ),
  size: v.optional(v.number()),
  offset: v.optional(v.string()),
});

/** What is in an asar archive. */
export interface Archive {
  /** The files by their paths from the app's folder, with `/` between. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** SHA-256 of the header as hexadecimal digits, which is what macOS and Windows check at the start. */
  readonly headerHash: string;
}

/** Reads an asar archive: two lengths, the header as JSON, and the files behind one another (electron/asar, README). */
export function readAsar(path: string): Archive {
  const bytes = readFileSync(path);
  const json = bytes.toString("utf8", 16, 16 + bytes.readUInt32LE(12));
  const start = 8 + bytes.readUInt32LE(4);
  const files = new Map<string, Buffer>();
  const collect = (node: Node, at: string): void => {
    for (const [name, child] of Object.entries(node.files ?? {})) collect(child, at === "" ? name : `${at}/${name}`);
    if (node.files !== undefined) return;
    const from = start + Number(node.offset);
    files.set(at, bytes.subarray(from, from + (node.size ?? 0)));
  };
  collect(v.parse(NodeSchema, JSON.parse(json)), "");
  return { files, headerHash: createHash("sha256").update(json).digest("hex") };
}
