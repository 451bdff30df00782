import { describe, expect, it } from "vitest";
import type { Answer } from "../../src-main/core/lock/failure.ts";
import { PAGE_SIZE } from "../../src-main/core/polling/list-cache.ts";
import { readList, type ListRead } from "../../src-main/sync/list-reader.ts";
import type { Page } from "../../src-main/tedee/decode.ts";
import { at, lock, reading } from "../unit/support/house.ts";

/** A page that names the locks from one number on; `unreadable` entries beside them could not be read. */
const page = (from: number, count: number, unreadable = 0): Answer<Page> => {
  const listings = Array.from({ length: count }, (_, index) => ({
    lock: lock(from + index),
    reading: reading(from + index, 0),
  }));
  return { ok: true, value: { listings, entries: count + unreadable }, at: at(0) };
};
const broken: Answer<Page> = { ok: false, failure: { kind: "timeout" }, at: at(0) };

/** Reads these pages; none after `readable` of them may be asked for. */
async function run(pages: readonly Answer<Page>[], { thorough = false, readable = Infinity } = {}) {
  const steps: string[] = [];
  const ask = (number: number): Promise<Answer<Page>> => {
    const answer = pages[number - 1];
    if (answer === undefined) throw new Error(`Page ${number} was asked for`);
    return Promise.resolve(answer);
  };
  const read = await readList(ask, {
    thorough,
    mayRead: (number) => number <= readable,
    sent: (number) => steps.push(`sent ${number}`),
    full: (number) => steps.push(`full ${number}`),
  });
  return { read, steps };
}

const summed = (read: ListRead): unknown =>
  read.kind === "read" ? [read.listings.length, read.pages, read.complete] : read;

const FULL = PAGE_SIZE;
const short = [page(1, 30), page(31, 30), page(61, 10)];

describe("reading a list", () => {
  it.each([
    ["ends with a short page", [page(1, 3)], {}, [3, 1, true]],
    ["ends with an empty page after a full one", [page(1, FULL), page(0, 0)], {}, [FULL, 2, true]],
    ["goes on from a full page", [page(1, FULL), page(FULL + 1, 2)], {}, [FULL + 2, 2, true]],
    ["counts a lock of two pages once", [page(1, FULL), page(FULL, 2)], {}, [FULL + 1, 2, true]],
    ["ends with a full page that brings nothing new", [page(1, FULL), page(1, FULL)], {}, [FULL, 2, true]],
    ["is incomplete where an entry could not be read", [page(1, FULL - 1, 1), page(FULL, 1)], {}, [FULL, 2, false]],
    ["takes short pages for full ones where it is thorough", short, { thorough: true }, [70, 3, true]],
    [
      "is over at once in an account without locks, also where it is thorough",
      [page(0, 0)],
      { thorough: true },
      [0, 1, true],
    ],
    ["keeps what it read when no further page may be read", [page(1, FULL)], { readable: 1 }, [FULL, 1, false]],
    ["is complete when the page that may not be read is not needed", [page(1, 3)], { readable: 1 }, [3, 1, true]],
    ["is nothing when no page may be read", [], { readable: 0 }, { kind: "stopped" }],
    ["fails with a page", [page(1, FULL), broken], {}, { kind: "failed", failure: { kind: "timeout" } }],
  ] as const)("%s", async (_, pages, steps, expected) => {
    expect(summed((await run(pages, steps)).read)).toEqual(expected);
  });

  it("tells each page that is asked for and each that was full, in turn", async () => {
    expect((await run([page(1, FULL), page(FULL + 1, FULL), page(0, 0)])).steps).toEqual([
      ...["sent 1", "full 1", "sent 2", "full 2", "sent 3"],
    ]);
    expect((await run([], { readable: 0 })).steps).toEqual([]);
    expect((await run([page(1, FULL), broken])).steps).toEqual(["sent 1", "full 1", "sent 2"]);
  });
});
