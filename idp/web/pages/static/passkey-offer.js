"use strict";

/* Asks for the offer of a passkey after a sign-in with a password: only where this device could
   make one, and not again soon, or ever, where it was declined. What was answered stays in this
   browser; the server stores nothing of it. */

const KEY = "passkey-offer";
const NEVER = "never";
const SILENT_MS = 30 * 24 * 60 * 60 * 1000;

/* A browser may refuse its storage; then nothing is offered, as no answer could be kept. */
function isSilent() {
  try {
    const said = localStorage.getItem(KEY);
    return said === NEVER || Date.now() - Number(said ?? 0) < SILENT_MS;
  } catch {
    return true;
  }
}

function keep(said) {
  try {
    localStorage.setItem(KEY, said);
    return localStorage.getItem(KEY) === said;
  } catch {
    return false;
  }
}

async function askFor(form) {
  if (isSilent() || !globalThis.PublicKeyCredential) {
    return;
  }
  try {
    if (await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable()) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = "can_make_passkey";
      field.value = "yes";
      form.append(field);
    }
  } catch {
    /* The sign-in goes on without an offer. */
  }
}

document.querySelectorAll("form[data-offers]").forEach(askFor);

/* The page of the offer: shown once is enough for a while, whatever is pressed on it. */
const never = document.querySelector("#passkey-never");
if (never && keep(String(Date.now()))) {
  never.closest("[hidden]").hidden = false;
  never.addEventListener("change", () => keep(never.checked ? NEVER : String(Date.now())));
}
