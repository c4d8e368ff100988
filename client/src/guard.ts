// One press, one deed: a form that is on its way is not sent a second time.
export function guardForms(page: Document): void {
  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method === "get" || form.matches("[data-again]")) return;
    if (form.getAttribute("aria-busy") === "true") event.preventDefault();
    else if (!event.defaultPrevented || isAsked(form)) form.setAttribute("aria-busy", "true");
  });
  page.addEventListener("htmx:afterRequest", (event) => {
    const { elt } = (event as CustomEvent<{ elt: Element }>).detail;
    elt.closest("form")?.removeAttribute("aria-busy");
  });
  // Coming back through the browser's history finds the page as it was left, in the middle of sending.
  window.addEventListener("pageshow", () => {
    for (const form of page.querySelectorAll("form[aria-busy]")) form.removeAttribute("aria-busy");
  });
}

/** htmx prevents the browser's own submit and sends the form itself. */
function isAsked(form: HTMLFormElement): boolean {
  return ["hx-post", "hx-put", "hx-patch", "hx-delete"].some((name) => form.hasAttribute(name));
}
