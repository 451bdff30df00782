import * as v from "valibot";
import type { Bounds } from "../core/app/window-place.ts";
import { createJsonStore, type Store, type StoreContext } from "./json-store.ts";

/** What is remembered of the window; `bounds` is null before it was first closed. */
export interface WindowMemory {
  readonly bounds: Bounds | null;
}

const pixels = v.pipe(v.number(), v.safeInteger(), v.minValue(-100_000), v.maxValue(100_000));
const size = v.pipe(pixels, v.minValue(1));
const memory = v.object({ bounds: v.nullable(v.object({ x: pixels, y: pixels, width: size, height: size })) });

const nothing: WindowMemory = { bounds: null };

/** Where the window last stood, in `window.json`; anything that cannot be read counts as nothing. */
export const createWindowStore = (context: StoreContext): Store<WindowMemory> =>
  createJsonStore(context, "window", (json) => {
    const parsed = v.safeParse(memory, json);
    return { value: parsed.success ? parsed.output : nothing, repaired: [] };
  });
