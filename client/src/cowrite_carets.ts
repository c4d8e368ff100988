// Draws where the others are, in the text itself: a line in their colour with their name, and what they have marked.
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import type { Hands } from "./cowrite_hands.ts";
import { type Present, othersIn } from "./cowrite_people.ts";
import { placeOf } from "./cowrite_place.ts";

// What decides where a sign stands.
const SHARED = [
  "direction", "fontFamily", "fontFeatureSettings", "fontKerning", "fontSize", "fontStretch", "fontStyle", "fontVariant", "fontWeight",
  "letterSpacing", "lineHeight", "overflowWrap", "paddingBottom", "paddingLeft", "paddingRight", "paddingTop", "tabSize", "textAlign",
  "textIndent", "textTransform", "wordBreak", "wordSpacing",
] as const; // prettier-ignore
const FRESH = 6_000; // so long a whole name stands where somebody moved; then its first letter, out of the way of the words

/** Draws over `over`, a field or a paragraph that shows `text`; nothing of the page moves by it, and a press goes through it. */
export function drawCarets(over: HTMLElement, text: Y.Text, part: string, awareness: Awareness, hands: Hands): void {
  const layer = made("div", "carets");
  const mirror = made("div", "mirror");
  const words = document.createTextNode("");
  const marks = made("div", "marks");
  layer.setAttribute("aria-hidden", "true"); // the list of who is here says it in words
  mirror.append(words);
  layer.append(mirror, marks);
  over.parentElement?.classList.add("has-carets");
  over.after(layer);

  const places = new Map<string, { told: string; since: number }>();
  let turn = 0;
  const draw = (): void => {
    turn = 0;
    const here = othersIn(awareness, text.doc).filter((one) => one.cursor?.part === part);
    layer.hidden = here.length === 0;
    if (layer.hidden) return marks.replaceChildren();
    fit(over, layer, mirror);
    const value = over instanceof HTMLInputElement || over instanceof HTMLTextAreaElement ? over.value : text.toString();
    words.data = `${value}\u200B`; // so that a cursor behind the last sign, or in an empty line, stands somewhere
    marks.replaceChildren(...here.flatMap((one) => drawn(one)));
  };
  const drawn = (one: Present): HTMLElement[] => {
    const place = one.cursor && text.doc ? placeOf(one.cursor, text.doc) : null;
    if (!place) return [];
    const seen = view(over, mirror, words);
    const colour = `hand-${hands.of(one.id ?? "")}`;
    const [from, to] = [Math.min(place.at, place.from), Math.max(place.at, place.from)];
    const picked = from < to ? seen(from, to).map((spot) => put(made("span", `picked ${colour}`), spot, spot.width)) : [];
    const spot = seen(place.at, place.at + 1)[0];
    if (!spot) return picked;
    const caret = put(made("span", `caret ${colour}`), spot);
    caret.classList.toggle("near-end", spot.left > layer.clientWidth / 2);
    caret.classList.toggle("idle", isIdle(one, `${place.at} ${place.from}`));
    const name = made("b", "name");
    const [first, ...rest] = one.name ?? "";
    const others = made("span", "rest");
    others.textContent = rest.join("");
    name.append(first ?? "", others);
    caret.append(name);
    return [...picked, caret];
  };
  const isIdle = (one: Present, told: string): boolean => {
    const known = places.get(one.client);
    if (known?.told === told) return Date.now() - known.since >= FRESH;
    places.set(one.client, { told, since: Date.now() });
    window.setTimeout(soon, FRESH + 50);
    return false;
  };
  const soon = (): void => {
    turn ||= requestAnimationFrame(draw);
  };
  awareness.on("change", soon);
  text.observe(soon);
  new ResizeObserver(soon).observe(over);
  for (const event of ["input", "scroll", "keyup", "pointerup", "blur"]) over.addEventListener(event, soon);
  addEventListener("resize", soon);
  void document.fonts.ready.then(soon);
  soon();
}

interface Spot {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where signs stand, as far as they are in sight. */
function view(over: HTMLElement, mirror: HTMLElement, words: Text): (from: number, to: number) => Spot[] {
  const frame = mirror.getBoundingClientRect();
  const range = document.createRange();
  return (from, to) => {
    range.setStart(words, Math.min(from, words.length - 1));
    range.setEnd(words, Math.min(to, words.length));
    return [...range.getClientRects()]
      .map((one) => ({
        left: one.left - frame.left - over.scrollLeft,
        top: one.top - frame.top - over.scrollTop,
        width: one.width,
        height: one.height,
      }))
      .filter((one) => one.left >= -1 && one.left <= frame.width + 1 && one.top > -one.height / 2 && one.top + one.height / 2 < frame.height);
  };
}

/** Lays the layer over what can be seen of the text, in the same type. */
function fit(over: HTMLElement, layer: HTMLElement, mirror: HTMLElement): void {
  const style = getComputedStyle(over);
  for (const name of SHARED) mirror.style[name] = style[name];
  const isLine = over instanceof HTMLInputElement;
  mirror.style.whiteSpace = isLine ? "pre" : "pre-wrap";
  // The one line of an input stands in its middle, however high it is.
  if (isLine) mirror.style.lineHeight = `${over.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom)}px`;
  layer.style.left = `${over.offsetLeft + over.clientLeft}px`;
  layer.style.top = `${over.offsetTop + over.clientTop}px`;
  layer.style.width = `${over.clientWidth}px`;
  layer.style.height = `${over.clientHeight}px`;
}

function put(mark: HTMLElement, spot: Spot, width?: number): HTMLElement {
  mark.style.left = `${spot.left}px`;
  mark.style.top = `${spot.top}px`;
  mark.style.height = `${spot.height}px`;
  if (width !== undefined) mark.style.width = `${width}px`;
  return mark;
}

function made(tag: string, names: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = names;
  return element;
}
