// Lets this browser show what is for its member: asks once, at a press, and hands the answer to the server as a form.
import { fromBase64url, toBase64url } from "./base64url.ts";

export function offerPush(page: Document): void {
  const form = page.querySelector<HTMLFormElement>("form[data-push]");
  if (form && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window) {
    form.hidden = false;
    page.querySelector<HTMLElement>("[data-push-missing]")?.remove();
    form.addEventListener("submit", (event) => {
      if (form.dataset["answered"]) return;
      event.preventDefault();
      event.stopImmediatePropagation(); // it is sent when the browser has answered, and not twice
      void subscribe(form);
    });
  }
  // Whoever signs out on a shared device leaves nobody else their notices.
  page.querySelector("form[data-forgets-drafts]")?.addEventListener("submit", () => void forget());
}

async function subscribe(form: HTMLFormElement): Promise<void> {
  const note = form.querySelector<HTMLElement>("[data-push-note]");
  if (note) note.textContent = "";
  if ((await Notification.requestPermission()) !== "granted") {
    if (note) note.textContent = form.dataset["denied"] ?? "";
    return;
  }
  try {
    const worker = await navigator.serviceWorker.register(form.dataset["pushWorker"] ?? "/sw.js");
    await navigator.serviceWorker.ready;
    const applicationServerKey = fromBase64url(form.dataset["push"] ?? "");
    const found = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
    fill(form, "endpoint", found.endpoint);
    fill(form, "key", toBase64url(found.getKey("p256dh") ?? new ArrayBuffer(0)));
    fill(form, "secret", toBase64url(found.getKey("auth") ?? new ArrayBuffer(0)));
    form.dataset["answered"] = "yes";
    form.submit();
  } catch {
    if (note) note.textContent = form.dataset["failed"] ?? "";
  }
}

function fill(form: HTMLFormElement, name: string, value: string): void {
  form.querySelector<HTMLInputElement>(`[name=${name}]`)!.value = value;
}

async function forget(): Promise<void> {
  const worker = await navigator.serviceWorker?.getRegistration("/");
  await (await worker?.pushManager.getSubscription())?.unsubscribe();
}
