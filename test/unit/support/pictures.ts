import { crc32 } from "node:zlib";

/** A picture inside a file: the side that the file's directory claims, what it is called there, and its bytes. */
export interface Entry {
  readonly side: number;
  readonly type: string;
  readonly png: Buffer;
}

const SIGNATURE = "89504e470d0a1a0a";
/** Sides by type, as Apple's `iconutil` writes them. */
const ICNS_SIDES: Readonly<Record<string, number>> = {
  ic11: 32,
  ic12: 64,
  ic07: 128,
  ic13: 256,
  ic08: 256,
  ic14: 512,
  ic09: 512,
  ic10: 1024,
};

/** Width, height, bits a channel and colour type (6 is RGBA) of a PNG; throws where it is cut, damaged or none. */
export function headOfPng(png: Buffer): { width: number; height: number; depth: number; colour: number } {
  if (png.toString("hex", 0, 8) !== SIGNATURE) throw new Error("This is no PNG.");
  const types = [];
  for (let at = 8; at < png.length;) {
    const end = at + 8 + png.readUInt32BE(at);
    types.push(png.toString("latin1", at + 4, at + 8));
    if (crc32(png.subarray(at + 4, end)) !== png.readUInt32BE(end)) throw new Error("A chunk is damaged.");
    at = end + 4;
  }
  if (types[0] !== "IHDR" || types.at(-1) !== "IEND" || !types.includes("IDAT")) throw new Error(types.join(" "));
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  return { width, height, depth: png.readUInt8(24), colour: png.readUInt8(25) };
}

/** The pictures in an ICO file; throws where the file does not end with the last of them. */
export function entriesOfIco(ico: Buffer): readonly Entry[] {
  if (ico.readUInt32LE(0) !== 0x10000) throw new Error("This is no ICO.");
  const count = ico.readUInt16LE(4);
  let end = 6 + 16 * count;
  const entries = Array.from({ length: count }, (_, index) => {
    const at = 6 + 16 * index;
    const [length, offset] = [ico.readUInt32LE(at + 8), ico.readUInt32LE(at + 12)];
    if (offset !== end || ico.readUInt8(at) !== ico.readUInt8(at + 1)) throw new Error(`Entry ${index} is misplaced.`);
    end += length;
    return { side: ico.readUInt8(at) || 256, type: "ico", png: ico.subarray(offset, end) };
  });
  if (end !== ico.length) throw new Error("Bytes are left over.");
  return entries;
}

/** The pictures in an ICNS file; throws for a type that holds no PNG. */
export function entriesOfIcns(icns: Buffer): readonly Entry[] {
  if (icns.toString("latin1", 0, 4) !== "icns" || icns.readUInt32BE(4) !== icns.length)
    throw new Error("This is no ICNS.");
  const entries = [];
  for (let at = 8; at < icns.length;) {
    const type = icns.toString("latin1", at, at + 4);
    const end = at + icns.readUInt32BE(at + 4);
    const side = ICNS_SIDES[type];
    if (side === undefined) throw new Error(`${type} holds no PNG.`);
    entries.push({ side, type, png: icns.subarray(at + 8, end) });
    at = end;
  }
  return entries;
}
