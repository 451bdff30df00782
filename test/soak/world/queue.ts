/** Something to do at a moment of the true time (milliseconds since the epoch). */
export interface Task {
  readonly at: number;
  readonly act: () => void | Promise<void>;
}

/** Tasks to come, the earliest first; of two at one moment the one that was added first. */
export interface Queue {
  add(at: number, act: Task["act"]): void;
  /** The time of the earliest task; infinite without any. */
  next(): number;
  /** Takes the earliest task out; null when it is later than `untilMs`. */
  take(untilMs: number): Task | null;
}

type Entry = Task & { readonly order: number };

const before = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** An empty queue (a binary heap). */
export function createQueue(): Queue {
  const heap: Entry[] = [];
  let added = 0;
  return {
    add(at, act) {
      added += 1;
      heap.push({ at, act, order: added });
      rise(heap);
    },
    next: () => heap[0]?.at ?? Infinity,
    take(untilMs) {
      const [first] = heap;
      if (first === undefined || first.at > untilMs) return null;
      const last = heap.pop();
      if (last !== undefined && heap.length > 0) sink(heap, last);
      return first;
    },
  };
}

/** Moves the last entry up to its place. */
function rise(heap: Entry[]): void {
  let at = heap.length - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const [child, above] = [heap[at], heap[parent]];
    if (child === undefined || above === undefined || !before(child, above)) return;
    heap[at] = above;
    heap[parent] = child;
    at = parent;
  }
}

/** Puts an entry at the top and moves it down to its place. */
function sink(heap: Entry[], entry: Entry): void {
  let at = 0;
  for (;;) {
    const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]];
    const smaller = right !== undefined && left !== undefined && before(right, left) ? 2 * at + 2 : 2 * at + 1;
    const child = heap[smaller];
    if (child === undefined || !before(child, entry)) break;
    heap[at] = child;
    at = smaller;
  }
  heap[at] = entry;
}
