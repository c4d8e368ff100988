// How htmx may ask: no inline style, no eval, only our own server, and always with the token against forged requests.
import htmx from "htmx.org/dist/htmx.esm.js";
import { csrfToken } from "./csrf.ts";

export function startHtmx(): void {
  Object.assign(htmx.config, {
    includeIndicatorStyles: false,
    allowEval: false,
    allowScriptTags: false,
    selfRequestsOnly: true,
    historyCacheSize: 0, // a page kept in the browser would show a member's things after they left
    refreshOnHistoryMiss: true,
    scrollBehavior: "auto",
    defaultSwapStyle: "outerHTML",
    // An answer that carries the form again, with its errors in words, is a page to show and not a failure to swallow.
    responseHandling: [
      { code: "204", swap: false },
      { code: "[23]..", swap: true },
      { code: "409|422|429", swap: true },
      { code: "...", swap: false, error: true },
    ],
  });
  document.addEventListener("htmx:configRequest", (event) => {
    const { verb, headers } = (event as CustomEvent<{ verb: string; headers: Record<string, string> }>).detail;
    const token = verb === "get" ? "" : csrfToken(document);
    if (token) headers["X-CSRFToken"] = token;
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    announce(event.target);
    // A refusal is told at the top of the page, which may be far above the button that was pressed.
    if (event.target instanceof Element && event.target.id === "notices") event.target.scrollIntoView({ block: "nearest" });
  });
  for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(failure, () => say(document.getElementById("line-note"), "failed"));
  }
}

/** Tells the other islands that a part of the page is new. */
export function announce(target: EventTarget | null): void {
  if (target instanceof Element) target.dispatchEvent(new CustomEvent("groundswell:fresh", { bubbles: true }));
}

/** Puts one of the sentences an element carries in `data-…` into it, so that words stay on the server with their translations. */
export function say(note: HTMLElement | null, which: string): void {
  if (note) note.textContent = which ? (note.dataset[which] ?? "") : "";
}

/** Lets htmx see attributes in markup that it did not fetch itself. */
export function process(element: Element): void {
  htmx.process(element);
}
