"use strict";

/* Beside another screen the page asks now and then how far the telephone is, shows anew what has
   changed, and says so. A form that `stays` is not loaded anew when its request is over: nobody may
   be there. */

const EVERY_MS = 2000;
const LONGEST_MS = 5 * 60 * 1000;

async function askStage(form) {
  const answer = await fetch(form.dataset.app, { redirect: "manual", cache: "no-store" });
  return answer.ok ? (await answer.json()).stage : "over";
}

/* The same page once more, of which only the parts that change are taken over: so the place on the
   page stays, and what is said is read out. Another page is opened instead. */
async function renew() {
  const shown = [...document.querySelectorAll("[data-shown]")];
  const answer = await fetch(location.pathname, { cache: "no-store" });
  const loaded = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = [...loaded.querySelectorAll("[data-shown]")];
  if (!answer.ok || answer.redirected || !shown.length || fresh.length !== shown.length) {
    location.replace(location.pathname);
    return false;
  }
  shown.forEach((old, place) => {
    const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
    const opened = old.querySelector("details")?.open;
    old.replaceChildren(...document.adoptNode(fresh[place]).childNodes);
    old.querySelector("details")?.toggleAttribute("open", Boolean(opened));
    if (focused) {
      document.getElementById(focused)?.focus();
    }
  });
  return true;
}

function say(section, what) {
  const said = section.querySelector("[data-said]");
  const number = section.querySelector(".number")?.textContent ?? "";
  said.classList.toggle("visually-hidden", what === "scanned");  // it stands on the page already
  said.textContent = said.dataset[what].replace("{}", number);
}

function said(stage, before) {
  if (stage === "scanned" || stage === "denied") {
    return stage;
  }
  return before === "scanned" ? "over" : "renewed";
}

async function changed(section, stage, before) {
  if (!section.querySelector("[data-said]")) {
    location.replace(location.pathname);
    return false;
  }
  if (!(await renew())) {
    return false;
  }
  say(section, said(stage, before));
  return true;
}

function stopWaiting(section) {
  const again = section.querySelector("[data-again]");
  if (again) {
    again.hidden = false;
    say(section, "waited");
  }
}

async function watch(form) {
  const section = form.closest("section");
  let until = Date.now() + LONGEST_MS;
  let before = null;
  while (Date.now() < until || before === "scanned") {
    await new Promise((resume) => setTimeout(resume, EVERY_MS));
    if (document.visibilityState !== "visible") {
      continue;
    }
    try {
      const stage = await askStage(form);
      if (stage === "approved") {
        form.submit();
        return;
      }
      const ended = stage === "over" || stage === "denied";
      if (ended && "stays" in form.dataset) {
        return;
      }
      if (ended || (before !== null && stage !== before)) {
        if (before === "scanned" || stage === "scanned") {
          until = Date.now() + LONGEST_MS; /* somebody is there */
        }
        if (!(await changed(section, stage, before))) {
          return;
        }
        before = ended ? "offered" : stage;
        continue;
      }
      before = stage;
    } catch {
      continue;
    }
  }
  stopWaiting(section);
}

for (const form of document.querySelectorAll("form[data-app]")) {
  watch(form);
}
