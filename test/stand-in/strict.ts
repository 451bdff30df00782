/** Names that the language and its tools look up on any object. */
const LOOKED_UP: ReadonlySet<string> = new Set([
  "then",
  "toJSON",
  "constructor",
  "asymmetricMatch",
  "nodeType",
  "$$typeof",
  "_maxListeners",
]);

/** The same object, whose absent members throw "app.setBadgeCount is not emulated" when they are read or written. */
export function strict<T extends object>(name: string, target: T): T {
  const known = (object: T, key: string | symbol): boolean =>
    typeof key === "symbol" || key in object || LOOKED_UP.has(key);
  const refuse = (key: string | symbol): never => {
    throw new Error(`${name}.${String(key)} is not emulated`);
  };
  return new Proxy(target, {
    get: (object, key, receiver): unknown => (known(object, key) ? Reflect.get(object, key, receiver) : refuse(key)),
    set: (object, key, value, receiver) =>
      known(object, key) ? Reflect.set(object, key, value, receiver) : refuse(key),
  });
}

/**
 * A copy of what may cross between main and a page. Throws Electron's "An object could not be cloned." for functions
 * and the like, and by name for what structured cloning keeps and JSON would lose.
 */
export function wire(value: unknown): unknown {
  const copy = cloned(value);
  if (copy !== undefined) refuseLosses(copy, "value");
  return copy;
}

function cloned(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    throw new Error("An object could not be cloned.");
  }
}

function refuseLosses(value: unknown, path: string): void {
  if (value === null || typeof value === "string" || typeof value === "boolean") return;
  if (typeof value === "number" && Number.isFinite(value)) return;
  if (Array.isArray(value)) {
    // Array.from also visits holes
    Array.from(value).forEach((item: unknown, index) => refuseLosses(item, `${path}[${index}]`));
    return;
  }
  if (typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype) {
    for (const [key, item] of Object.entries(value)) if (item !== undefined) refuseLosses(item, `${path}.${key}`);
    return;
  }
  const kind = typeof value === "object" ? value.constructor.name : typeof value;
  throw new Error(`${path} is ${kind}, which is not emulated between main and page`);
}

/** An event object whose default can be prevented. */
export type Preventable<T extends object> = T & { preventDefault(): void; readonly defaultPrevented: boolean };

/** An event with the given fields, as Electron's emitters hand it to listeners. */
export function createEvent<T extends object>(fields: T): Preventable<T> {
  let prevented = false;
  const event = {
    preventDefault() {
      prevented = true;
    },
    get defaultPrevented() {
      return prevented;
    },
  };
  // assigned to the event, since a copy of it would lose the getter
  return Object.assign(event, fields);
}

/** What Electron throws where a window, its contents or a tray icon is gone. */
export const destroyedError = (): TypeError => new TypeError("Object has been destroyed");
