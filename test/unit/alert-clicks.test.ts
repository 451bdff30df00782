import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { activatedSerial, openedId } from "../../src-main/core/alerts/alert.ts";
import { serialOf } from "../../src-main/core/lock/lock.ts";

describe("a click that Windows kept", () => {
  it.each([
    ["type=click&tag=S1:opened", "S1"],
    ["type=click&tag=21030501-000078:connection", "21030501-000078"],
    ["type=action&action=0&tag=S1%3Aopened", "S1"],
    ["type=click&tag=a:b:opened", "a:b"],
    ["type=click&tag=app:blind", null],
    ["type=click&tag=14317607570838471237", null],
    ["type=click", null],
    ["tag=:opened", null],
    ["", null],
  ])("in the words %j leads to %j", (words, serial) => expect(activatedSerial(words)).toBe(serial));

  it("leads back to the lock whose alert it was", () =>
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 40 }), (serial) => {
        fc.pre(serial !== "app");
        const words = new URLSearchParams({ type: "click", tag: openedId(serialOf(serial)) });
        expect(activatedSerial(String(words))).toBe(serial);
      }),
    ));
});
