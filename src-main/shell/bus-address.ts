/** The session bus address from the environment, else systemd's usual socket; undefined without both. */
export function sessionBusAddress(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const runtime = env["XDG_RUNTIME_DIR"];
  return env["DBUS_SESSION_BUS_ADDRESS"] ?? (runtime === undefined ? undefined : `unix:path=${runtime}/bus`);
}

/**
 * The first Unix socket of a session bus address (D-Bus specification, server addresses), an abstract one with a
 * leading NUL; null where there is none.
 */
export function socketOf(address: string | undefined): string | null {
  for (const entry of (address ?? "").split(";")) {
    if (!entry.startsWith("unix:")) continue;
    const pairs = new Map(entry.slice("unix:".length).split(",").map(pair));
    const path = pairs.get("path");
    if (path !== undefined) return path;
    const abstract = pairs.get("abstract");
    if (abstract !== undefined) return `\0${abstract}`;
  }
  return null;
}

function pair(text: string): readonly [key: string, value: string] {
  const at = text.indexOf("=");
  return at === -1 ? [text, ""] : [text.slice(0, at), unescape(text.slice(at + 1))];
}

/** Decodes percent codes of single bytes; a broken code stays as it is. */
const unescape = (value: string): string =>
  value.replace(/(?:%[\da-f]{2})+/gi, (codes) => Buffer.from(codes.replaceAll("%", ""), "hex").toString("utf8"));
