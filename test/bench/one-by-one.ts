/** The body of a sync as far as the plain poller reads it. */
interface Body {
  readonly result: {
    readonly id: number;
    readonly lockProperties?: { readonly state: number };
    readonly deviceState?: { readonly state: number; readonly doorState: number } | null;
  };
}

/** Something that polls a house for as often as it is told to, and keeps what it knows of it meanwhile. */
export interface Polling {
  /** Asks for the state of every lock so many times, and throws when one of them brought nothing. */
  readonly poll: (times: number) => Promise<void>;
  readonly end: () => void;
}

/** The baseline: a plain poller that asks each lock by itself, reads its state and notes what changed. No timer, no limits. */
export async function pollingOneByOne(origin: string, key: string): Promise<Polling> {
  const headers = { authorization: `PersonalKey ${key}` };
  const ask = async <T>(path: string): Promise<T> => {
    const response = await fetch(`${origin}/api/v37/my/${path}`, { headers });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return (await response.json()) as T;
  };
  const { result } = await ask<{ readonly result: readonly { readonly id: number }[] }>("lock?Page=1&ItemsPerPage=100");
  const known = new Map<number, string>();
  let changes = 0;
  return {
    async poll(times) {
      for (let poll = 0; poll < times; poll += 1) {
        for (const { id } of result) {
          const { result: lock } = await ask<Body>(`lock/${id}/sync`);
          const state = JSON.stringify(lock.deviceState ?? lock.lockProperties ?? null);
          if (known.get(id) !== state) changes += 1;
          known.set(id, state);
        }
      }
      if (changes < result.length || known.size !== result.length) throw new Error("The plain poller read nothing");
    },
    end: () => undefined,
  };
}
