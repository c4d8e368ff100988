// What somebody has begun to write stays on their device until it is sent: a dead battery loses nothing.
import { finishForgetting, forgetKept } from "./kept_words.ts";
import { differing, expired, filled, keyOf, parseDraft, type Draft } from "./draft_store.ts";

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
const KEPT = "textarea[name], input[name][type=text], input[name][type=url], input[name]:not([type]), select[name]";
// What a form that changes given words began from (`data-draft-over`): without it nobody could say what of them was changed.
const BEGAN_FROM = "input[type=hidden][name^=before_]";

export function keepDrafts(page: Document): void {
  try {
    finishForgetting();
    settle(page);
    for (const form of forms(page)) restore(form);
  } catch {
    return; // no storage, or it is full: writing works as ever, it is only not kept
  }
  page.addEventListener("groundswell:fresh", (event) => event.target instanceof Element && forms(event.target).forEach(restore));
  page.addEventListener("input", (event) => {
    const form = event.target instanceof Element ? event.target.closest<HTMLFormElement>("form[data-draft]") : null;
    if (form) keep(form);
  });
  page.addEventListener("submit", (event) => leave(event.target));
  page.addEventListener("htmx:afterRequest", (event) => {
    const { successful, elt } = (event as CustomEvent<{ successful?: boolean; elt: Element }>).detail;
    const form = elt.closest<HTMLFormElement>("form[data-draft]");
    if (form && successful) forget(keyOf(form.dataset["draft"]));
  });
}

function forms(part: ParentNode): HTMLFormElement[] {
  const inside = [...part.querySelectorAll<HTMLFormElement>("form[data-draft]")];
  return part instanceof HTMLFormElement && part.matches("[data-draft]") ? [part, ...inside] : inside;
}

function fields(form: HTMLFormElement): Field[] {
  return [...form.querySelectorAll<Field>(changesWords(form) ? `${KEPT}, ${BEGAN_FROM}` : KEPT)];
}

function changesWords(form: HTMLFormElement): boolean {
  return form.dataset["draftOver"] !== undefined;
}

function hasWords(form: HTMLFormElement, draft: Draft): boolean {
  if (!changesWords(form)) return filled(draft);
  return differing(draft.values, Object.keys(draft.values).filter((name) => !name.startsWith("before_"))).length > 0;
}

function keep(form: HTMLFormElement): void {
  const values = Object.fromEntries(fields(form).map((field) => [field.name, field.value]));
  const draft: Draft = { at: Date.now(), values };
  try {
    if (hasWords(form, draft)) localStorage.setItem(keyOf(form.dataset["draft"]), JSON.stringify(draft));
    else forget(keyOf(form.dataset["draft"]));
  } catch {
    // Full storage: what is on the screen is still there.
  }
}

function restore(form: HTMLFormElement): void {
  const key = keyOf(form.dataset["draft"]);
  const draft = parseDraft(localStorage.getItem(key));
  if (!draft || expired(draft, Date.now())) return forget(key);
  if (changesWords(form)) return restoreOver(form, draft, key);
  let changed = false;
  for (const field of fields(form)) {
    const value = draft.values[field.name];
    const untouched = field instanceof HTMLSelectElement ? !field.querySelector("[selected]") : field.value === "";
    if (value === undefined || value === "" || value === field.value || !untouched) continue;
    field.value = value;
    changed = true;
  }
  if (changed) offerToDiscard(form, key);
}

/** Whoever began to change given words goes on with theirs, and with those they began from; what came back refused stays. */
function restoreOver(form: HTMLFormElement, draft: Draft, key: string): void {
  if (form.querySelector(".errors") || !hasWords(form, draft)) return;
  for (const field of fields(form)) {
    const value = draft.values[field.name];
    if (value === undefined) continue;
    if (field.type === "hidden") field.dataset["fresh"] = field.value;
    field.value = value;
  }
  form.closest("details")?.setAttribute("open", "");
  offerToDiscard(form, key);
}

function offerToDiscard(form: HTMLFormElement, key: string): void {
  const { draftNote: words, draftDiscard: label } = form.dataset;
  if (!words || !label) return;
  const note = document.createElement("p");
  note.className = "draft-note";
  note.setAttribute("role", "status");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "linkish";
  button.textContent = label;
  button.addEventListener("click", () => {
    forget(key);
    form.reset();
    for (const field of fields(form)) if (field.type === "hidden") field.value = field.dataset["fresh"] ?? field.value;
    note.remove();
  });
  note.append(`${words} `, button);
  form.prepend(note);
}

/** Sent forms are remembered until the next page shows whether they arrived. */
function leave(form: EventTarget | null): void {
  if (!(form instanceof HTMLFormElement)) return;
  if (form.dataset["forgetsDrafts"] !== undefined) forgetAll();
  else if (form.dataset["draft"] !== undefined) sessionStorage.setItem("draft-sent", keyOf(form.dataset["draft"]));
}

function settle(page: Document): void {
  const sent = sessionStorage.getItem("draft-sent");
  sessionStorage.removeItem("draft-sent");
  if (!sent) return;
  const returned = forms(page).find((form) => keyOf(form.dataset["draft"]) === sent);
  if (!returned?.querySelector("[aria-invalid=true]") && !page.querySelector("[data-refused]")) forget(sent);
}

function forget(key: string): void {
  localStorage.removeItem(key);
}

function forgetAll(): void {
  forgetKept();
  for (const key of Object.keys(localStorage)) if (key.startsWith(keyOf(""))) forget(key);
}
