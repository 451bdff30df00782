import { afterEach, describe, expect, it } from "vitest";
import { clockText } from "../../src-main/core/words/times.ts";
import { SystemWords } from "../../src-main/shell/system-words.ts";
import { at } from "../unit/support/house.ts";

const { LC_ALL } = process.env;

/** The region of this process, as its system would name it. */
const travel = (region: string): void => void (process.env["LC_ALL"] = region);

afterEach(() => {
  if (LC_ALL === undefined) delete process.env["LC_ALL"];
  else travel(LC_ALL);
});

describe.runIf(process.platform === "linux")("the words of a run", () => {
  it("take the region of the moment in which a time is first written", () => {
    travel("de_DE.UTF-8");
    const { words, refresh } = new SystemWords("en");
    travel("en_US.UTF-8");
    expect(refresh()).toBe(false);
    expect(clockText(words, at(0))).toMatch(/[AP]M$/);
  });

  it("follow a region that is another one, and say so once", () => {
    travel("en_US.UTF-8");
    const { words, refresh } = new SystemWords("en");
    expect(clockText(words, at(0))).toMatch(/[AP]M$/);
    expect(refresh()).toBe(false);
    travel("de_DE.UTF-8");
    expect(refresh()).toBe(true);
    expect(clockText(words, at(0))).not.toMatch(/[AP]M$/);
    expect(refresh()).toBe(false);
  });
});
