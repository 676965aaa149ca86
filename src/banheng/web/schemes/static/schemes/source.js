"use strict";

// A clause of the document and what became of it stand out together, whichever is pointed at or has the focus.
const places = document.querySelector(".source-pages");
let linked = [];

function link(number, from) {
  for (const place of linked) place.classList.remove("is-linked");
  linked = [...places.querySelectorAll(`[data-clause="${number}"]`)];
  for (const place of linked) {
    place.classList.add("is-linked");
    // where both stand side by side, each in a box that scrolls, the other one is brought into view
    const box = place.closest(".card");
    if (place === from || box.contains(from) || box.scrollHeight <= box.clientHeight) continue;
    const top = box.getBoundingClientRect().top;
    const above = place.getBoundingClientRect().top - top;
    const seen = Math.min(box.clientHeight, window.innerHeight - top);
    if (above < 0 || above + place.offsetHeight > seen) box.scrollTop += above - seen / 3;
  }
}

for (const kind of ["mouseover", "focusin"]) {
  places.addEventListener(kind, (event) => {
    const place = event.target.closest("[data-clause]");
    if (place && !place.classList.contains("is-linked")) link(place.dataset.clause, place);
  });
}

// A tap jumps to the other side; there the focus waits on the way back.
window.addEventListener("hashchange", () => {
  const place = document.getElementById(location.hash.slice(1));
  if (place && place.dataset.clause) link(place.dataset.clause, place);
});
