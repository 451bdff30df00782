/** A rectangle of the desktop, in the system's own pixels. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a window goes; without a place the system chooses one. */
export type Place = Pick<Bounds, "width" | "height"> & Partial<Bounds>;

export const WINDOW_SIZE = { width: 400, height: 640 } as const;
export const WINDOW_LEAST = { width: 340, height: 420 } as const;

/** How much of a window must lie on a screen to keep its old place. */
const GRIP = { width: 120, height: 40 } as const;

/** Where to open a window that last stood at `remembered`, given the work areas of the screens there are now. */
export function placeOf(remembered: Bounds | null, workAreas: readonly Bounds[]): Place {
  if (remembered === null) return fitted(WINDOW_SIZE, workAreas);
  const size = {
    width: Math.max(WINDOW_LEAST.width, remembered.width),
    height: Math.max(WINDOW_LEAST.height, remembered.height),
  };
  const onScreen = workAreas.some((area) => graspable({ ...remembered, ...size }, area));
  return onScreen ? { ...size, x: remembered.x, y: remembered.y } : fitted(size, workAreas);
}

function fitted(size: Place, workAreas: readonly Bounds[]): Place {
  const tallest = workAreas.reduce((height, area) => Math.max(height, area.height), 0);
  const height = tallest === 0 ? size.height : Math.max(WINDOW_LEAST.height, Math.min(size.height, tallest - 16));
  return { width: size.width, height };
}

/** True when a window's upper edge lies on a screen, where a person can drag it. */
function graspable(bounds: Bounds, area: Bounds): boolean {
  const width = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const height = Math.min(bounds.y + GRIP.height, area.y + area.height) - Math.max(bounds.y, area.y);
  return width >= GRIP.width && height >= GRIP.height;
}
