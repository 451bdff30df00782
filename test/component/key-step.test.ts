import { fireEvent, screen } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import type { KeyCheck } from "../../src-main/core/app/key-state.ts";
import { FAILURE_KINDS } from "../../src-main/core/lock/failure.ts";
import { instant } from "../../src-main/core/lock/lock.ts";
import { NOW } from "./support/rows.ts";
import { kept, PASTED, findings, within, without } from "./support/scenes.ts";
import { STATES } from "./support/states.ts";
import {
  button,
  click,
  open,
  press,
  PROBLEM,
  settle,
  textOf,
  textsOf,
  useWindows,
  type Opened,
} from "./support/window.ts";

useWindows();

const field = (): HTMLInputElement => screen.getByLabelText("Personal access key");
const type = async (text: string): Promise<void> => {
  await fireEvent.input(field(), { target: { value: text } });
};
const connect = (): HTMLElement => button(/^(?:Connect|Checking…)$/);
const submit = async (): Promise<void> => {
  const form = document.querySelector("form");
  if (form !== null) await fireEvent.submit(form);
  await settle();
};
const refused = (refusal: Extract<KeyCheck, { ok: false }>["refusal"], retryAt = false): KeyCheck => ({
  ok: false,
  refusal,
  retryAt: retryAt ? instant(NOW + 3_600_000) : null,
});

/** Whether the key can be read anywhere but in its field: text, attributes, what main was told to keep or heard of. */
const leaks = ({ desk }: Opened): boolean =>
  [
    document.documentElement.outerHTML,
    JSON.stringify(desk.given("rememberView")),
    desk.calls.filter((call) => !call.startsWith("checkKey")).join(),
  ].some((text) => text.includes(PASTED.slice(8)));

describe("the key step", () => {
  it("has three steps, the real names of the scopes, and begins in the field", () => {
    open(without("key"));
    expect(textsOf("h2")).toEqual([
      "Go to the Tedee portal",
      "Create a key with these scopes",
      "Paste the personal access key",
    ]);
    expect(textsOf("dl > div")).toEqual([
      "Device.Read required: see locks and doors",
      "Account.Read optional: see when the key expires",
      "DeviceActivity.Read optional: see who opened what, and when",
      "Lock.Operate optional: lock and unlock",
    ]);
    expect(document.activeElement).toBe(field());
    expect(screen.getByLabelText("Step 2 of 4")).toBeTruthy();
  });

  it("opens the portal in the browser", async () => {
    const { desk } = open(without("key"));
    await click("Open key page in the browser");
    expect(desk.calls).toEqual(["openExternal portal"]);
  });

  it("says when the browser could not be opened", async () => {
    const { desk, models } = open(without("key"));
    vi.spyOn(desk.api, "openExternal").mockRejectedValue(new Error("no browser"));
    models.setup.openPortal();
    await settle();
    expect(textOf(".toast")).toBe("That didn’t work. Ajar keeps watching; try again.");
    expect(desk.calls).toContainEqual(PROBLEM);
  });

  it("keeps the field from whatever remembers or looks at words", () => {
    open(without("key"));
    expect(field().type).toBe("password");
    expect([field().autocomplete, field().getAttribute("spellcheck")]).toEqual(["off", "false"]);
    expect(document.querySelector("form")?.getAttribute("autocomplete")).toBe("off");
  });

  it("shows the key while that is asked for", async () => {
    open(without("key"));
    await type(PASTED);
    await click("Show the key");
    expect([field().type, button("Show the key").getAttribute("aria-pressed")]).toEqual(["text", "true"]);
    expect(field().value).toBe(PASTED);
    await click("Show the key");
    expect(field().type).toBe("password");
  });

  it.each(["", "   ", "\t"])("has nothing to check in %o", async (text) => {
    const { desk } = open(without("key"));
    await type(PASTED);
    expect(connect().hasAttribute("disabled")).toBe(false);
    await type(text);
    expect(connect().hasAttribute("disabled")).toBe(true);
    await submit();
    expect(desk.given("checkKey")).toEqual([]);
  });
});

