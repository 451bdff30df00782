/** Gives the document here what it lacks of the popover API: showing, hiding, their event, and the focus that comes back. */
export function installPopovers(): void {
  const openers = new Map<HTMLElement, Element | null>();
  const toggle = (element: HTMLElement, newState: "open" | "closed"): void => {
    element.dispatchEvent(Object.assign(new Event("beforetoggle"), { newState }));
  };
  Object.assign(HTMLElement.prototype, {
    showPopover(this: HTMLElement) {
      openers.set(this, document.activeElement);
      toggle(this, "open");
    },
    hidePopover(this: HTMLElement) {
      const opener = openers.get(this);
      if (opener === undefined) return;
      openers.delete(this);
      const inside = this.contains(document.activeElement);
      toggle(this, "closed");
      if (inside && opener instanceof HTMLElement) opener.focus();
    },
  });
}
