import { session } from "electron";

/**
 * A `fetch` over Chromium's network (system proxy, system certificates) in an own session in memory: no cookies, no
 * cache, no redirects. Call it when the app is ready.
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
