/** Electron supports its newest three major versions (electron/electron, docs/tutorial/electron-timelines.md). */
const SUPPORTED_LINES = 3;

/** Versions whose tray does not work on Linux or there in a Flatpak or Snap, each from the first to before the second (electron/electron#53213, #53641). */
const BROKEN_TRAYS = [
  ["43.3.0", "43.5.0"],
  ["44.0.0", "44.3.0"],
] as const;

type Version = readonly [major: number, minor: number, patch: number];

/** What is wrong with shipping this version of Electron while `latest` is the newest, in words; null when nothing is. */
export function electronProblem(pinned: string, latest: string): string | null {
  const version = parse(pinned);
  if (version === null) return `${pinned} is not one exact version.`;
  const newest = parse(latest);
  if (newest === null) return `${latest} is not a version.`;
  for (const [from, before] of BROKEN_TRAYS) {
    const [first, end] = [parse(from), parse(before)];
    if (first === null || end === null || compare(version, first) < 0 || compare(version, end) >= 0) continue;
    return `The tray of Electron ${pinned} does not work everywhere on Linux; ${before} repairs it.`;
  }
  const oldest = newest[0] - SUPPORTED_LINES + 1;
  return version[0] < oldest
    ? `Electron ${version[0]} gets no repairs any more; ${oldest} is the oldest that does.`
    : null;
}

function parse(text: string): Version | null {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)$/.exec(text) ?? [];
  return major === undefined ? null : [Number(major), Number(minor), Number(patch)];
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
