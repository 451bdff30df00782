import { blindRule } from "./blindness.ts";
import { connectionRule } from "./connection.ts";
import { openedRule } from "./opened.ts";
import type { AlertRules } from "./rule.ts";

/** Every rule by its name, in the order in which they are asked. */
export const RULES: AlertRules = { opened: openedRule, connection: connectionRule, blind: blindRule };
