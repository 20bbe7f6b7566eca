"use strict";

/* Comforts of every page; without this script each of them works the same. */

const AGAIN_MS = 10000;

/* One press is enough: the second of a double click would only repeat the first. After a while
   the button works again, because the first answer may have been lost. */
function sendOnce(form) {
  let sentAt = -Infinity;
  form.addEventListener("submit", (event) => {
    const now = performance.now();
    if (now - sentAt < AGAIN_MS) {
      event.preventDefault();
      return;
    }
    sentAt = now;
  });
  addEventListener("pageshow", () => {
    sentAt = -Infinity;
  });
}

/* A masked field can be shown; it is masked again before it is sent or the page is left. */
function canBeShown(input) {
  const button = document.createElement("button");
  const turn = (shown) => {
    input.type = shown ? "text" : "password";
    button.textContent = shown ? input.dataset.hide : input.dataset.show;
  };
  const label = input.labels[0];
  button.type = "button";
  button.className = "show";
  button.setAttribute("aria-controls", input.id);
  if (label) {
    label.id ||= `${input.id}-label`;
    button.id = `${input.id}-show`;
    button.setAttribute("aria-labelledby", `${button.id} ${label.id}`);
  }
  turn(false);
  button.addEventListener("click", () => turn(input.type === "password"));
  input.form.addEventListener("submit", () => turn(false));
  addEventListener("pagehide", () => turn(false));
  input.parentElement.classList.add("secret");
  input.after(button);
}

/* A wait counts down in words; when it is over the page says so. */
function countDown(wait) {
  const until = Date.parse(wait.dateTime) - Date.parse(wait.dataset.now) + Date.now();
  const show = () => {
    const seconds = Math.ceil((until - Date.now()) / 1000);
    if (seconds <= 0) {
      wait.textContent = wait.dataset.over;
      return;
    }
    const [words, number] = seconds > 90
      ? [wait.dataset.minutes, Math.ceil(seconds / 60)]
      : [wait.dataset.seconds, seconds];
    wait.textContent = words.replace("{}", number);
    setTimeout(show, 1000);
  };
  show();
}

/* Back to what was wrong with an earlier try: by now it may have been put right. The same address
   asks anew, or goes on to what comes next. */
function askAnew(event) {
  const [entry] = performance.getEntriesByType("navigation");
  if (event.persisted || entry?.type === "back_forward") {
    location.replace(location.pathname);
  }
}

/* The language link opens the page anew; the name that was typed goes along, in this tab and once.
   What is secret is not kept. */
function keepsName(field) {
  const key = `typed ${location.pathname}`;
  try {
    const kept = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    if (kept !== null && field.value === "") {
      field.value = kept;
    }
  } catch {
    return; /* Without storage the name is typed again. */
  }
  for (const link of document.querySelectorAll("a.tongue")) {
    link.addEventListener("click", () => sessionStorage.setItem(key, field.value));
  }
}

/* A sheet to keep can be printed with a press. */
function prints(button) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

/* What an element lists can be copied with a press, one line each; the button says that it was. */
function copies(button) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const items = document.getElementById(button.dataset.copy).children;
    await navigator.clipboard.writeText([...items].map((item) => item.textContent.trim()).join("\n"));
    button.textContent = button.dataset.copied;
  });
}

document.querySelectorAll("form").forEach(sendOnce);
document.querySelectorAll("[data-print]").forEach(prints);
document.querySelectorAll("[data-copy]").forEach(copies);
document.querySelectorAll("input[data-show]").forEach(canBeShown);
document.querySelectorAll("input[name=username]").forEach(keepsName);
document.querySelectorAll("time[data-over]").forEach(countDown);
if (document.querySelector("[data-anew]")) {
  addEventListener("pageshow", askAnew);
}
