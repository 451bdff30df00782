/** Packages that the bundle leaves out: parts of others that Ajar never reaches, each with where the call would be. */
export const NEVER_CALLED = [
  // conf: stores have no schema …
  "ajv/dist/2020.js",
  "ajv-formats",
  // … and no migrations
  "semver",
  // dbus-native: Ajar introspects no service …
  "xml2js",
  // … and starts no bus of its own
  "event-stream",
] as const;

/** Throws: the caller reached a package that the bundle left out. */
export default function neverCalled(): never {
  throw new Error("Ajar’s bundle leaves this package out, since nothing calls it.");
}

export { neverCalled as Ajv2020 };
