import { flushSync, mount } from "svelte";
import { instant, type Instant } from "../src-main/core/lock/lock.ts";
import type { AjarApi } from "../src-main/ipc/contract.ts";
import App from "./App.svelte";
import { caught, reportErrors } from "./error-report.ts";
import { WindowModel } from "./state.svelte.ts";
import { t } from "./words.ts";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/parts.css";

/** A hidden window may draw no frame at all; it is shown after this long all the same. */
const FRAME_LIMIT_MS = 300;

const clock = (): Instant => instant(Date.now());

/** Resolves after the next frame was drawn. */
const frame = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => {
      requestAnimationFrame(() => resolve());
    });
    setTimeout(resolve, FRAME_LIMIT_MS);
  });

/** Says that there is nothing to show, so that an empty window is never taken for a calm one. */
function apologize(target: Element): void {
  const main = document.createElement("main");
  const heading = document.createElement("h1");
  heading.textContent = t("view.broken");
  main.append(heading);
  target.replaceChildren(main);
}

async function start(target: Element, api: AjarApi | undefined): Promise<void> {
  if (api === undefined) {
    apologize(target);
    return;
  }
  reportErrors(api);
  try {
    const model = new WindowModel(api, clock, await api.state());
    model.connect();
    mount(App, { target, props: { model } });
    flushSync();
  } catch (error) {
    apologize(target);
    await api.reportProblem(caught(error)).catch(() => undefined);
  }
  await frame();
  await api.drawn();
}

const target = document.querySelector("#app");
if (target !== null) await start(target, window.ajar);
