/** Rows drawn beyond each edge of the visible part. */
const OVERSCAN = 6;

/** The rows to draw, `from` up to but without `to`. */
export interface Slice {
  readonly from: number;
  readonly to: number;
}

/** Where each row begins, in pixels, and after them where the last one ends. */
export function offsetsOf(heights: readonly number[]): readonly number[] {
  const offsets = [0];
  let sum = 0;
  for (const height of heights) offsets.push((sum += height));
  return offsets;
}

/** The rows between `top` and `top + height` pixels, and a few more on both sides. */
export function sliceOf(offsets: readonly number[], top: number, height: number): Slice {
  const count = offsets.length - 1;
  const first = lastAtOrBefore(offsets, top);
  const last = lastAtOrBefore(offsets, top + height);
  return {
    from: Math.max(0, Math.min(first - OVERSCAN, count)),
    to: Math.min(count, last + 1 + OVERSCAN),
  };
}

/** Where to scroll so that row `index` is wholly in sight; `top` when it is already. */
export function scrollFor(offsets: readonly number[], index: number, top: number, height: number): number {
  const begin = offsets[index] ?? 0;
  const end = offsets[index + 1] ?? begin;
  if (begin < top) return begin;
  return end > top + height ? end - height : top;
}

function lastAtOrBefore(offsets: readonly number[], at: number): number {
  let low = 0;
  let high = offsets.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((offsets[middle] ?? Infinity) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
