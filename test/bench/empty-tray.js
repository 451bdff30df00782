import { join } from "node:path";
import { app, Menu, session, Tray } from "electron";

/** The least tray app there is: an icon with a menu; with `--list URL KEY` it first fetches a plain list. */
const [flag, url, key] = process.argv.slice(2).filter((argument) => !argument.startsWith("--user-data-dir"));

async function list() {
  const response = await session.fromPartition("api").fetch(url, { headers: { authorization: `PersonalKey ${key}` } });
  if (JSON.parse(await response.text()).result.length === 0) throw new Error("The list is empty");
}

app.on("window-all-closed", () => undefined);
app
  .whenReady()
  .then(() => (flag === "--list" ? list() : undefined))
  .then(() => {
    const tray = new Tray(join(import.meta.dirname, "../../assets/tray/linux/secure-light-24.png"));
    tray.setToolTip("Empty");
    tray.setContextMenu(Menu.buildFromTemplate([{ label: "Quit", click: () => app.quit() }]));
    console.log('{"kind":"tray","icon":"secure"}');
  })
  .catch((error) => {
    console.error(error);
    app.exit(1);
  });
