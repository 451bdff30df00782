import type { Snapshot } from "../src-main/core/view/snapshot.ts";
import { createAnnouncer } from "./announcer.ts";
import { urgentOf } from "./urgent.ts";

/** Speaks to a screen reader of what became urgent. */
export class Announcements {
  readonly #announcer = createAnnouncer((text) => (this.text = text));
  #snapshot: Snapshot;
  /** The text of the assertive live region. */
  text = $state.raw("");

  /** Begins with a snapshot, of which nothing is spoken. */
  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  /** Takes the next snapshot; each sentence is worded by the newest one when its turn comes. */
  readonly take = (snapshot: Snapshot): void => {
    const urgent = urgentOf(this.#snapshot, snapshot);
    this.#snapshot = snapshot;
    for (const wording of urgent) this.#announcer.say(() => wording(this.#snapshot));
  };

  /** Forgets everything unspoken. */
  readonly stop = (): void => this.#announcer.stop();
}
