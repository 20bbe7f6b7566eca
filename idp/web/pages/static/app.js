"use strict";

/* Beside another screen the page asks now and then how far the telephone is. A form that `stays` is not
   loaded anew when its request is over: nobody may be there. */

const EVERY_MS = 2000;
const LONGEST_MS = 5 * 60 * 1000;

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
    if (stage === "over" && "stays" in form.dataset) {
      return;
    }
    if (stage === "over" || (before !== null && stage !== before)) {
      location.replace(location.pathname);
      return;
    }
    before = stage;
  }
}

for (const form of document.querySelectorAll("form[data-app]")) {
  watch(form);
}
