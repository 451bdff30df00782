import { accountIdOf, type AccountId } from "../lock/lock.ts";

/** The account that Ajar keeps for a cloud: its id is the cloud's origin, since there is one account for each cloud. */
export const accountAt = (baseUrl: string): AccountId => accountIdOf(new URL(baseUrl).origin);
