/** The seven glyphs of the tray. */
export const TRAY_ICONS = ["secure", "unlocked", "open", "alarm", "offline", "paused", "setup"] as const;
export type TrayIcon = (typeof TRAY_ICONS)[number];

/** What a menu line does when it is chosen. */
export type TrayAction =
  | { readonly do: "open" }
  | { readonly do: "show"; readonly serial: string }
  | { readonly do: "refresh" }
  | { readonly do: "pause" }
  | { readonly do: "resume" }
  | { readonly do: "quit" };

/** One line of the tray menu as data; `id` is stable and unique in the menu. */
export interface TrayItem {
  readonly id: string;
  readonly label: string;
  readonly enabled: boolean;
  readonly separator?: true;
  readonly action?: TrayAction;
}

/** Everything the tray shows; equal values mean that nothing is set again. */
export interface TrayModel {
  readonly icon: TrayIcon;
  readonly tooltip: string;
  readonly menu: readonly TrayItem[];
}
