"use strict";
// Say it on the page when a passkey did not work; nothing is said when somebody closed the browser's window.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const closed = event.detail.exception && event.detail.exception.name === "NotAllowedError";
  const place = document.getElementById("passkey_error");
  if (place && !closed) {
    place.hidden = false;
  }
});
