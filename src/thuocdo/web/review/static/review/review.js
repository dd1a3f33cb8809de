/* The reviewer's keys. Without this file every act works by buttons. A key presses what carries it in `data-key`. */
"use strict";

(() => {
  const typing = (element) =>
    element.matches("textarea, select, input:not([type=radio]):not([type=checkbox]):not([type=submit])") ||
    element.isContentEditable;
  const shown = (element) => element.getClientRects().length > 0;
  let left = false; // one press acts once, however long it is held

  function press(target) {
    if (!target.matches("summary")) {
      left = target.matches("a, button");
      target.click();
      return;
    }
    const way = target.parentElement;
    for (const other of document.querySelectorAll("details.way[open]")) if (other !== way) other.open = false;
    way.open = true;
    const first = [...way.querySelectorAll(".new-value input, select, textarea")].find(shown);
    (first || way.querySelector("input:not([type=hidden])")).focus();
    if (first && first.matches("input:not([type=radio]):not([type=checkbox])")) first.select();
    way.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || left || event.defaultPrevented) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = event.target.closest("form");
      if (form && form.closest(".way, .criterion")) {
        event.preventDefault();
        left = true;
        form.requestSubmit();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.key === "Escape" && typing(event.target)) return event.target.blur();
    if (typing(event.target)) return;
    // The letter's place counts: a Vietnamese keyboard may make another sign of the key.
    const letter = /^Key[A-Z]$/.test(event.code) ? event.code[3].toLowerCase() : event.key.toLowerCase();
    const target = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === letter && !each.closest("details:not([open]) > :not(summary)"));
    if (!target) return;
    event.preventDefault();
    press(target);
  });
  window.addEventListener("pageshow", () => { left = false; });

  for (const line of document.querySelectorAll("[data-keys]")) line.hidden = false;
  for (const key of document.querySelectorAll("[data-for]")) key.hidden = !document.querySelector(`[data-key="${key.dataset.for}"]`);
  const refused = document.querySelector("[data-refused]");
  if (refused) refused.focus();

  // New figures are asked for only where they are changed.
  function follow(form) {
    const inputs = form.querySelector(".new-value");
    const changed = form.querySelector("[data-inputs]");
    if (inputs && changed) inputs.hidden = !changed.checked;
  }
  for (const form of document.querySelectorAll(".way form")) follow(form);
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form && form.closest(".way")) follow(form);
    const all = event.target.closest("[data-choose-all]");
    // What is out of line is looked at by itself, so it is not chosen with the rest.
    if (all) for (const box of document.querySelectorAll("input[name=ke_khai][data-plain]")) box.checked = all.checked;
  });
  document.addEventListener("input", (event) => {
    const box = event.target.closest(".criterion .inputs") && event.target.form.querySelector("input[name=doi]");
    if (box) box.checked = true;
  });
  for (const each of document.querySelectorAll(".choose-all")) each.hidden = false;
})();
