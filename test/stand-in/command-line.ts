import type { CommandLine } from "electron";
import { strict } from "./strict.ts";

type Used = "hasSwitch" | "getSwitchValue" | "appendSwitch" | "removeSwitch";

/** The switches of a command line as Chromium reads them: `--name` or `--name=value`, up to a lone `--`. */
class StandInCommandLine implements Pick<CommandLine, Used> {
  readonly #switches = new Map<string, string>();

  constructor(argv: readonly string[]) {
    for (const argument of argv) {
      if (argument === "--") break;
      if (!argument.startsWith("--")) continue;
      const [name = "", ...value] = argument.slice("--".length).split("=");
      this.#switches.set(name.toLowerCase(), value.join("="));
    }
  }

  readonly hasSwitch = (name: string): boolean => this.#switches.has(name.toLowerCase());
  readonly getSwitchValue = (name: string): string => this.#switches.get(name.toLowerCase()) ?? "";
  readonly appendSwitch = (name: string, value = ""): void => {
    this.#switches.set(name.toLowerCase(), value);
  };
  readonly removeSwitch = (name: string): void => {
    this.#switches.delete(name.toLowerCase());
  };
}

/** The command line of this process. */
export const commandLine = strict("app.commandLine", new StandInCommandLine(process.argv.slice(1)));
