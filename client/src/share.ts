// Copy and share buttons: there only when the browser can do it, and they say in words that it is done.
export function offerSharing(page: Document): void {
  reveal(page);
  page.addEventListener("groundswell:fresh", (event) => event.target instanceof Element && reveal(event.target));
  page.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-copy], [data-copy-from], [data-share]") : null;
    if (!button) return;
    event.preventDefault();
    void (button.dataset["share"] === undefined ? copy(page, button) : share(button));
  });
}

function reveal(part: ParentNode): void {
  const able: [string, boolean][] = [
    ["[data-copy], [data-copy-from]", "clipboard" in navigator],
    ["[data-share]", "share" in navigator],
  ];
  for (const [which, can] of able) {
    if (can) for (const button of part.querySelectorAll<HTMLElement>(which)) button.hidden = false;
  }
}

async function copy(page: Document, button: HTMLElement): Promise<void> {
  const from = page.getElementById(button.dataset["copyFrom"] ?? "");
  const field = from instanceof HTMLInputElement || from instanceof HTMLTextAreaElement ? from : null;
  await navigator.clipboard.writeText(button.dataset["copy"] ?? field?.value ?? from?.textContent?.trim() ?? "");
  const before = button.textContent;
  button.setAttribute("aria-live", "polite");
  button.textContent = button.dataset["done"] ?? before;
  window.setTimeout(() => (button.textContent = before), 2_500);
}

async function share(button: HTMLElement): Promise<void> {
  const { share: url = "", shareTitle: title = "", shareText: text = "" } = button.dataset;
  try {
    await navigator.share({ url: new URL(url || location.href, location.href).href, title, text });
  } catch (reason) {
    if (!(reason instanceof DOMException) || reason.name !== "AbortError") throw reason; // closing the sheet is no failure
  }
}
