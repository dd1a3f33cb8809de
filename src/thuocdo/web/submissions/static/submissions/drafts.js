/* On the overview: in which groups figures wait that were typed on this machine and could not be saved. */
"use strict";

(() => {
  const box = document.getElementById("ban-nhap");
  if (!box) return;
  const mine = `thuocdo:nhap:${box.dataset.person}:${box.dataset.submission}:`;
  let keys = [];
  try {
    keys = Object.keys(localStorage);
  } catch {
    return; // not allowed: then nothing was kept either
  }
  const waiting = new Set(keys.filter((key) => key.startsWith(mine)).map((key) => key.slice(mine.length).split(":")[0]));
  for (const row of document.querySelectorAll("[data-criteria]")) {
    const here = row.dataset.criteria.split(" ").filter((id) => waiting.has(id));
    if (here.length === 0) continue;
    const group = row.querySelector("a");
    const link = document.createElement("a");
    link.href = `${group.href}#tc-${here[0]}`;
    link.textContent = group.textContent;
    const item = document.createElement("li");
    item.append(link, `: ${here.join(", ")}`);
    box.querySelector("ul").append(item);
    box.hidden = false;
  }
})();
