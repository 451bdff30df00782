import { instant } from "../../src-main/core/lock/lock.ts";

/** When every answer arrives: Tuesday 24 November 2026, 13:00 UTC. */
export const NOW = instant(Date.UTC(2026, 10, 24, 13));
