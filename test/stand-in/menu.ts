import { EventEmitter } from "node:events";
import type { Menu, MenuItem, MenuItemConstructorOptions } from "electron";
import { app } from "./app.ts";
import { strict } from "./strict.ts";

type UsedOfItem = "id" | "label" | "type" | "enabled" | "visible" | "checked" | "click" | "commandId";
type UsedOfMenu = "getMenuItemById";

/** A menu line as it was when the menu was handed over. */
export interface MenuLine {
  readonly command: number;
  readonly id: string;
  readonly label: string;
  readonly type: StandInMenuItem["type"];
  readonly enabled: boolean;
  readonly checked: boolean;
  readonly lines: readonly MenuLine[];
}

const QUIT = "quit";
let commands = 0;

class StandInMenuItem implements Pick<MenuItem, UsedOfItem> {
  readonly commandId: number;
  readonly id: string;
  readonly type: MenuItem["type"];
  readonly role: MenuItemConstructorOptions["role"];
  readonly submenu: StandInMenu | null;
  readonly click: () => void;
  label: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;

  constructor(options: MenuItemConstructorOptions) {
    commands += 1;
    this.commandId = commands;
    this.id = options.id ?? "";
    this.submenu = Array.isArray(options.submenu) ? buildFromTemplate(options.submenu) : null;
    this.type = options.type ?? (this.submenu === null ? "normal" : "submenu");
    if (this.type === "submenu" && this.submenu === null) throw new Error("Invalid submenu");
    this.role = options.role;
    this.label = options.label ?? options.role ?? "";
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.click = () => {
      if (this.type === "checkbox") this.checked = !this.checked;
      if (this.role === QUIT) app.quit();
      else options.click?.call(this, itself, undefined, {});
    };
    const itself: MenuItem = asGiven(this);
  }
}

// click hands the item to its own listener, whose type asks for the whole of Electron's class
function asGiven(item: unknown): MenuItem {
  if (isItem(item)) return item;
  throw new TypeError("Not a menu item");
}
const isItem = (item: unknown): item is MenuItem => item instanceof StandInMenuItem;

class StandInMenu extends EventEmitter implements Pick<Menu, UsedOfMenu> {
  readonly items: StandInMenuItem[] = [];

  readonly append = (item: StandInMenuItem): void => {
    this.items.push(item);
  };

  readonly getMenuItemById = (id: string): MenuItem | null => {
    for (const item of this.items) {
      if (item.id === id) return asGiven(item);
      const below = item.submenu?.getMenuItemById(id) ?? null;
      if (below !== null) return below;
    }
    return null;
  };
}

function buildFromTemplate(template: readonly unknown[]): StandInMenu {
  if (!Array.isArray(template)) throw new TypeError("Invalid template for Menu: Menu template must be an array");
  const menu = strict("Menu", new StandInMenu());
  for (const options of template) {
    if (!isTemplate(options))
      throw new TypeError("Invalid template for MenuItem: must have at least one of label, role or type");
    menu.append(strict("MenuItem", new StandInMenuItem(options)));
  }
  return menu;
}

const isTemplate = (value: unknown): value is MenuItemConstructorOptions =>
  typeof value === "object" && value !== null && ("label" in value || "role" in value || "type" in value);

let applicationMenu: StandInMenu | null = null;

/** Electron's `Menu`; roles do nothing here but to quit. */
export const StandInMenus = strict(
  "Menu",
  Object.assign(StandInMenu, {
    buildFromTemplate,
    setApplicationMenu: (menu: StandInMenu | null) => {
      applicationMenu = menu;
    },
    getApplicationMenu: () => applicationMenu,
  }),
);

/** Electron's `MenuItem`. */
export const StandInMenuItems = strict("MenuItem", StandInMenuItem);

/** A menu's lines as they are now; what is changed later stays unseen until the menu is handed over again. */
export function snapshotOf(menu: unknown): readonly MenuLine[] {
  if (!(menu instanceof StandInMenu)) throw new TypeError("Argument must be a Menu");
  return menu.items.filter(({ visible }) => visible).map(lineOf);
}

function lineOf({ commandId, id, label, type, enabled, checked, submenu }: StandInMenuItem): MenuLine {
  const lines = submenu === null ? [] : snapshotOf(submenu);
  return { command: commandId, id, label: shown(label), type, enabled, checked, lines };
}

/** A lone `&` marks the letter after it, two are one. */
const shown = (label: string): string => label.replace(/&(&?)/g, "$1");

/** Chooses a line of a menu as it was snapshot; false when it cannot be chosen. */
export function choose(menu: unknown, lines: readonly MenuLine[], command: number): boolean {
  const line = allLines(lines).find((each) => each.command === command);
  if (line?.enabled !== true || !(menu instanceof StandInMenu)) return false;
  const item = allItems(menu).find(({ commandId }) => commandId === command);
  item?.click();
  return item !== undefined;
}

const allLines = (lines: readonly MenuLine[]): readonly MenuLine[] =>
  lines.flatMap((line) => [line, ...allLines(line.lines)]);

const allItems = (menu: StandInMenu): readonly StandInMenuItem[] =>
  menu.items.flatMap((item) => [item, ...(item.submenu === null ? [] : allItems(item.submenu))]);
