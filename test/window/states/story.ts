import { choicesOf, defaultSettings } from "../../../src-main/core/app/settings.ts";
import type { HouseEvent } from "../../../src-main/core/lock/house-event.ts";
import { serialOf } from "../../../src-main/core/lock/lock.ts";
import { present } from "../../../src-main/core/view/presenter.ts";
import { sample } from "../../component/support/rows.ts";
import { after, at } from "../../unit/support/house.ts";
import { english } from "../../unit/support/words.ts";
import type { Listed } from "./listed.ts";

/** A house as it came about, and how many seconds after its start it is looked at. */
export type Story = readonly [events: readonly HouseEvent[], seconds: number];

/** The state of a house as main shows it after its story. */
export function told(name: string, [events, seconds]: Story, notWatched: readonly string[] = []): Listed {
  const settings = { ...defaultSettings, notWatched: notWatched.map(serialOf) };
  const { house } = after(events);
  const around = { words: english, key: "in-use" as const, demo: false, otherCloud: null, alerts: [], notices: [] };
  const { snapshot } = present(house, settings, around, at(seconds));
  const choices = choicesOf(settings, true);
  return { name, state: { ...sample({}, house.lastAnswerAt), snapshot, choices }, now: at(seconds) };
}
