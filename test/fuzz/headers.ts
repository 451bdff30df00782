import type { Random } from "./random.ts";

const RETRY_AFTER: readonly string[] = [
  ...["", "0", "30", "3600", "3601", "-1", "1e9", "1.5", "0x20", " 30 ", "30 seconds", "99999999999999999999", "٣"],
  ...["Wed, 25 Nov 2026 07:28:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "Wed, 31 Dec 9999 23:59:59 GMT", "Mon, 99 Foo"],
  ...["2026-11-25T07:28:00Z", "Infinity", "NaN", "30, 60", "9".repeat(5000)],
];
const DATES: readonly string[] = [
  ...["Tue, 24 Nov 2026 13:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "Wed, 31 Dec 9999 23:59:59 GMT"],
  ...["", "now", "0", "-1", "Tue, 24 Nov 2026 13:00:00 GMT, Tue, 24 Nov 2026 13:00:00 GMT"],
];
const TYPES: readonly string[] = [
  ...["application/json; charset=utf-8", "application/json; charset=utf-16", "text/html", "", "text/event-stream"],
  ...["application/octet-stream", "image/svg+xml", "multipart/form-data; boundary=x", "application/json;;;=", "x"],
];
const VALUES: Readonly<Record<string, readonly string[]>> = {
  "retry-after": RETRY_AFTER.filter((value) => /^[\x20-\x7e]*$/.test(value)),
  date: DATES,
  "content-type": TYPES,
  "content-encoding": ["identity", "gzip", "br", "x-unknown", ""],
  "content-length": ["0", "1", "5", "99999999", "-1", "x"],
  location: ["/portal", "https://elsewhere.test/", ""],
  "x-correlation-id": ["1", "é".repeat(100)],
};

const OTHERS: readonly number[] = [
  ...[
    201, 202, 206, 226, 299, 300, 301, 302, 307, 308, 399, 400, 401, 402, 403, 404, 405, 407, 408, 409, 418, 422, 451,
    499,
  ],
  ...[500, 501, 502, 503, 504, 511, 520, 599],
];

/** The good status most of the time, else one of the others; the one whose headers are read comes more often. */
export const mutatedStatus = (random: Random): number =>
  random.chance(0.85) ? 200 : random.chance(0.2) ? 429 : random.pick(OTHERS);

/** Headers of an answer, each there or not, right or wrong. */
export function mutatedHeaders(status: number, random: Random): readonly (readonly [string, string])[] {
  return Object.entries(VALUES).flatMap(([name, values]) => {
    const many = random.chance(0.05) ? 2 : random.chance(status === 429 ? 0.8 : 0.3) ? 1 : 0;
    return Array.from({ length: many }, () => [name, random.pick(values)] as const);
  });
}
