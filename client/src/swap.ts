// Puts new markup in the place of old markup without taking anything out of the reader's hands.
import { announce, process } from "./requests.ts";

const held = new WeakMap<Element, string>();

/** Replaces `old` by the element in `html`; waits while somebody is writing inside it. */
export function swap(old: Element, html: string): void {
  if (isBusy(old)) {
    if (!held.has(old)) old.addEventListener("focusout", () => window.setTimeout(() => release(old), 200));
    held.set(old, html);
    return;
  }
  const fresh = parse(html);
  if (!fresh || fresh.outerHTML === old.outerHTML) return;
  keepOpen(old, fresh);
  const path = focusPath(old);
  old.replaceWith(fresh);
  if (path) refocus(fresh, path);
  process(fresh);
  announce(fresh);
}

function release(old: Element): void {
  const html = held.get(old);
  if (html === undefined || !old.isConnected || isBusy(old)) return;
  held.delete(old);
  swap(old, html);
}

function parse(html: string): Element | null {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
}

/** Somebody writes here now, or has written something that is not sent yet. */
function isBusy(part: Element): boolean {
  if (part.querySelector("[aria-busy=true]")) return true;
  for (const field of part.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("textarea, input:not([type=hidden])")) {
    if (field === document.activeElement && field.matches("textarea, [type=text], [type=search], [type=email]")) return true;
    if (field.value !== field.defaultValue || ("checked" in field && field.checked !== field.defaultChecked)) return true;
  }
  return false;
}

function keepOpen(old: Element, fresh: Element): void {
  for (const details of old.querySelectorAll<HTMLDetailsElement>("details[open][id]")) {
    fresh.querySelector(`#${CSS.escape(details.id)}`)?.setAttribute("open", "");
  }
}

/** Where the focus is, as something that can be found again: an id, else the same place in the tree. */
function focusPath(part: Element): string | undefined {
  const focused = document.activeElement;
  if (!focused || !part.contains(focused)) return undefined;
  if (focused.id) return `#${CSS.escape(focused.id)}`;
  const steps: string[] = [];
  for (let at: Element = focused; at !== part && at.parentElement; at = at.parentElement) {
    steps.unshift(`${at.localName}:nth-child(${1 + [...at.parentElement.children].indexOf(at)})`);
  }
  return steps.length ? `:scope > ${steps.join(" > ")}` : ":scope";
}

function refocus(fresh: Element, path: string): void {
  const place = path === ":scope" ? fresh : fresh.querySelector(path);
  if (place instanceof HTMLElement) place.focus({ preventScroll: true });
}
