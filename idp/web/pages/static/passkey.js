"use strict";

/* The browser's passkey API needs a script; the answer travels in an ordinary form field. */

const kinds = {
  get: (options) =>
    navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
    }),
  create: (options) =>
    navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
    }),
};

async function fetchOptions(form) {
  const answer = await fetch(form.dataset.options, {
    method: "POST",
    headers: { "X-CSRF": form.elements.csrf.value, Accept: "application/json" },
  });
  if (!answer.ok) {
    throw new Error("no options");
  }
  return answer.json();
}

async function perform(form, button) {
  const failed = form.querySelector("[data-failed]");
  failed.hidden = true;
  button.disabled = true;
  try {
    const credential = await kinds[form.dataset.passkey](await fetchOptions(form));
    form.elements.response.value = JSON.stringify(credential.toJSON());
    form.submit();
  } catch {
    failed.hidden = false;
    button.disabled = false;
    button.focus();
  }
}

if (globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const button = form.querySelector("button");
    button.addEventListener("click", () => {
      if (form.reportValidity()) {
        perform(form, button);
      }
    });
    form.hidden = false;
  }
}
