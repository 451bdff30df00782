/** How long a page that left has to come back, as it does when it is loaded again. */
const RETURN_MS = 400;
const LOOK_MS = 40;

/**
 * Keeps a tab of its own for each window of the app. `post` tells main, `say` the page itself, and `changed` the desk
 * when a window was kept back or opened.
 */
export function createPopups({ post, say, changed }) {
  /** By key: the tab, how often its page was loaded, and whether it is there. */
  const popups = new Map();

  const open = (key, value) => {
    const { path, width, height, x, y, loads } = value;
    const features = `popup,width=${width},height=${height},left=${x},top=${y}`;
    // the name finds the tab again after a reload of the desk
    const tab = window.open("", `${location.pathname}${key}`, features);
    popups.set(key, { tab, loads, alive: tab !== null, focuses: value.focuses, blocked: tab === null });
    if (tab !== null && tab.location.href === "about:blank") tab.location.replace(new URL(path, location.href));
    changed();
  };

  const gone = (key) => {
    const popup = popups.get(key);
    if (!popup?.alive) return;
    popup.alive = false;
    post({ to: key, type: "closed" });
    changed();
  };

  return {
    /** Opens, loads or brings to the front what a window's state asks for. */
    put(key, value) {
      const popup = popups.get(key);
      if (!popup?.alive) {
        // tried again when the app asks for the window once more, since that may have been a click
        if (popup?.blocked && popup.loads === value.loads && popup.focuses === value.focuses) return;
        if (value.visible || value.loads > (popup?.loads ?? 0)) open(key, value);
        return;
      }
      if (value.loads > popup.loads) {
        popup.loads = value.loads;
        popup.tab.location.replace(new URL(value.path, location.href));
      }
      if (value.focuses > popup.focuses) {
        popup.focuses = value.focuses;
        popup.tab.focus();
      }
    },
    /** The window is gone. */
    drop(key) {
      const popup = popups.get(key);
      popups.delete(key);
      say(key, { type: "close" });
      popup?.tab?.close();
    },
    dropAll() {
      for (const key of [...popups.keys()]) this.drop(key);
    },
    /** The page is there, for the first time or again. */
    greeted(key) {
      const popup = popups.get(key);
      if (popup !== undefined) popup.greetedAt = performance.now();
    },
    /** The page left: a person closed the tab, unless it comes back. */
    left(key) {
      const leftAt = performance.now();
      const look = () => {
        const popup = popups.get(key);
        if (popup === undefined || (popup.greetedAt ?? 0) > leftAt) return;
        if (popup.tab?.closed || performance.now() - leftAt > RETURN_MS) gone(key);
        else setTimeout(look, LOOK_MS);
      };
      look();
    },
    /** What a person's click on Open does; with it the browser lets the tab through. */
    open(key, value) {
      const popup = popups.get(key);
      if (popup?.alive) popup.tab.focus();
      else open(key, value);
    },
    isBlocked: (key) => popups.get(key)?.blocked === true,
  };
}
