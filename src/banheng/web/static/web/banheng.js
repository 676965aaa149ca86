"use strict";

// A line at the top says that a request is under way; the stylesheet lets it appear after 300 ms.
const waiting = new Set();

function showWait() {
  let line = document.querySelector(".wait-line");
  if (waiting.size && !line) {
    line = document.createElement("div");
    line.className = "wait-line";
    line.setAttribute("role", "progressbar");
    document.body.append(line);
  } else if (!waiting.size && line) {
    line.remove();
  }
}

document.addEventListener("htmx:beforeRequest", (event) => {
  waiting.add(event.detail.xhr);
  showWait();
});
document.addEventListener("htmx:afterRequest", (event) => {
  waiting.delete(event.detail.xhr);
  showWait();
});
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.target) return;
  waiting.add(event.target);
  showWait();
});
window.addEventListener("pageshow", () => {
  waiting.clear();
  showWait();
});

// The menu scrolls sideways on a phone; the entry of this page is brought into view.
for (const current of document.querySelectorAll(".site-menu [aria-current]")) {
  current.scrollIntoView({ block: "nearest", inline: "center" });
}

// What htmx could not fetch is said, not swallowed.
for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, () => {
    const notice = document.getElementById("request-failed");
    if (notice) notice.hidden = false;
  });
}

// A table that scrolls sideways can be scrolled with the keyboard too.
function reachScrolling() {
  for (const region of document.querySelectorAll(".table-responsive")) {
    if (region.scrollWidth > region.clientWidth) region.tabIndex = 0;
    else region.removeAttribute("tabindex");
  }
}
for (const change of ["DOMContentLoaded", "htmx:load", "resize"]) window.addEventListener(change, reachScrolling);
