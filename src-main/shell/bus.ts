/** Who is on the session bus. Every question has a limit, so that nothing can hang on a service that is not there. */
export interface Bus {
  /** Whether somebody owns the name now; false also without a bus or without an answer in time (1.5 s unless told). */
  nameHasOwner(name: string, limitMs?: number): Promise<boolean>;
  /** Starts the service behind a name where the bus knows one that starts on demand; whether somebody then owns it. */
  startService(name: string): Promise<boolean>;
  /** Tells when the name gets or loses its owner, until the returned end. A bus that goes away is told as a loss. */
  onOwnerChanged(name: string, listener: (owned: boolean) => void): () => void;
  /** Whether a property is true now; false also without an answer in time. To be asked where its name has an owner. */
  isTrue(property: BusProperty, limitMs?: number): Promise<boolean>;
  /** Tells of each signal of a service, until the returned end. */
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

/** A bus that nobody is on, for systems without one. */
export const noBus: Bus = {
  nameHasOwner: () => Promise.resolve(false),
  startService: () => Promise.resolve(false),
  onOwnerChanged: () => () => undefined,
  isTrue: () => Promise.resolve(false),
  onSignal: () => () => undefined,
  dispose: () => undefined,
};

/** A bus that is loaded at once and asked when it is there; one that cannot be loaded is a bus that nobody is on. */
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
