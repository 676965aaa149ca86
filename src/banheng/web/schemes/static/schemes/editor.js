"use strict";

// Leaving with changes that are not saved is asked about; a form that is sent is saved.
const form = document.getElementById("part-form");
let changed = false;

if (form) {
  form.addEventListener("input", () => {
    changed = true;
  });
  form.addEventListener("submit", () => {
    changed = false;
  });
  // Another kind of rule has other fields, so it is saved at once.
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-saves]")) form.requestSubmit();
  });
}

window.addEventListener("beforeunload", (event) => {
  if (changed) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-confirm]");
  if (button && !window.confirm(button.dataset.confirm)) event.preventDefault();
});

// A link to a field goes to where one can write.
function goToField() {
  const place = location.hash && document.getElementById(location.hash.slice(1));
  if (!place) return;
  for (let above = place.closest("details"); above; above = above.parentElement.closest("details")) above.open = true;
  const input = place.matches("input, select, textarea") ? place : place.querySelector("input:not([name$='@key']), select, textarea");
  if (input) {
    input.focus({ preventScroll: true });
    input.scrollIntoView({ block: "center" });
  }
}

window.addEventListener("hashchange", goToField);
// The browser itself jumps to the place while the page loads, and takes the focus away again.
window.addEventListener("load", () => setTimeout(goToField));

// On a phone the list of parts is closed until it is asked for; where there is room, nothing could open it.
const list = document.querySelector(".editor-outline details");
const narrow = window.matchMedia("(max-width: 991px)");
const foldList = () => { if (list) list.open = !narrow.matches; };
foldList();
narrow.addEventListener("change", foldList);
