/* Evidence: files dropped or picked are sent at once, one after another, each with its progress. Without this file a button sends them.
   Everything is heard at the document, since criteria are swapped while one works. Words come from the page, in its language. */
"use strict";

(() => {
  const queue = []; // uploads that wait: {file, part, line}
  let current = null; // the one on its way, with its request

  const token = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || "";
  const partOf = (element) => element.closest("[data-evidence]");
  // Saving elsewhere may have put a criterion anew into the page while a file was on its way.
  const partOfUpload = (upload) => {
    const part = document.getElementById(upload.part.id) || upload.part;
    if (part !== upload.part && part.querySelector("[data-uploads]")) {
      upload.part = part;
      part.querySelector("[data-uploads]").append(upload.line);
    }
    return upload.part;
  };
  const formIn = (part) => part.querySelector("form[data-upload]");
  const wordsIn = (part) => part.querySelector("template[data-words]");
  const hasFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");

  // 1. The queue

  function take(part, files) {
    for (const file of files) add({ file, part });
    next();
  }

  function add(upload) {
    const words = wordsIn(upload.part);
    const line = words.content.firstElementChild.cloneNode(true);
    upload.line = line;
    line.querySelector("[data-name]").textContent = upload.file.name;
    line.querySelector("progress").setAttribute("aria-label", upload.file.name);
    line.querySelector("[data-stop]").addEventListener("click", () => stop(upload));
    line.querySelector("[data-again]").addEventListener("click", () => again(upload));
    line.querySelector("[data-drop]").addEventListener("click", () => drop(upload));
    upload.part.querySelector("[data-uploads]").append(line);
    upload.part.classList.remove("bare");
    if (upload.file.size > Number(formIn(upload.part).dataset.most)) return failed(upload, words.dataset.tooBig, false);
    say(upload, words.dataset.waiting);
    queue.push(upload);
  }

  function next() {
    if (current || !queue.length) return;
    current = queue.shift();
    send(current);
  }

  function done() {
    current = null;
    next();
  }

  function say(upload, text) {
    upload.line.querySelector("[data-state]").textContent = text;
  }

  // 2. One file

  function send(upload) {
    const words = wordsIn(upload.part);
    const request = (upload.request = new XMLHttpRequest());
    const data = new FormData();
    data.append("tep", upload.file);
    request.open("POST", formIn(upload.part).action);
    request.setRequestHeader("HX-Request", "true");
    request.setRequestHeader("X-CSRFToken", token());
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      const share = Math.floor((100 * event.loaded) / event.total);
      upload.line.querySelector("progress").value = share;
      say(upload, share < 100 ? `${share} %` : words.dataset.checking);
    });
    request.addEventListener("load", () => {
      if (request.status === 200) stored(upload, request.responseText);
      else failed(upload, sentence(request, words), request.status >= 500 || request.status === 401);
      done();
    });
    request.addEventListener("error", () => { failed(upload, words.dataset.failed, true); done(); });
    request.addEventListener("abort", () => { failed(upload, words.dataset.stopped, true); done(); });
    request.send(data);
  }

  function sentence(request, words) {
    if (request.status === 401) {
      const notice = document.getElementById("session-ended");
      if (notice) notice.hidden = false;
      return words.dataset.ended;
    }
    const said = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("[role=alert]");
    return request.status < 500 && said ? said.textContent.trim() : words.dataset.failed;
  }

  function stored(upload, html) {
    const row = new DOMParser().parseFromString(html, "text/html").querySelector("[data-document]");
    const list = partOfUpload(upload).querySelector("[data-documents]");
    const there = list.querySelector(`[data-document="${row.dataset.document}"]`);
    if (there) there.querySelector("details").open = true;
    else {
      list.append(row);
      htmx.process(row);
    }
    upload.line.remove();
  }

  function failed(upload, text, mayTryAgain) {
    partOfUpload(upload);
    upload.line.classList.add("failed");
    upload.line.querySelector("progress").hidden = true;
    upload.line.querySelector("[data-stop]").hidden = true;
    upload.line.querySelector("[data-again]").hidden = !mayTryAgain;
    upload.line.querySelector("[data-drop]").hidden = false;
    say(upload, text);
  }

  function stop(upload) {
    if (upload === current) return upload.request.abort();
    queue.splice(queue.indexOf(upload), 1);
    failed(upload, wordsIn(upload.part).dataset.stopped, true);
  }

  function again(upload) {
    upload.line.remove();
    take(upload.part, [upload.file]);
  }

  function drop(upload) {
    const part = upload.part;
    upload.line.remove();
    const more = part.querySelector(".evidence-more");
    more.open = true;
    part.querySelector("input[type=file]").focus();
  }

  // 3. Picked or dropped

  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-upload]");
    if (!form || event.target.type !== "file") return;
    take(partOf(form), event.target.files);
    form.reset();
  });

  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    // A file that misses its place must not open in the place of the page.
    event.preventDefault();
    const part = partOf(event.target);
    const over = part && formIn(part);
    event.dataTransfer.dropEffect = over ? "copy" : "none";
    mark(over ? part : null);
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) mark(null); });
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    mark(null);
    const part = partOf(event.target);
    if (part && formIn(part)) take(part, event.dataTransfer.files);
  });

  function mark(part) {
    for (const each of document.querySelectorAll("[data-evidence].over")) if (each !== part) each.classList.remove("over");
    if (part) part.classList.add("over");
  }

  // 4. The documents one may choose may have become more since the page was made.

  document.addEventListener("toggle", (event) => {
    const choices = event.target.open && event.target.matches(".reuse") && event.target.querySelector("select[data-choices]");
    if (!choices) return;
    fetch(choices.dataset.choices, { headers: { "HX-Request": "true" } })
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer)))
      .then((html) => { choices.innerHTML = html; })
      .catch(() => {});
  }, true);

  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target;
    if (!event.detail.successful || !form.matches || !form.matches(".reuse form")) return;
    const select = form.querySelector("select");
    if (select.selectedIndex > 0) select.remove(select.selectedIndex);
    form.closest(".reuse").open = false;
    partOf(form).classList.remove("bare");
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    // What is refused is said; it takes no document's place.
    if (event.detail.xhr.status < 400 || !event.target.closest || !event.target.closest("[data-evidence]")) return;
    if (event.target.matches("[data-described]")) return;
    event.detail.shouldSwap = false;
    const part = partOf(event.target);
    let said = part.querySelector("[data-refused]");
    if (!said) {
      said = document.createElement("p");
      said.className = "errorlist";
      said.dataset.refused = "";
      said.setAttribute("role", "alert");
      part.querySelector("[data-documents]").after(said);
    }
    const answer = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html").querySelector("[role=alert]");
    said.textContent = answer ? answer.textContent.trim() : wordsIn(part).dataset.failed;
  });

  window.addEventListener("beforeunload", (event) => {
    if (current || queue.length) event.preventDefault();
  });

  document.documentElement.classList.add("with-uploads");
})();
