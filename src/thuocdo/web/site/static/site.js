/* Progressive enhancement only: every act works without this file. */
"use strict";

document.addEventListener("htmx:configRequest", (event) => {
  // Signing in beside the page rotates the token, so it is read from the cookie at the time of the request.
  const found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  if (!found || event.detail.verb === "get") return;
  event.detail.headers["X-CSRFToken"] = found[1];
  event.detail.parameters.delete("csrfmiddlewaretoken"); // the one of the page may be of a session that has ended
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

// What was typed and not saved is kept in this browser (see the self-assessment form); whoever signs out takes it away.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-sign-out]")) return;
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith("thuocdo:")) localStorage.removeItem(key);
  } catch {
    // No storage, nothing kept.
  }
});
