/** Nodes in the document at most, however many locks there are. */
const NODE_LIMIT = 1_500;
/** What holds text that must not stick out of it. */
const BOXES =
  ".lock, .banner, .note, .alert, .headline, .callout, .line, .stripe, footer, .menu, li, .segments label, .select";

/** What is wrong with the layout of the document it runs in; it must not reach anything outside of itself. */
export function inspect([limit, boxes]: readonly [number, string]): readonly string[] {
  const wide = document.documentElement.scrollWidth - innerWidth;
  const scrolled = [...document.querySelectorAll("main, .strips")].filter((box) => box.scrollWidth > box.clientWidth);
  const nodes = document.querySelectorAll("*").length;
  const texts = [...document.querySelectorAll(boxes)].flatMap((box) => {
    const { left, right, top, bottom } = box.getBoundingClientRect();
    const out = [...box.querySelectorAll("p, h1, h2, h3, span, button, select")].filter((element) => {
      if (element.closest(".spoken") !== null || element.closest(".menu") !== box.closest(".menu")) return false;
      const inner = element.getBoundingClientRect();
      return inner.left < left - 1 || inner.right > right + 1 || inner.top < top - 1 || inner.bottom > bottom + 1;
    });
    return out.slice(0, 1).map((element) => `sticks out: ${element.outerHTML.slice(0, 200)}`);
  });
  return [
    ...(wide > 0 ? [`too wide by ${wide} px`] : []),
    ...scrolled.map((box) => `${box.tagName} scrolls sideways`),
    ...(nodes > limit ? [`${nodes} nodes`] : []),
    ...texts,
  ];
}

/** The arguments that `inspect` takes into the page. */
export const INSPECTED = [NODE_LIMIT, BOXES] as const;
