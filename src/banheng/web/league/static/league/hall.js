"use strict";

// Nobody stands by to press "reload": once a minute the screen takes over what is new.
// While the server does not answer it keeps what it shows, for an error page would never go away by itself.
const A_MINUTE = 60_000;

setInterval(async () => {
  const answer = await fetch(location.href).catch(() => null);
  if (answer && answer.status < 500) location.reload();
}, A_MINUTE);
