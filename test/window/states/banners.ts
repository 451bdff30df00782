import { FAILURE_KINDS } from "../../../src-main/core/lock/failure.ts";
import { banner } from "../../component/support/banners.ts";
import { sample } from "../../component/support/rows.ts";
import { kept, within } from "../../component/support/scenes.ts";
import { STATES } from "../../component/support/states.ts";
import type { Listed } from "./listed.ts";

/** The banner of each failure that lasts. */
export const bannerStates: readonly Listed[] = [
  ...FAILURE_KINDS.map((kind) => ({ name: `banner-${kind}`, state: sample({ banner: banner(kind) }) })),
  { name: "banner-environment", state: within("home", kept("environment"), STATES.key) },
];
