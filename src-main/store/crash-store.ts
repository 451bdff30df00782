import * as v from "valibot";
import { RESTARTS_AT_MOST } from "../core/app/crash.ts";
import { instant, type Instant } from "../core/lock/lock.ts";
import { createJsonStore, type Store, type StoreContext } from "./json-store.ts";

/** When Ajar started itself again, so that the run after it knows. */
export interface CrashStoreValue {
  readonly restarts: readonly Instant[];
}

const times = v.object({
  restarts: v.pipe(v.array(v.pipe(v.number(), v.finite(), v.transform(instant))), v.maxLength(RESTARTS_AT_MOST)),
});

/** The times of restarts in `crash.json`, written at a restart alone; anything that cannot be read counts as none. */
export const createCrashStore = (context: StoreContext): Store<CrashStoreValue> =>
  createJsonStore<CrashStoreValue>(context, "crash", (json) => {
    const parsed = v.safeParse(times, json);
    return { value: parsed.success ? parsed.output : { restarts: [] }, repaired: [] };
  });
