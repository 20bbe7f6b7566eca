"use strict";

/* The application comes back with the card's answer in the fragment, which no server is sent. */

const mark = "#card=";

function takeAnswer() {
  const form = document.querySelector("form[data-card]");
  if (form === null || !location.hash.startsWith(mark)) {
    return;
  }
  form.elements.answer.value = location.hash.slice(mark.length);
  history.replaceState(null, "", location.pathname);
  form.submit();
}

addEventListener("hashchange", takeAnswer);
takeAnswer();
