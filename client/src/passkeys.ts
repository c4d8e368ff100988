// Passkeys: makes one, or opens the door with one. Where a browser has none the forms stay hidden, and a code by mail does.
import { fromBase64url, toBase64url } from "./base64url.ts";

type Json = Record<string, any>;

export function offerPasskeys(page: Document): void {
  if (!("PublicKeyCredential" in window) || !navigator.credentials) return;
  for (const form of page.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    form.hidden = false;
    page.querySelector<HTMLElement>("[data-passkey-missing]")?.remove();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void ask(form);
    });
  }
}

async function ask(form: HTMLFormElement): Promise<void> {
  const note = form.querySelector<HTMLElement>("[data-passkey-note]");
  if (form.getAttribute("aria-busy") === "true") return;
  form.setAttribute("aria-busy", "true");
  if (note) note.textContent = "";
  try {
    const credential = form.dataset.passkey === "add" ? await make(form) : await show(form);
    form.querySelector<HTMLInputElement>("[name=credential]")!.value = JSON.stringify(credential);
    form.submit();
  } catch {
    // Whoever closes the device's window, lets it run out or has no passkey for this site: all answer alike, on purpose.
    if (note) note.textContent = form.dataset.failed ?? "";
    form.removeAttribute("aria-busy");
  }
}

async function make(form: HTMLFormElement): Promise<Json> {
  const options = JSON.parse(form.dataset.options ?? "{}").publicKey as Json;
  const publicKey = {
    ...options,
    challenge: fromBase64url(options.challenge),
    user: { ...options.user, id: fromBase64url(options.user.id) },
    excludeCredentials: (options.excludeCredentials ?? []).map(known),
    // It has to open the door by itself: kept on the device, and the device asks who is there.
    authenticatorSelection: { ...options.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" },
  };
  const made = (await navigator.credentials.create({ publicKey } as CredentialCreationOptions)) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  return told(made, {
    attestationObject: toBase64url(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  });
}

async function show(form: HTMLFormElement): Promise<Json> {
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const options = (await answer.json()).request_options.publicKey as Json;
  const publicKey = {
    ...options,
    challenge: fromBase64url(options.challenge),
    allowCredentials: (options.allowCredentials ?? []).map(known),
  };
  const found = (await navigator.credentials.get({ publicKey } as CredentialRequestOptions)) as PublicKeyCredential;
  const response = found.response as AuthenticatorAssertionResponse;
  return told(found, {
    authenticatorData: toBase64url(response.authenticatorData),
    signature: toBase64url(response.signature),
    userHandle: response.userHandle ? toBase64url(response.userHandle) : null,
  });
}

function known(one: Json): Json {
  return { ...one, id: fromBase64url(one.id) };
}

function told(credential: PublicKeyCredential, response: Json): Json {
  return {
    id: credential.id,
    rawId: toBase64url(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { clientDataJSON: toBase64url(credential.response.clientDataJSON), ...response },
  };
}
