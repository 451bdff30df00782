import { EventEmitter } from "node:events";
import type { Tray } from "electron";
import { desk, numberOf } from "./desk.ts";
import { lifecycle } from "./lifecycle.ts";
import { choose, snapshotOf, type MenuLine } from "./menu.ts";
import { imageView, type ImageView } from "./native-image.ts";
import { createEvent, destroyedError, strict } from "./strict.ts";
import { switches } from "./switches.ts";

type Used = "setImage" | "setToolTip" | "setContextMenu" | "destroy" | "isDestroyed";

const HOST = "tray-host";
const BOUNDS = { x: 0, y: 0, width: 24, height: 24 };
let trays = 0;

/**
 * A tray icon as Linux shows it. Whether there is a host is looked at once, when the icon is made; an icon that had one
 * comes back with its host, but without its picture until that is given again, as on GNOME after a locked screen.
 */
class StandInTray extends EventEmitter implements Pick<Tray, Used> {
  private readonly key: string;
  private registered = false;
  private readonly calls = { setImage: 0, setToolTip: 0, setContextMenu: 0 };
  private image: ImageView | null = null;
  private toolTip = "";
  private menu: unknown = null;
  private lines: readonly MenuLine[] = [];
  private destroyed = false;
  private forgotten = false;

  constructor(image: unknown) {
    super();
    lifecycle.requireReady("Cannot create Tray before app is ready");
    trays += 1;
    this.key = `tray/${trays}`;
    this.picture(image);
    switches.know(HOST, (on) => {
      this.registered = on;
      if (!this.destroyed) this.show();
    });
    desk.receive(this.key, (message) => {
      if (message.type === "click") this.emit("click", createEvent({}), BOUNDS, { x: 0, y: 0 });
      else if (message.type === "choose") choose(this.menu, this.lines, numberOf(message, "command"));
    });
    switches.onChange(HOST, (on) => {
      if (this.destroyed) return;
      if (!on) this.forgotten = true;
      this.show();
    });
  }

  readonly setImage = (image: unknown): void => {
    this.calls.setImage += 1;
    this.picture(image);
    this.show();
    switches.know(HOST, (on) => {
      if (on) this.forgotten = false;
      if (!this.destroyed) this.show();
    });
  };

  readonly setToolTip = (text: string): void => {
    this.calls.setToolTip += 1;
    this.toolTip = text;
    this.show();
  };

  readonly setContextMenu = (menu: unknown): void => {
    this.calls.setContextMenu += 1;
    this.menu = menu;
    this.lines = menu === null ? [] : snapshotOf(menu);
    this.show();
  };

  readonly destroy = (): void => {
    this.destroyed = true;
    desk.drop(this.key);
  };

  readonly isDestroyed = (): boolean => this.destroyed;

  private picture(image: unknown): void {
    this.image = imageView(image);
    if (this.image === null) desk.complain("Tray: the image is empty, and nobody can see the icon");
  }

  private show(): void {
    if (this.destroyed) throw destroyedError();
    const { image, forgotten, toolTip, lines, calls } = this;
    const shown = this.registered && switches.isOn(HOST);
    desk.put(this.key, { shown, image, forgotten, toolTip, lines, calls: { ...calls } });
  }
}

/** Electron's `Tray`; what only other systems have is not emulated, `getBounds` among it. */
export const StandInTrays = strict(
  "Tray",
  class extends StandInTray {
    constructor(image: unknown) {
      super(image);
      return strict("Tray", this);
    }
  },
);
