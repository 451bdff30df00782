/** Assertive messages come no closer together than this. */
export const ANNOUNCE_GAP_MS = 5_000;

/** Words what is to be said, when its turn comes; null when it is no longer so. */
export type Wording = () => string | null;

/** Says urgent things aloud, one at a time. */
export interface Announcer {
  /** Says something now or when its turn comes. */
  say(wording: Wording): void;
  /** Forgets what has not been said. */
  stop(): void;
}

/** An announcer that hands each text to `speak`, at most one in five seconds, and takes it back with an empty text. */
export function createAnnouncer(speak: (text: string) => void): Announcer {
  let waiting: Wording[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  const nextText = (): string | null => {
    for (let wording = waiting.shift(); wording !== undefined; wording = waiting.shift()) {
      const text = wording();
      if (text !== null) return text;
    }
    return null;
  };
  const next = (): void => {
    const text = nextText();
    timer = text === null ? null : setTimeout(next, ANNOUNCE_GAP_MS);
    // a live region speaks only when its text changes, so that the same danger must find it empty
    speak(text ?? "");
  };
  return {
    say(wording) {
      waiting.push(wording);
      if (timer === null) next();
    },
    stop() {
      waiting = [];
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
