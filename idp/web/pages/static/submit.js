"use strict";

document.querySelector("form[data-submit]").submit();
