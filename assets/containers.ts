/** One picture of an icon file. */
export interface IconEntry {
  /** Width and height in pixels. */
  readonly size: number;
  readonly png: Buffer;
}

/** What an ICNS file calls its pictures, by pixels: 16, 32, 128, 256 and 512 points at twice the density, then at once. */
const ICNS_TYPES: ReadonlyMap<number, readonly string[]> = new Map([
  [32, ["ic11"]],
  [64, ["ic12"]],
  [128, ["ic07"]],
  [256, ["ic13", "ic08"]],
  [512, ["ic14", "ic09"]],
  [1024, ["ic10"]],
]);

/** An ICO file with PNG entries (Windows Vista and later), in the order given; sides of 1 to 256. */
export function icoOf(entries: readonly IconEntry[]): Buffer {
  const head = Buffer.alloc(6 + 16 * entries.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(entries.length, 4);
  let offset = head.length;
  entries.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index;
    // a side of 256 is written as 0
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...entries.map(({ png }) => png)]);
}

/** An ICNS file with PNG entries; throws for a size that the format has no PNG type for. */
export function icnsOf(entries: readonly IconEntry[]): Buffer {
  const chunks = entries.flatMap(({ size, png }) => {
    const types = ICNS_TYPES.get(size);
    // the types of 16 and 32 points at once hold no PNG that every macOS reads; it scales the denser ones down
    if (types === undefined) throw new Error(`An ICNS file holds no PNG of ${size} pixels.`);
    return types.map((type) => chunkOf(type, png));
  });
  return chunkOf("icns", Buffer.concat(chunks));
}

/** A name of four letters, the length of all of it, and the bytes. */
function chunkOf(type: string, bytes: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, "latin1");
  head.writeUInt32BE(8 + bytes.length, 4);
  return Buffer.concat([head, bytes]);
}
