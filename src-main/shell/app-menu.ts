import { Menu } from "electron";

/** The menu of the app: on macOS the parts that make quitting, copying and closing work, elsewhere none. */
export function registerAppMenu(): void {
  const mac = process.platform === "darwin";
  Menu.setApplicationMenu(
    mac ? Menu.buildFromTemplate([{ role: "appMenu" }, { role: "editMenu" }, { role: "windowMenu" }]) : null,
  );
}
