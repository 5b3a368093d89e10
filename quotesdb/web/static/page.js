// What plain HTML cannot do: copy, show what belongs together, and keys. Everything works without it.
"use strict";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(source.textContent);
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(source);
    button.textContent = "Press Ctrl-C";
  }
  setTimeout(() => { button.textContent = before; }, 2000);
});

function light(event, on) {
  const piece = event.target instanceof Element ? event.target.closest("[data-q]") : null;
  if (!piece) return;
  for (const id of piece.dataset.q.split(" ")) {
    for (const each of document.querySelectorAll(`[data-q~="${CSS.escape(id)}"]`)) each.classList.toggle("lit", on);
  }
}
for (const name of ["mouseover", "focusin"]) document.addEventListener(name, (event) => light(event, true));
for (const name of ["mouseout", "focusout"]) document.addEventListener(name, (event) => light(event, false));

// A key presses what says that it is its key; never while somebody types, and not where keys are switched off.
const SWITCH = "quotesdb.keys";
function keysAreOn() { return localStorage.getItem(SWITCH) !== "off"; }
function showSwitch() {
  for (const box of document.querySelectorAll("[data-keys-switch]")) box.checked = keysAreOn();
}
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-keys-switch]")) localStorage.setItem(SWITCH, event.target.checked ? "on" : "off");
});
// Once a page is on its way to the next, keys wait for that (ten seconds at most: it can be stopped): nobody decides on
// what is not before them yet, or again on what they have just decided. So a key that is held down decides once, too.
let left = -Infinity;
document.addEventListener("submit", (event) => { if (event.target.method === "post") left = event.timeStamp; });
addEventListener("pageshow", () => { left = -Infinity; });
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && event.target.matches("input:not([type=checkbox])")) event.target.blur();
  if (event.target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]") || !keysAreOn()) return;
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!wanted) return;
  event.preventDefault();
  if (event.timeStamp - left < 10000 || (event.repeat && wanted.matches("button"))) return;
  if (wanted.matches("dialog")) { if (wanted.open) wanted.close(); else wanted.showModal(); }
  else if (wanted.matches("input")) { wanted.focus(); wanted.select(); }
  else { wanted.click(); if (wanted.matches("a")) left = event.timeStamp; }
});
document.addEventListener("htmx:afterSettle", showSwitch);
showSwitch();
