/* Progressive enhancement only: every act works without this file. */
"use strict";

document.addEventListener("htmx:configRequest", (event) => {
  // Signing in beside the page rotates the token, so it is read from the cookie at the time of the request.
  const found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  if (found && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = found[1];
});

document.addEventListener("htmx:responseError", (event) => {
  const id = event.detail.xhr.status === 401 ? "session-ended" : "request-failed";
  const notice = document.getElementById(id);
  if (notice) notice.hidden = false;
});

document.addEventListener("htmx:sendError", () => {
  const notice = document.getElementById("request-failed");
  if (notice) notice.hidden = false;
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (!event.detail.successful) return;
  for (const id of ["session-ended", "request-failed"]) {
    const notice = document.getElementById(id);
    if (notice) notice.hidden = true;
  }
});

// A menu closes when one clicks elsewhere or presses Escape.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// A list's filters take effect when chosen; without this file a button does it.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-submit-on-change]");
  if (form && event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
});
