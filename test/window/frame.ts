import { flushSync, mount, unmount } from "svelte";
import App from "../../src-renderer/App.svelte";
import { speak } from "../../src-renderer/i18n.svelte.ts";
import { WindowModels } from "../../src-renderer/window-models.ts";
import "../../src-renderer/styles/tokens.css";
import "../../src-renderer/styles/base.css";
import "../../src-renderer/styles/parts.css";
import { NOW } from "../component/support/rows.ts";
import { inPseudo } from "../component/support/pseudo.ts";
import { Hand, nextFrame } from "./hand.ts";
import { LISTED } from "./states/all.ts";
import { fakeOf } from "./states/listed.ts";

/** Languages in which a state can be looked at. */
export type Locale = "en" | "en-XA";

/** What the document offers to whoever shows its states. */
export interface Frame {
  readonly names: readonly string[];
  /** Shows a state in place of the one before; resolves when it is drawn. */
  readonly show: (name: string, locale: Locale) => Promise<void>;
  /** Resolves when what was changed is drawn. */
  readonly drawn: () => Promise<void>;
}

declare global {
  interface Window {
    readonly frame?: Frame;
  }
}

let close: () => Promise<void> = () => Promise.resolve();

async function show(name: string, locale: Locale): Promise<void> {
  const listed = LISTED.find((each) => each.name === name);
  const target = document.querySelector("#app");
  if (listed === undefined || target === null) throw new Error(`No state ${name}`);
  await close();
  const state = locale === "en" ? listed.state : inPseudo(listed.state);
  const { now = NOW, act } = listed;
  const fake = fakeOf({ ...listed, state });
  speak(state.words);
  const models = new WindowModels(fake.api, () => now, state);
  const disconnect = models.connect();
  const app = mount(App, { target, props: { models } });
  flushSync();
  close = async () => {
    disconnect();
    await unmount(app);
    target.replaceChildren();
  };
  await nextFrame();
  if (act === undefined) return;
  await act(new Hand(locale));
  await nextFrame();
}

Object.defineProperty(window, "frame", {
  value: { names: LISTED.map(({ name }) => name), show, drawn: nextFrame } satisfies Frame,
});
