import { desk } from "./desk.ts";

/** What a person can switch on the desk. */
const NAMES = [
  ...(["notifications", "tray-host", "offline", "battery", "dark"] as const),
  ...(["keyring", "keyring-locked", "obscured-keys"] as const),
] as const;
export type SwitchName = (typeof NAMES)[number];

const ON_AT_START: ReadonlySet<SwitchName> = new Set(["notifications", "tray-host"]);

/** The desk's switches, each on or off; listeners hear of a change. */
class Switches {
  readonly #on = new Map<SwitchName, boolean>();
  readonly #listeners = new Map<SwitchName, ((on: boolean) => void)[]>();
  readonly #fixed = new Map<SwitchName, string>();
  readonly #moved = new Set<SwitchName>();
  readonly #deciders = new Map<SwitchName, () => Promise<boolean>>();

  constructor() {
    for (const name of NAMES) {
      this.#on.set(name, ON_AT_START.has(name));
      this.#show(name);
    }
  }

  isOn(name: SwitchName): boolean {
    return this.#on.get(name) === true;
  }

  /** Whether a person moved the switch, rather than the desk's browser by what it prefers. */
  isMoved(name: SwitchName): boolean {
    return this.#moved.has(name);
  }

  /** Switches and tells; nothing happens when the switch stands so already. */
  set(name: SwitchName, on: boolean): void {
    if (this.isOn(name) === on) return;
    this.#on.set(name, on);
    this.#show(name);
    for (const listener of this.#listeners.get(name) ?? []) listener(on);
  }

  /** Makes a switch unmovable, for the reason given; `decide` says how it stands, whenever that matters. */
  async leaveTo(name: SwitchName, why: string, decide: () => Promise<boolean>): Promise<void> {
    this.#fixed.set(name, why);
    this.#deciders.set(name, decide);
    this.set(name, await decide());
    this.#show(name);
  }

  /** Tells how a switch stands: at once, or when whoever decides over it has answered. */
  know(name: SwitchName, tell: (on: boolean) => void): void {
    const decide = this.#deciders.get(name);
    if (decide === undefined) {
      tell(this.isOn(name));
      return;
    }
    void decide().then((on) => {
      this.set(name, on);
      tell(on);
    });
  }

  onChange(name: SwitchName, listener: (on: boolean) => void): void {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
  }

  #show(name: SwitchName): void {
    const key = `switch/${name}`;
    desk.put(key, { on: this.isOn(name), fixed: this.#fixed.get(name) ?? null });
    desk.receive(key, ({ type, on }) => {
      if (this.#fixed.has(name)) return;
      if (type === "switch") this.#moved.add(name);
      this.set(name, on === true);
    });
  }
}

/** The one set of switches of this process. */
export const switches = new Switches();
