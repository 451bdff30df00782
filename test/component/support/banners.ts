import { bannerOf } from "../../../src-main/core/view/banner.ts";
import type { FailureKind } from "../../../src-main/core/lock/failure.ts";
import { emptyHouse, reduce, type House } from "../../../src-main/core/lock/house.ts";
import { instant } from "../../../src-main/core/lock/lock.ts";
import type { CredentialKind } from "../../../src-main/core/polling/credential.ts";
import { english } from "../../unit/support/words.ts";
import type { Banner } from "../../../src-main/core/view/snapshot.ts";
import { failureOf } from "../../unit/support/failures.ts";
import { ago, MINUTE, NOW } from "./rows.ts";

/** A house of which the last answer came at 14:02, and three polls failed since then, the last of them just now. */
function failing(kind: FailureKind): House {
  const start: House = { ...emptyHouse(ago(60 * MINUTE), 20_000), lastAnswerAt: ago(19 * MINUTE) };
  return [2, 1, 0].reduce((house, minutes, index) => {
    const times = { at: ago(minutes * MINUTE), nextTryAt: instant(NOW + 40_000) };
    const keyRefused = kind === "key-refused" && minutes === 0;
    const failed = { kind: "failed", failure: failureOf(kind), failuresInARow: index + 1, keyRefused } as const;
    return reduce(house, { ...failed, ...times }).house;
  }, start);
}

/** The banner of a failure that lasts, as main makes it; a title that fits the sample's other texts may take its place. */
export const banner = (kind: FailureKind, title?: string): Banner => ({
  ...made(kind, "personal-key"),
  ...(title !== undefined && { title }),
});

/** The same while Ajar uses an access token. */
export const tokenBanner = (kind: FailureKind): Banner => made(kind, "access-token");

function made(kind: FailureKind, credential: CredentialKind): Banner {
  const banner = bannerOf(failing(kind), english, NOW, credential);
  if (banner === null) throw new Error(`No banner for ${kind}`);
  return banner;
}
