import { describe, expect, it, vi } from "vitest";
import { failureWords } from "../../src-main/core/view/failure-words.ts";
import { FAILURE_KINDS } from "../../src-main/core/lock/failure.ts";
import { english } from "../unit/support/words.ts";
import { banner } from "./support/banners.ts";
import { sample } from "./support/rows.ts";
import { kept, within } from "./support/scenes.ts";
import { STATES, type StateName } from "./support/states.ts";
import {
  button,
  buttons,
  click,
  names,
  open,
  settle,
  textOf,
  textsOf,
  useWindows,
  type Opened,
} from "./support/window.ts";

useWindows();

const show = (name: StateName): Opened => open(STATES[name]);
const OFFLINE = "You’re seeing the last known states. Check this computer’s connection. Ajar keeps trying.";

/** As an element's text is read: spaces made single. */
const plain = (text: string): string => text.replace(/\s/g, " ");

describe("a banner", () => {
  it.each(FAILURE_KINDS)("of %s shows what happened, what still works and what to do", (kind) => {
    open(sample({ banner: banner(kind) }));
    const { happened, still, todo } = failureWords(kind, english);
    expect(textOf(".banner .title")).toContain(plain(happened));
    expect(textOf(".banner .body")).toContain(plain(`${still} ${todo}`));
    expect(textOf("[role=status]:has(.banner)")).toContain(plain(happened));
    expect(names()).toHaveLength(5);
  });

  it.each([
    ["offline", "No internet since 14:02", `${OFFLINE} Next try in 40 s.`, "Offline since 14:02"],
    [
      "key",
      "Tedee rejected the key",
      "You’re seeing the last known states, without updates or alerts. The key may have expired.",
      "No updates since 14:02",
    ],
    [
      "down",
      "Tedee isn’t responding",
      "You’re seeing the last known states. Your internet works. Ajar keeps trying. Next try in 40 s.",
      "All 5 locked and closed",
    ],
  ] as const)("of a window that is %s says so under the headline", (name, title, body, headline) => {
    show(name);
    expect(textOf(".banner .title")).toBe(title);
    expect(textOf(".banner .body")).toBe(body);
    expect(textOf("h1")).toBe(headline);
  });

  it("of a limit names the next update, and offers no try that could not help", () => {
    show("limit");
    expect(textOf(".banner .title")).toBe("Request limit reached");
    expect(textOf(".banner .body")).toMatch(
      /^Next update at \S*:21\S*( [AP]M)?\. You’re seeing the last known states\. Your other/,
    );
    expect(document.querySelector(".banner button")).toBeNull();
    expect(textOf("h1")).toBe("All 5 locked and closed");
  });

  it.each(["offline", "key"] as const)("of a window that is %s takes the age and the green from the header", (name) => {
    show(name);
    expect(textsOf(".headline p")).toEqual(["States may have changed"]);
    expect(document.querySelector(".secure")).toBeNull();
    expect(document.querySelector(".lock.card")).toBeNull();
  });

  it("counts down to the next try, and says so when it is made", async () => {
    show("offline");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(textOf(".banner .body")).toBe(`${OFFLINE} Next try in 30 s.`);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(textOf(".banner .body")).toBe(`${OFFLINE} Trying now.`);
  });

  it("tries at once when asked", async () => {
    const { desk } = show("offline");
    document.querySelector<HTMLButtonElement>(".banner button")?.click();
    await settle();
    expect(desk.calls).toContain("refresh");
  });

  it("leads to another key when Tedee refuses the one in use, and back", async () => {
    show("key");
    await click("Replace key");
    expect(textOf("h1")).toBe("Replace the key");
    await click("Back");
    expect(document.activeElement).toBe(button("Replace key"));
  });

  it("tells who gave the key by a variable to change that", () => {
    open(within("home", kept("environment"), STATES.key));
    expect(buttons()).not.toContain("Replace key");
    expect(textOf(".banner .body")).toMatch(/Set a new AJAR_PERSONAL_KEY and restart Ajar\.$/);
  });
});
