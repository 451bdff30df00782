import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { demoLock } from "../../src-main/demo/demo-lock.ts";
import { CALL_NAMES, PUSH_NAMES } from "../../src-main/ipc/api.ts";
import { expect, test } from "./fixtures.ts";
import { launchWell } from "./support.ts";

/** A page of the world that only counts who comes. */
async function startTrap() {
  const visits: string[] = [];
  const server = createServer((request, response) => {
    visits.push(request.url ?? "");
    response.writeHead(200, { "content-type": "text/javascript", "access-control-allow-origin": "*" });
    response.end("window.caught = true;");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    visits,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

test.describe("a page that was taken over", () => {
  test.use({ provoking: true });

  test("runs no code that was not shipped, and reaches nobody", async ({ ajar }) => {
    const trap = await startTrap();
    try {
      await launchWell(ajar);
      const page = await ajar.window();
      const before = page.url();
      const outcome = await page.evaluate(async (world) => {
        const text = "window.caught = true";
        const tries: Record<string, () => unknown> = {
          eval: (): unknown => Reflect.apply(eval, window, [text]),
          "new Function": (): unknown => Reflect.apply(Reflect.construct(Function, [text]), window, []),
          "a timer of text": (): unknown => Reflect.apply(setTimeout, window, [text, 0]),
          "an inline script": () => {
            const script = document.createElement("script");
            script.append(text);
            document.head.append(script);
          },
          "a script of the world": () => {
            const script = document.createElement("script");
            script.setAttribute("src", `${world}/script.js`);
            document.head.append(script);
          },
          "an import from the world": () => import(/* @vite-ignore */ `${world}/module.js`),
          "an import of data": () => import(/* @vite-ignore */ `data:text/javascript,${text}`),
          "markup with a handler": () =>
            document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.caught = true'>"),
          "a handler in an attribute": () => {
            const box = document.createElement("p");
            box.setAttribute("onclick", "window.caught = true");
            document.body.append(box);
            box.click();
          },
          "a worker": () => new Worker(`${world}/worker.js`),
          fetch: () => fetch(`${world}/fetch`),
          XMLHttpRequest: () => {
            const request = new XMLHttpRequest();
            request.open("GET", `${world}/xhr`);
            request.send();
          },
          WebSocket: () => new WebSocket(`${world.replace("http", "ws")}/socket`),
          EventSource: () => new EventSource(`${world}/events`),
          sendBeacon: () => navigator.sendBeacon(`${world}/beacon`, "x"),
          "a picture of the world": () => {
            const picture = new Image();
            picture.src = `${world}/picture.png`;
            document.body.append(picture);
          },
          "a style sheet of the world": () => {
            const sheet = document.createElement("link");
            sheet.rel = "stylesheet";
            sheet.href = `${world}/style.css`;
            document.head.append(sheet);
          },
          "a frame": () => {
            const frame = document.createElement("iframe");
            frame.src = `${world}/frame.html`;
            document.body.append(frame);
          },
          "a new window": () => window.open(`${world}/window.html`),
        };
        // what a debugger calls may evaluate text whatever the policy says, until it is back
        const outside = (attempt: () => unknown): Promise<unknown> =>
          new Promise((resolve) => setTimeout(resolve, 0)).then(attempt);
        const caught: string[] = [];
        for (const [name, attempt] of Object.entries(tries)) {
          // refused at once, as it should be; what was not is seen below
          await outside(attempt).catch(() => undefined);
          if (Reflect.has(window, "caught")) caught.push(name);
          Reflect.deleteProperty(window, "caught");
        }
        return { tried: Object.keys(tries).length, caught };
      }, trap.origin);
      expect(outcome).toEqual({ tried: 19, caught: [] });
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect(page.url()).toBe(before);
      expect(trap.visits).toEqual([]);
      expect(await ajar.opened()).toEqual([]);
      // what a page is refused, Ajar hears of
      await ajar.waitFor("problem", ({ failure, text }) => failure === "window" && text.includes("trusted-types"));
      // who drives a page waits for such a navigation to end, which one that was refused never does
      await page.evaluate((world) => {
        const go = (href: string): void => {
          const link = document.createElement("a");
          link.href = href;
          document.body.append(link);
          link.click();
        };
        setTimeout(() => {
          go("javascript:void (window.caught = true)");
          go(`${world}/link.html`);
          const form = document.createElement("form");
          form.action = `${world}/form`;
          document.body.append(form);
          form.submit();
          location.href = `${world}/location.html`;
        }, 100);
        setTimeout(() => {
          if (!Reflect.has(window, "caught")) void window.ajar?.hide();
        }, 500);
      }, trap.origin);
      await expect.poll(() => ajar.isWindowVisible()).toBe(false);
      expect(trap.visits).toEqual([]);
    } finally {
      trap.close();
    }
  });

  test("has Ajar's named calls and nothing of Electron, and gets nothing for a bad argument", async ({ ajar }) => {
    await launchWell(ajar);
    const page = await ajar.window();
    const found = await page.evaluate(async () => {
      const { ajar: api } = window as unknown as { ajar: Record<string, (argument?: unknown) => Promise<unknown>> };
      const wrong: Record<string, unknown> = {
        rememberView: { search: 1 },
        pauseAlerts: "yes",
        dismissAlert: {},
        checkKey: 7,
        keepKey: null,
        writeLogin: "on",
        changeSettings: { intervalSeconds: 5 },
        openExternal: "https://example.invalid/",
        reportProblem: null,
      };
      const answers = await Promise.all(
        Object.entries(wrong).map(async ([name, argument]) => {
          const answer = await api[name]?.(argument).then(
            JSON.stringify,
            (error: unknown) => `refused: ${String(error)}`,
          );
          return `${name} ${answer ?? ""}`;
        }),
      );
      const strays = ["require", "process", "module", "Buffer", "electron", "ipcRenderer", "__dirname"];
      return { names: Object.keys(api).sort(), answers, strays: strays.filter((name) => Reflect.has(window, name)) };
    });
    expect(found.strays).toEqual([]);
    const subscriptions = PUSH_NAMES.map((name) => `on${name.charAt(0).toUpperCase()}${name.slice(1)}`);
    expect(found.names).toEqual([...CALL_NAMES, ...subscriptions].sort());
    for (const answer of found.answers) expect(answer).toMatch(/^\w+ refused: .*doesn’t understand/);
    expect(await ajar.opened()).toEqual([]);
  });
});

test.describe("an error of the window", () => {
  test.use({ provoking: true });

  test("is said once in the window and each time in the trace, never in its own words, and Ajar goes on", async ({
    ajar,
  }) => {
    await launchWell(ajar);
    const page = await ajar.window();
    await page.evaluate(() => {
      setTimeout(() => {
        throw new TypeError("pasted.c2VjcmV0");
      }, 0);
      void Promise.reject(new RangeError("pasted.c2VjcmV0"));
    });
    const told = (): readonly string[] =>
      ajar.trace().flatMap((line) => (line.kind === "problem" && line.failure === "window" ? [line.text] : []));
    await expect.poll(() => told().length).toBe(2);
    expect(told().join("\n")).toMatch(/\(TypeError\b/);
    expect(told().join("\n")).toMatch(/\(RangeError\b/);
    await expect(page.getByText("Something unexpected happened in the window")).toHaveCount(1);
    await ajar.waitFor("request", ({ purpose }) => purpose === "sync", { after: ajar.trace().length });
    expect(JSON.stringify(ajar.trace())).not.toContain("pasted");
    // the stand-in shows a browser's own console, which is no output of Ajar
    const written = ajar.stderr().replace(/^Window, .*$/gm, "");
    expect(written).toContain("Something unexpected happened in the window");
    expect(written).not.toContain("pasted");
  });
});

const NAMES = [
  "https://example.invalid/",
  '<a href="https://example.invalid/">Front</a>',
  '<img src="x" onerror="document.title = 0">',
  "javascript:alert(1)",
  "\u202eroodkcab",
];

test.describe("locks with names that are more than names", () => {
  test.use({ cloudOptions: { scripted: false, locks: NAMES.map((name, index) => demoLock(index + 1, name)) } });

  test("are named by their text, and lead nowhere", async ({ ajar }) => {
    await launchWell(ajar);
    const page = await ajar.window();
    for (const name of NAMES) await page.getByText(name, { exact: true }).first().click();
    expect(await page.locator("main a, main img, .lock a, .lock img, [onerror]").count()).toBe(0);
    expect(await ajar.opened()).toEqual([]);
    const labels = async (): Promise<string> => (await ajar.tray())?.items.map(({ label }) => label).join("\n") ?? "";
    for (const name of NAMES.slice(0, 4)) await expect.poll(labels).toContain(`\n${name}: `);
  });
});
