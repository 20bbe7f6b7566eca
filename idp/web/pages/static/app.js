"use strict";

/* Back from the application the answer stands in the fragment, which no server is ever sent: it is
   moved into the form of the page that began, and out of the address. Beside another screen the
   page asks now and then how far the telephone is. */

const EVERY_MS = 2000;
const LONGEST_MS = 5 * 60 * 1000;

function takeAnswer(form) {
  const answer = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
  if (answer === "") {
    return;
  }
  form.elements.answer.value = answer;
  form.hidden = false;
  document.querySelector("[data-no-answer]").hidden = true;
  form.submit();
}

async function askStage(form) {
  const answer = await fetch(form.dataset.app, { redirect: "manual", cache: "no-store" });
  return answer.ok ? (await answer.json()).stage : "over";
}

async function watch(form) {
  const until = Date.now() + LONGEST_MS;
  let before = null;
  while (Date.now() < until) {
    await new Promise((resume) => setTimeout(resume, EVERY_MS));
    if (document.visibilityState !== "visible") {
      continue;
    }
    let stage;
    try {
      stage = await askStage(form);
    } catch {
      continue;
    }
    if (stage === "approved") {
      form.submit();
      return;
    }
    if (stage === "over" || (before !== null && stage !== before)) {
      location.replace(location.pathname);
      return;
    }
    before = stage;
  }
}

for (const form of document.querySelectorAll("form[data-answer]")) {
  takeAnswer(form);
}
for (const form of document.querySelectorAll("form[data-app]")) {
  watch(form);
}