describe("a check", () => {
  it("hands the pasted text to main once, and says that it is asking", async () => {
    const { desk } = open(without("key"));
    desk.answers.checkKey = () => new Promise(() => undefined);
    await type(PASTED);
    await submit();
    await submit();
    expect(desk.given("checkKey")).toEqual([PASTED]);
    expect(connect().textContent.trim()).toBe("Checking…");
    expect(textsOf("[role='status']")).toContain("Checking what this key can see.");
    expect(field().readOnly).toBe(true);
  });

  it("that is good goes on, and leaves nothing of the key behind", async () => {
    const opened = open(without("key"));
    opened.desk.answers.checkKey = () => Promise.resolve({ ok: true, findings: findings() });
    const element = field();
    await type(PASTED);
    await submit();
    expect(textOf("h1")).toBe("5 locks found");
    expect(element.value).toBe("");
    expect(leaks(opened)).toBe(false);
    await click("Back");
    expect(field().value).toBe("");
  });

  it.each(["Back", "Escape", "settings"])("that is left by %s is nobody's", async (way) => {
    const opened = open(without("key"));
    const answer = Promise.withResolvers<KeyCheck>();
    opened.desk.answers.checkKey = () => answer.promise;
    const element = field();
    await type(PASTED);
    await submit();
    if (way === "Back") await click("Back");
    else if (way === "Escape") await press("Escape");
    else opened.desk.push("page", "settings");
    await settle();
    answer.resolve({ ok: true, findings: findings() });
    await settle();
    expect(textOf("h1")).toBe(way === "settings" ? "Settings" : "Is everything shut?");
    expect(element.value).toBe("");
    expect(opened.models.setup.checking).toBe(false);
    expect(leaks(opened)).toBe(false);
  });
});

const noticeId = (): string => document.querySelector("main [role='alert']")?.id ?? "none";

describe("a refusal", () => {
  const kinds = [...FAILURE_KINDS, "malformed"] as const;

  it.each(kinds)("%s is said in words, beside the field that keeps the key", async (kind) => {
    const opened = open(without("key"));
    opened.desk.answers.checkKey = () => Promise.resolve(refused(kind));
    await type(PASTED);
    await submit();
    const [title = "", body = ""] = textsOf("[role='alert'] .callout p");
    expect(title).toMatch(/^[A-Z]/);
    expect(body).toMatch(/Nothing was (?:saved|sent)\.$/);
    expect(textOf("h1")).toBe("Connect to Tedee");
    expect(document.activeElement).toBe(field());
    expect(field().value).toBe(PASTED);
    expect(field().getAttribute("aria-describedby")?.split(" ")).toContain(noticeId());
    expect(field().readOnly).toBe(false);
    expect(leaks(opened)).toBe(false);
  });

  it("has words of its own for each kind", async () => {
    const { desk } = open(without("key"));
    const said: string[] = [];
    await type(PASTED);
    for (const kind of kinds) {
      desk.answers.checkKey = () => Promise.resolve(refused(kind));
      await submit();
      said.push(textOf("[role='alert'] .callout .title"));
    }
    expect(new Set(said).size).toBe(kinds.length);
  });

  it("of the limit names the time from which to try again", async () => {
    const { desk } = open(without("key"));
    desk.answers.checkKey = () => Promise.resolve(refused("limit-reached", true));
    await type(PASTED);
    await submit();
    expect(textOf(".callout .body")).toMatch(/^Choose Connect again after \d+:21/);
  });

  it("gives way to the next check", async () => {
    const { desk } = open(without("key"));
    desk.answers.checkKey = () => Promise.resolve(refused("timeout"));
    await type(PASTED);
    await submit();
    desk.answers.checkKey = () => new Promise(() => undefined);
    await submit();
    expect(document.querySelector(".callout")).toBeNull();
  });

  it("inside Ajar is said too, and reported without the key", async () => {
    const opened = open(without("key"));
    opened.desk.answers.checkKey = () => Promise.reject(new Error("That did not work."));
    await type(PASTED);
    await submit();
    expect(textOf(".callout .title")).toBe("The key couldn’t be checked");
    expect(opened.desk.calls).toContainEqual(PROBLEM);
    expect(leaks(opened)).toBe(false);
  });

  it("marks the field only where the key itself is at fault", async () => {
    const { desk } = open(without("key"));
    await type(PASTED);
    for (const [kind, invalid] of [
      ["key-refused", "true"],
      ["no-network", "false"],
    ] as const) {
      desk.answers.checkKey = () => Promise.resolve(refused(kind));
      await submit();
      expect(field().getAttribute("aria-invalid")).toBe(invalid);
    }
  });
});

describe("a key that replaces another", () =>
  it("is no step of setting up, and the old one goes on when it is refused", async () => {
    open(within("key", kept("keyring")));
    expect(textOf("h1")).toBe("Replace the key");
    expect(screen.queryByLabelText(/^Step/)).toBeNull();
    expect(screen.queryByRole("button", { name: "Try the demo" })).toBeNull();
    await type(PASTED);
    await submit();
    expect(textOf(".callout .body")).toMatch(/Ajar is still using your current key\.$/);
  }));

describe("a pasted key", () =>
  it("is not remembered with the page", async () => {
    const opened = open(STATES.setup);
    await click("Connect to Tedee");
    await type(PASTED);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(opened.desk.given("rememberView").at(-1)).toEqual({ page: "key", search: "", selected: null, scroll: 0 });
    expect(leaks(opened)).toBe(false);
  }));
