// Send what waits. Every entry has an id of its own, so that sending twice is harmless.

const AT_ONCE = 50;

// Gives how it ended: done, busy, offline, signed_out, forbidden, server.
export async function send(queue, settings, isHeld) {
  const work = () => sendAll(queue, settings, isHeld);
  if (!navigator.locks) return work();
  return navigator.locks.request("banheng-sending", { ifAvailable: true }, (lock) => (lock ? work() : "busy"));
}

async function sendAll(queue, settings, isHeld) {
  try {
    for (;;) {
      const open = await queue.ofAccount(settings.account, settings.school);
      const waiting = open.filter((entry) => entry.state === "waiting" && !isHeld(entry.id)).slice(0, AT_ONCE);
      if (!waiting.length) break;
      const ended = await sendRecords(queue, settings, waiting);
      if (ended) return ended;
    }
    return await sendPhotos(queue, settings);
  } catch (error) {
    if (error instanceof TypeError) return "offline"; // what fetch throws without network
    throw error;
  }
}

async function sendRecords(queue, settings, waiting) {
  const body = JSON.stringify({
    sent_at: new Date().toISOString(),
    account: settings.account,
    entries: waiting.map((entry) => ({ id: entry.id, ...entry.said })),
  });
  const response = await fetch(settings.records, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
    body,
    redirect: "manual",
  });
  if (!response.ok) return failure(response);
  const { answers } = await response.json();
  for (const [place, answer] of answers.entries()) {
    await queue.change(waiting[place].id, (entry) => settled(entry, answer));
  }
  return null;
}

function settled(entry, answer) {
  if (answer.state === "refused") return { ...entry, state: "refused", code: answer.code, reason: answer.reason };
  const state = entry.photos.length ? "photos" : "sent";
  return { ...entry, state, sequence: answer.sequence, day: answer.day, reason: "" };
}

async function sendPhotos(queue, settings) {
  const own = await queue.ofAccount(settings.account, settings.school);
  for (const entry of own.filter((each) => each.state === "photos")) {
    for (const photo of entry.photos) {
      const form = new FormData();
      form.append("photo", photo.blob, "photo.jpg");
      const address = settings.photos.replace(settings.zero, entry.id);
      const response = await fetch(address, {
        method: "POST",
        headers: { "X-CSRFToken": csrfToken() },
        body: form,
        redirect: "manual",
      });
      if (response.ok) continue;
      if ([400, 413, 422].includes(response.status)) {
        const { reason } = await response.json();
        await queue.change(entry.id, (found) => ({ ...found, state: "photo_refused", reason }));
        break;
      }
      return failure(response);
    }
    await queue.change(entry.id, (found) => (found.state === "photos" ? { ...found, state: "sent", photos: [] } : null));
  }
  return "done";
}

function failure(response) {
  if (response.status === 401 || response.status === 409 || response.type === "opaqueredirect") return "signed_out";
  if (response.status === 403 || response.status === 404) return "forbidden";
  return "server";
}

function csrfToken() {
  const found = /(?:^|; )(?:__Host-)?csrftoken=([^;]*)/.exec(document.cookie);
  return found ? decodeURIComponent(found[1]) : "";
}
