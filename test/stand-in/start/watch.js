import { createBuilder } from "vite";

/**
 * Builds main, preload and window, and again on every change; resolves after the first build of all three, and calls
 * back with "host" or "window" for each later one. Rejects when the first build fails.
 */
export async function watchBuilds(onBuilt) {
  const builder = await createBuilder({ build: { watch: {} }, logLevel: "warn" });
  const environments = Object.values(builder.environments).filter(({ name }) => name !== "ssr");
  const first = new Map(environments.map(({ name }) => [name, Promise.withResolvers()]));
  for (const environment of environments) {
    const { name } = environment;
    const watcher = await builder.build(environment);
    let built = false;
    let failed = false;
    watcher.on("event", (event) => {
      if (event.code === "START") failed = false;
      if (event.code === "ERROR") failed = true;
      if (event.code === "ERROR" && !built) first.get(name).reject(event.error);
      // a build that failed ends too, and leaves the last good one
      if (event.code !== "END" || failed) return;
      if (built) onBuilt(name === "client" ? "window" : "host");
      built = true;
      first.get(name).resolve();
    });
  }
  await Promise.all([...first.values()].map(({ promise }) => promise));
}
