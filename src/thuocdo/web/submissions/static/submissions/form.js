/* The self-assessment form: saves while one types, keeps what could not be saved, shows what others changed.
   Without this file every act works by buttons. Words come from the page, in its language. */
"use strict";

(() => {
  const page = document.getElementById("phieu");
  if (!page) return;

  const MINE = `thuocdo:nhap:${page.dataset.person}:${page.dataset.submission}:`;
  const WHILE_TYPING = 1500;
  const WHEN_CHANGED = 150;
  const AGAIN = [4000, 8000, 15000, 30000];
  const LEAVING = 4000;
  const NOT_DATA = new Set(["csrfmiddlewaretoken", "seen"]);
  const known = new WeakMap(); // form -> what is stored of it, and how saving goes
  let failures = 0;
  let again = 0;
  let leaving = false;

  const forms = () => [...page.querySelectorAll("form[data-criterion]")];
  const dataOf = (form) => [...new FormData(form)].filter(([name]) => !NOT_DATA.has(name));
  const textOf = (form) => JSON.stringify(dataOf(form));
  const seenIn = (form) => form.querySelector("input[name=seen]");
  const about = (form) => {
    if (!known.has(form)) known.set(form, { stored: textOf(form), refused: "", timer: 0, sending: false, waiting: false });
    return known.get(form);
  };
  const changed = (form) => textOf(form) !== about(form).stored;
  const unsaved = () => forms().filter((form) => changed(form) || about(form).sending);

  // 1. Saving: one form at a time, soon after one stops typing, at once when a field is left.

  function save(form) {
    const state = about(form);
    clearTimeout(state.timer);
    if (changed(form) && textOf(form) !== state.refused) htmx.trigger(form, "luu");
  }

  function soon(form, wait) {
    const state = about(form);
    clearTimeout(state.timer);
    state.timer = setTimeout(() => save(form), wait);
  }

  function edited(event, wait) {
    const form = event.target.form;
    if (!form || !form.matches("form[data-criterion]")) return;
    if (changed(form)) keep(form);
    else forget(form);
    soon(form, wait);
  }

  page.addEventListener("input", (event) => edited(event, WHILE_TYPING));
  page.addEventListener("change", (event) => edited(event, WHEN_CHANGED));

  document.addEventListener("htmx:configRequest", (event) => {
    const form = event.target;
    if (form.id === "thay-doi") event.detail.parameters.co = versions();
    if (!form.matches("form[data-criterion]")) return;
    const state = about(form);
    state.sent = textOf(form);
    state.sentVersion = event.detail.parameters.seen;
    state.sending = true;
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    // A whole page in answer to a part (an error page of a proxy, a refused token) never lands inside the form.
    if (page.contains(event.target) && /<html/i.test(event.detail.xhr.responseText)) {
      event.detail.shouldSwap = false;
      event.detail.isError = true;
    }
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target;
    if (form.id === "thay-doi") {
      if (event.detail.xhr.status === 200) retry();
      return;
    }
    if (!form.matches || !form.matches("form[data-criterion]")) return;
    const state = about(form);
    const status = event.detail.xhr.status;
    const answered = [200, 409, 422, 403, 404].includes(status) && !/<html/i.test(event.detail.xhr.responseText);
    state.sending = false;
    state.waiting = !answered;
    state.refused = answered && status !== 200 ? state.sent : "";
    form.querySelector("[data-unsaved]").hidden = answered && status !== 404;
    if (answered) {
      failures = 0;
      if (status === 200) stored(form, state);
      markWrong(form);
    } else if (status !== 401) later();
  });

  function stored(form, state) {
    state.stored = state.sent;
    forget(form, state.sentVersion);
    forget(form);
    const card = form.closest("[data-mark]");
    card.dataset.mark = `${seenIn(form).value}.${card.dataset.mark.split(".").pop()}`;
    card.querySelector("[data-note]").hidden = true;
    if (changed(form)) {
      keep(form);
      soon(form, WHEN_CHANGED);
    } else if (leaving && unsaved().length === 0) leaving();
  }

  function markWrong(form) {
    for (const said of form.querySelectorAll("[data-error]")) {
      const wrong = said.textContent.trim() !== "";
      const field = said.closest(".field");
      field.classList.toggle("wrong", wrong);
      for (const input of field.querySelectorAll("input, textarea")) {
        if (wrong) input.setAttribute("aria-invalid", "true");
        else input.removeAttribute("aria-invalid");
      }
    }
  }

  // 2. Trying again: after a while, when the network is back, when one returns from signing in.

  function later() {
    clearTimeout(again);
    again = setTimeout(retry, AGAIN[Math.min(failures, AGAIN.length - 1)]);
    failures += 1;
  }

  function retry() {
    for (const form of forms()) {
      const state = about(form);
      if (state.waiting && !state.sending && changed(form)) htmx.trigger(form, "luu");
    }
  }

  window.addEventListener("online", retry);
  window.addEventListener("focus", () => {
    retry();
    htmx.trigger("#thay-doi", "xem");
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") retry();
    else forms().forEach(save);
  });

  // 3. Drafts: by person, criterion and version; offered when the page is opened again, never put in by themselves.

  const keyOf = (form, version = seenIn(form).value) => `${MINE}${form.dataset.criterion}:${version}`;

  function keep(form) {
    try {
      localStorage.setItem(keyOf(form), JSON.stringify({ at: new Date().toISOString(), data: dataOf(form) }));
    } catch {
      // No room or not allowed: the page itself still holds what was typed.
    }
  }

  function forget(form, version) {
    try {
      localStorage.removeItem(keyOf(form, version));
    } catch {
      // As above.
    }
  }

  function draftsOf(form) {
    const found = [];
    try {
      for (let place = 0; place < localStorage.length; place += 1) {
        const key = localStorage.key(place);
        if (key.startsWith(`${MINE}${form.dataset.criterion}:`)) found.push(key);
      }
      return found.map((key) => ({ key, version: key.split(":").pop(), ...JSON.parse(localStorage.getItem(key)) }));
    } catch {
      return [];
    }
  }

  function offer(form, draft) {
    if (JSON.stringify(draft.data) === textOf(form)) {
      localStorage.removeItem(draft.key);
      return;
    }
    const box = document.getElementById("mau-ban-nhap").content.firstElementChild.cloneNode(true);
    box.querySelector("[data-at]").textContent = clock(draft.at);
    box.querySelector("[data-what]").textContent = inWords(form, draft.data);
    box.querySelector("[data-use]").addEventListener("click", () => {
      box.remove();
      fill(form, draft.data);
      seenIn(form).value = draft.version;
      keep(form);
      save(form);
      form.querySelector("input:not([type=hidden]), textarea").focus();
    });
    box.querySelector("[data-drop]").addEventListener("click", () => {
      localStorage.removeItem(draft.key);
      box.remove();
      form.querySelector("input:not([type=hidden]), textarea").focus();
    });
    form.before(box);
  }

  function fill(form, data) {
    for (const element of form.elements) {
      if (!element.name || NOT_DATA.has(element.name)) continue;
      const values = data.filter(([name]) => name === element.name).map(([, value]) => value);
      if (element.type === "radio" || element.type === "checkbox") element.checked = values.includes(element.value);
      else if (element.matches("input, textarea")) element.value = values[0] || "";
    }
    for (const more of form.querySelectorAll("details")) more.open = more.open || Boolean(more.querySelector("textarea").value);
  }

  function inWords(form, data) {
    const words = data.filter(([, value]) => value !== "").map(([name, value]) => {
      const choice = form.querySelector(`[type=radio][name="${CSS.escape(name)}"][value="${CSS.escape(value)}"], [type=checkbox][name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
      return choice ? choice.closest("label").querySelector("[data-name]").textContent.trim() : value;
    });
    return words.join("; ") || page.dataset.nothing;
  }

  function clock(at) {
    const when = new Date(at);
    const time = when.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
    return when.toDateString() === new Date().toDateString() ? time : `${time} ${when.toLocaleDateString("vi-VN")}`;
  }

  // 4. What others changed: parts that nobody is at here are renewed, beside the others a note stands.

  function versions() {
    return [...page.querySelectorAll("[data-mark]")].map((card) => `${card.dataset.card}:${card.dataset.mark}`).join(" ");
  }

  const versionOf = (card) => card.dataset.mark.split(".")[0];
  const documentsIn = (card) => [...card.querySelectorAll("[data-document]")].map((one) => {
    const words = one.querySelector("summary");
    return `${one.dataset.document} ${words ? words.textContent.trim() : ""}`;
  }).join();

  function atWork(card) {
    const form = card.querySelector("form[data-criterion]");
    const busy = form && (changed(form) || about(form).sending);
    const sending = card.querySelector("[data-uploads] > *") !== null;
    return busy || sending || (card.contains(document.activeElement) && document.activeElement.matches("input, textarea, select"));
  }

  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const card = event.target;
    if (!card.matches("[data-mark]")) return;
    const renewed = event.detail.fragment.querySelector("[data-mark]") || event.detail.fragment.firstElementChild;
    if (versionOf(renewed) === versionOf(card) && documentsIn(renewed) === documentsIn(card)) {
      card.dataset.mark = renewed.dataset.mark; // one's own change, which is on the page already
      event.detail.shouldSwap = false;
      return;
    }
    if (!atWork(card)) return;
    event.detail.shouldSwap = false;
    if (renewed.dataset.by === page.dataset.person) return;
    const note = card.querySelector("[data-note]");
    note.querySelector("[data-who]").textContent = renewed.dataset.who;
    note.querySelector("[data-at]").textContent = renewed.dataset.at;
    note.hidden = false;
  });

  // 5. Leaving the page: what is being typed is saved first; if that does not work, the browser asks.

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.target || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.hasAttribute("download") || link.getAttribute("href").startsWith("#") || unsaved().length === 0) return;
    event.preventDefault();
    const go = () => {
      leaving = false;
      location.assign(link.href);
    };
    leaving = go;
    forms().forEach(save);
    setTimeout(() => { if (leaving === go) go(); }, LEAVING);
  });

  window.addEventListener("beforeunload", (event) => {
    if (unsaved().length) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const kept = event.target.closest("button[name=giu]");
    if (!kept) return;
    // The button stands outside the form, where htmx does not see it: the version one has seen now goes with the form itself.
    const form = kept.form;
    forget(form);
    seenIn(form).value = kept.value;
    keep(form);
  });

  document.addEventListener("click", (event) => {
    const taken = event.target.closest("[data-take-stored]");
    if (!taken) return;
    const form = taken.closest("[data-mark]").querySelector("form[data-criterion]");
    draftsOf(form).forEach((draft) => localStorage.removeItem(draft.key));
    about(form).stored = textOf(form);
  });

  function begin() {
    document.documentElement.classList.add("with-scripts");
    for (const form of forms()) {
      about(form);
      draftsOf(form).forEach((draft) => offer(form, draft));
    }
  }

  htmx.onLoad((part) => {
    for (const form of part.querySelectorAll("form[data-criterion]")) about(form);
  });
  begin();
})();
