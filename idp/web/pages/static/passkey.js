"use strict";

/* The browser's passkey API needs a script; the answer travels in an ordinary form field. The JSON
   is made and read here: older browsers lack the methods for it, and those of some password
   managers throw after the key has been made. */

const REARM_MS = 4 * 60 * 1000;
const REASONS = {
  AbortError: null,
  NotAllowedError: "stopped",
  InvalidStateError: "held",
  NotSupportedError: "unable",
  SecurityError: "unable",
};

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte));
  return btoa(letters.join("")).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const described = (keys) => (keys ?? []).map((key) => ({ ...key, id: bytes(key.id) }));

const asked = {
  get: (options) => ({
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: described(options.allowCredentials),
  }),
  create: (options) => ({
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: described(options.excludeCredentials),
  }),
};

const answered = {
  get: ({ response }) => ({
    authenticatorData: text(response.authenticatorData),
    signature: text(response.signature),
    userHandle: response.userHandle ? text(response.userHandle) : null,
  }),
  create: ({ response }) => ({
    attestationObject: text(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  }),
};

function toJSON(kind, credential) {
  return JSON.stringify({
    id: text(credential.rawId),
    rawId: text(credential.rawId),
    type: "public-key",
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: {},
    response: {
      clientDataJSON: text(credential.response.clientDataJSON),
      ...answered[kind](credential),
    },
  });
}

async function fetchOptions(form) {
  if (form.dataset.given) {
    return JSON.parse(form.dataset.given); /* a signature is over what this very page shows */
  }
  const answer = await fetch(form.dataset.options, {
    method: "POST",
    headers: { "X-CSRF": form.elements.csrf.value, Accept: "application/json" },
    redirect: "error",
  });
  if (!answer.ok) {
    throw new Error("no options");
  }
  return answer.json();
}

/* One question at a time: the browser allows no other while its list of passkeys waits. */
let waiting = new AbortController();

async function ask(form, extra) {
  waiting.abort();
  const mine = new AbortController();
  waiting = mine;
  const kind = form.dataset.passkey;
  const publicKey = asked[kind](await fetchOptions(form));
  const credential = await navigator.credentials[kind]({
    publicKey,
    signal: mine.signal,
    ...extra,
  });
  form.elements.response.value = toJSON(kind, credential);
  form.submit();
}

/* Says why in words: seen, read out, and in the title, as an answer of the server would be. */
function tell(form, reason) {
  for (const told of form.querySelectorAll("[data-failed]")) {
    const { failed, word } = told.dataset;
    const title = document.title.replace(`${word}: `, "");
    told.hidden = failed !== reason;
    if (reason === null) {
      document.title = title;
    } else if (!told.hidden) {
      document.title = `${word}: ${title}`;
      told.tabIndex = -1;
      told.focus();
    }
  }
}

async function perform(form, button) {
  tell(form, null);
  button.disabled = true;
  try {
    await ask(form, {});
  } catch (failure) {
    tell(form, Object.hasOwn(REASONS, failure.name) ? REASONS[failure.name] : "other");
    button.disabled = false;
    if (fills(form)) {
      offer(form); /* The button had stopped the list of names. */
    }
  }
}

/* Whether the browser may list this form's passkeys among the names it fills in. */
function fills(form) {
  const names = document.querySelector("input[autocomplete~=webauthn]");
  return names !== null && form.dataset.passkey === "get";
}

/* The passkeys of this device among the names that the browser fills in (conditional mediation). */
async function offer(form) {
  try {
    if (await PublicKeyCredential.isConditionalMediationAvailable?.()) {
      await ask(form, { mediation: "conditional" });
    }
  } catch {
    /* Nothing was chosen; the button beside is still there. */
  }
}

if (globalThis.PublicKeyCredential && navigator.credentials) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const button = form.querySelector("button");
    button.addEventListener("click", () => {
      if (form.reportValidity()) {
        perform(form, button);
      }
    });
    form.hidden = false;
    if (fills(form)) {
      offer(form);
      setInterval(() => button.disabled || document.hidden || offer(form), REARM_MS);
    }
  }
}
