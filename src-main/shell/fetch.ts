import { session } from "electron";

/**
 * A `fetch` for the cloud over Chromium's network (system proxy, system certificates), in a session of its own that is
 * kept in memory alone: no cookies, no cache, redirects refused. To be called when the app is ready.
 */
export function createApiFetch(): typeof fetch {
  const api = session.fromPartition("api", { cache: false });
  return (input, init) =>
    api.fetch(input instanceof URL ? input.href : input, {
      ...init,
      credentials: "omit",
      redirect: "error",
      cache: "no-store",
    });
}
