import { Menu, nativeTheme, Tray, type MenuItemConstructorOptions, type NativeImage } from "electron";
import { same } from "../core/lock/equal.ts";
import type { Trace } from "../core/app/trace.ts";
import type { TrayAction, TrayIcon, TrayItem, TrayModel } from "../core/view/tray-model.ts";

export interface TrayOptions {
  readonly image: (icon: TrayIcon) => NativeImage;
  readonly onAction: (action: TrayAction) => void;
  readonly trace: Trace;
}

/** Ajar's tray icon; each call sets only what changed. */
export interface TrayIconKeeper {
  readonly apply: (model: TrayModel) => void;
  /** Makes the icon again, for a host that came later. */
  recreate(): void;
  /** Sets the picture again, after a host came back or the taskbar changed its theme. */
  readonly repaint: () => void;
  dispose(): void;
}

/** A tray icon that appears with its first model. */
export function createTray(options: TrayOptions): TrayIconKeeper {
  let tray: Tray | null = null;
  let shown: TrayModel | null = null;

  const repaint = (): void => {
    if (shown !== null) tray?.setImage(options.image(shown.icon));
  };

  const show = (model: TrayModel): Tray => {
    const made = new Tray(options.image(model.icon));
    made.setToolTip(model.tooltip);
    made.setContextMenu(menuOf(model.menu, options.onAction));
    // a click opens the window; on macOS a click opens the menu instead
    if (process.platform !== "darwin") {
      made.on("click", () => options.onAction({ do: "open" }));
    }
    return made;
  };

  if (process.platform === "win32") nativeTheme.on("updated", repaint);

  return {
    apply(model) {
      if (tray === null || shown === null) tray = show(model);
      else {
        if (model.icon !== shown.icon) tray.setImage(options.image(model.icon));
        if (model.tooltip !== shown.tooltip) tray.setToolTip(model.tooltip);
        if (!same(model.menu, shown.menu)) tray.setContextMenu(menuOf(model.menu, options.onAction));
      }
      shown = model;
      options.trace({ kind: "tray", ...model });
    },
    recreate() {
      if (tray === null || shown === null) return;
      tray.destroy();
      tray = show(shown);
    },
    repaint,
    dispose() {
      nativeTheme.off("updated", repaint);
      tray?.destroy();
      tray = null;
    },
  };
}

function menuOf(items: readonly TrayItem[], onAction: (action: TrayAction) => void): Electron.Menu {
  return Menu.buildFromTemplate(
    items.map(({ id, label, enabled, separator, action }): MenuItemConstructorOptions => {
      if (separator === true) return { id, type: "separator" };
      const item = { id, label: plainLabel(label), enabled };
      if (action === undefined) return item;
      return {
        ...item,
        click: () => onAction(action),
      };
    }),
  );
}

/** Doubles each `&`, since Electron's menus read a single one as a shortcut mark. */
const plainLabel = (label: string): string => label.replaceAll("&", "&&");
