import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { AddRepresentationOptions, NativeImage, Size } from "electron";
import { strict } from "./strict.ts";

type Used =
  | "isEmpty"
  | "getSize"
  | "getScaleFactors"
  | "addRepresentation"
  | "setTemplateImage"
  | "isTemplateImage"
  | "toPNG"
  | "toDataURL";

/** What the desk draws of an image. */
export interface ImageView {
  /** The file's name without its folder; null for an image that did not come from a file. */
  readonly file: string | null;
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

const PNG = Buffer.from("89504e470d0a1a0a", "hex");
const DATA_URL = "data:image/png;base64,";

/** PNG bytes by scale factor; other formats that Electron reads give an empty image here, which tests notice. */
class StandInImage implements Pick<NativeImage, Used> {
  readonly file: string | null;
  private readonly representations = new Map<number, Buffer>();
  private template: boolean;

  constructor(bytes: Buffer | null, file: string | null) {
    this.file = file;
    this.template = file !== null && /Template(@\dx)?\.\w+$/.test(file);
    if (bytes !== null && isPng(bytes)) this.representations.set(1, bytes);
  }

  readonly isEmpty = (): boolean => this.representations.size === 0;
  readonly getScaleFactors = (): number[] => [...this.representations.keys()];
  readonly isTemplateImage = (): boolean => this.template;
  readonly setTemplateImage = (on: boolean): void => {
    this.template = on;
  };

  readonly getSize = (scaleFactor = 1): Size => {
    const bytes = this.best(scaleFactor);
    return bytes === null ? { width: 0, height: 0 } : pngSize(bytes);
  };

  readonly addRepresentation = ({ scaleFactor = 1, buffer, dataURL }: AddRepresentationOptions): void => {
    const bytes = buffer ?? Buffer.from((dataURL ?? "").slice(DATA_URL.length), "base64");
    if (isPng(bytes)) this.representations.set(scaleFactor, bytes);
  };

  readonly toPNG = (options?: { scaleFactor?: number }): Buffer =>
    this.best(options?.scaleFactor ?? 1) ?? Buffer.alloc(0);
  readonly toDataURL = (options?: { scaleFactor?: number }): string =>
    `${DATA_URL}${this.toPNG(options).toString("base64")}`;

  private best(scaleFactor: number): Buffer | null {
    return this.representations.get(scaleFactor) ?? [...this.representations.values()][0] ?? null;
  }
}

const isPng = (bytes: Buffer): boolean => bytes.length > 24 && bytes.subarray(0, 8).equals(PNG);

/** Width and height stand in the first chunk (PNG specification, IHDR). */
const pngSize = (bytes: Buffer): Size => ({ width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) });

function imageFrom(bytes: Buffer | null, file: string | null): StandInImage {
  return strict("nativeImage", new StandInImage(bytes, file));
}

function readBytes(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

function createFromPath(path: string): StandInImage {
  const image = imageFrom(readBytes(path), basename(path));
  const double = readBytes(path.replace(/(\.\w+)$/, "@2x$1"));
  if (double !== null) image.addRepresentation({ scaleFactor: 2, buffer: double });
  return image;
}

/** Electron's `nativeImage`. */
export const nativeImage = strict("nativeImage", {
  createEmpty: () => imageFrom(null, null),
  createFromPath,
  createFromBuffer: (buffer: Buffer) => imageFrom(buffer, null),
  createFromDataURL: (url: string) => imageFrom(Buffer.from(url.slice(DATA_URL.length), "base64"), null),
});

/** An image, or the path of one, as the desk draws it; null for an image that is empty. */
export function imageView(image: unknown): ImageView | null {
  const known = typeof image === "string" ? createFromPath(image) : image;
  if (!(known instanceof StandInImage)) throw new TypeError("Argument must be a file path or a NativeImage");
  return known.isEmpty() ? null : { file: known.file, url: known.toDataURL(), ...known.getSize() };
}
