import { flushSync, mount } from "svelte";
import { instant, type Instant } from "../src-main/core/lock/lock.ts";
import type { AjarApi } from "../src-main/ipc/contract.ts";
import App from "./App.svelte";
import { speak } from "./i18n.svelte.ts";
import { caught, reportErrors } from "./error-report.ts";
import { WindowModels } from "./window-models.ts";
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

/** Says that there is nothing to show: an empty window is never taken for a calm one. */
function apologize(target: Element): void {
  target.remove();
  document.querySelector("#broken")?.removeAttribute("hidden");
}

async function start(target: Element, api: AjarApi | undefined): Promise<void> {
  if (api === undefined) {
    apologize(target);
    return;
  }
  reportErrors(api);
  try {
    const state = await api.state();
    speak(state.words);
    const models = new WindowModels(api, clock, state);
    models.connect();
    mount(App, { target, props: { models } });
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
