import { mkdirSync } from "node:fs";
import { pollBesidePlain, pollCost } from "./polls.ts";
import { requestsPerHour, timeToNotice } from "./polling.ts";
import { print } from "./report.ts";
import { mainSize, windowSize } from "./size.ts";
import { startTime } from "./start.ts";
import { tickCost } from "./tick.ts";

/** Measures and judges; `--short` takes fewer rounds of the same. Times are judged only as ratios within this run. */
const short = process.argv.includes("--short");
/** Few rounds find code that is not compiled yet, and chance weighs more in them. */
const slack = short ? 1.6 : 1;
mkdirSync("test-results", { recursive: true });

const passed = print([
  ...(await requestsPerHour([1, 4, 50, 500])),
  ...(await timeToNotice(short ? 20 : 200, 150)),
  ...(await tickCost([1, 50, 500], short ? 200 : 2000)),
  ...(await pollCost(4, short ? 500 : 10_000)),
  ...(await pollBesidePlain(4, short ? 1000 : 10_000, 1.5 * slack)),
  ...(await startTime(short ? 5 : 15, slack)),
  ...mainSize(),
  ...(await windowSize()),
]);
process.exitCode = passed ? 0 : 1;
