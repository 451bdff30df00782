import { FAILURE_KINDS } from "../../../src-main/core/lock/failure.ts";
import { banner, tokenBanner } from "../../component/support/banners.ts";
import { sample } from "../../component/support/rows.ts";
import { kept, within } from "../../component/support/scenes.ts";
import { STATES } from "../../component/support/states.ts";
import type { Listed } from "./listed.ts";

/** Failures that are told in other words of an access token than of a key. */
const OF_TOKEN = ["key-refused", "not-allowed"] as const;

/** The banner of each failure that lasts. */
export const bannerStates: readonly Listed[] = [
  ...FAILURE_KINDS.map((kind) => ({ name: `banner-${kind}`, state: sample({ banner: banner(kind) }) })),
  { name: "banner-environment", state: within("home", kept("environment"), STATES.key) },
  ...OF_TOKEN.map((kind) => ({
    name: `banner-token-${kind}`,
    state: within("home", { kind: "token" }, sample({ banner: tokenBanner(kind) })),
  })),
];
