"use strict";

/* A paper's QR code has the check code behind "#": no server gets it, and so no log keeps it. Once
   filled in, it is taken out of the address that the browser shows. */
const { hash, pathname, search } = location;
if (hash.startsWith("#code=")) {
  document.getElementById("code").value = hash.slice("#code=".length);
  history.replaceState(null, "", pathname + search);
}
