/** Assertive messages come no closer together than this. */
export const ANNOUNCE_GAP_MS = 5_000;

/** Says urgent things aloud, one at a time. */
export interface Announcer {
  /** Says a text now or when its turn comes. */
  say(text: string): void;
  /** Forgets what has not been said. */
  stop(): void;
}

/** An announcer that hands each text to `speak`, at most one in five seconds. */
export function createAnnouncer(speak: (text: string) => void): Announcer {
  const waiting: string[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  const next = (): void => {
    const text = waiting.shift();
    timer = text === undefined ? null : setTimeout(next, ANNOUNCE_GAP_MS);
    if (text !== undefined) speak(text);
  };
  return {
    say(text) {
      waiting.push(text);
      if (timer === null) next();
    },
    stop() {
      waiting.length = 0;
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
