// The page on which one says what one sees opens again without a line: the browser is asked to keep it.
const KEPT = "groundswell-ground"; // as in wire/offline.js

export function keepForLater(page: Document): void {
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;
  const form = page.querySelector<HTMLFormElement>("form[data-ground]");
  const program = form?.dataset["worker"];
  if (program) void keep(page, program);
  // Whoever signs out on a shared phone leaves nobody else their page.
  page.querySelector("form[data-forgets-drafts]")?.addEventListener("submit", () => void caches.delete(KEPT));
}

async function keep(page: Document, program: string): Promise<void> {
  const sign = page.querySelector<HTMLElement>("[data-kept]");
  navigator.serviceWorker.addEventListener("message", (event: MessageEvent<{ kept?: string }>) => {
    if (sign && event.data.kept === location.pathname) sign.hidden = false;
  });
  try {
    await navigator.serviceWorker.register(program);
    const { active } = await navigator.serviceWorker.ready;
    active?.postMessage({ keep: location.pathname, files: await files(page) });
  } catch {
    // A browser that keeps nothing: the page works as long as there is a line.
  }
}

/** What this page is made of: what it names, and what those files brought in. */
async function files(page: Document): Promise<string[]> {
  await page.fonts.ready;
  const named = [...page.querySelectorAll<HTMLLinkElement | HTMLScriptElement>("link[href], script[src]")];
  const addresses = named.map((one) => ("src" in one ? one.src : one.href));
  const brought = performance.getEntriesByType("resource").map((one) => one.name);
  const ours = [...addresses, ...brought].filter((one) => one.startsWith(location.origin));
  return [...new Set(ours.map((one) => new URL(one).pathname))];
}
