/** The session bus on Linux; every question has a time limit. */
export interface Bus {
  /** True when the name has an owner; false also without a bus or an answer in time (1.5 s by default). */
  nameHasOwner(name: string, limitMs?: number): Promise<boolean>;
  /** Starts the service behind a name if the bus can; true when the name then has an owner. */
  startService(name: string): Promise<boolean>;
  /** Calls when the name gets or loses its owner, until the returned function is called; a lost bus is a loss. */
  onOwnerChanged(name: string, listener: (owned: boolean) => void): () => void;
  /** True when a property is true; false also without an answer in time. Ask only where its name has an owner. */
  isTrue(property: BusProperty, limitMs?: number): Promise<boolean>;
  /** Calls at each signal of a service, until the returned function is called. */
  onSignal(signal: BusSignal, listener: () => void): () => void;
  dispose(): void;
}

/** A property of the service behind a name. */
export interface BusProperty {
  readonly name: string;
  readonly path: string;
  readonly interface: string;
  readonly property: string;
}

/** A signal of the service behind a name. */
export interface BusSignal {
  readonly name: string;
  readonly interface: string;
  readonly member: string;
}

/** A bus without anybody on it, for systems without a session bus. */
export const noBus: Bus = {
  nameHasOwner: () => Promise.resolve(false),
  startService: () => Promise.resolve(false),
  onOwnerChanged: () => () => undefined,
  isTrue: () => Promise.resolve(false),
  onSignal: () => () => undefined,
  dispose: () => undefined,
};

/** A bus that starts to load now and answers once it is there; a failed load gives `noBus`. */
export function lazyBus(load: () => Promise<Bus>): Bus {
  const loaded = load().catch(() => noBus);
  const listen = (subscribe: (bus: Bus) => () => void): (() => void) => {
    let end: (() => void) | null = null;
    let ended = false;
    void loaded.then((bus) => {
      if (!ended) end = subscribe(bus);
    });
    return () => {
      ended = true;
      end?.();
    };
  };
  return {
    nameHasOwner: async (name, limitMs) => (await loaded).nameHasOwner(name, limitMs),
    startService: async (name) => (await loaded).startService(name),
    isTrue: async (property, limitMs) => (await loaded).isTrue(property, limitMs),
    onOwnerChanged: (name, listener) => listen((bus) => bus.onOwnerChanged(name, listener)),
    onSignal: (signal, listener) => listen((bus) => bus.onSignal(signal, listener)),
    dispose: () => void loaded.then((bus) => bus.dispose()),
  };
}
