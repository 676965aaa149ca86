// Send what waits. The server keeps what comes twice once, so that an answer that got lost does no harm.

const PATIENCE = 5000;

// Whose session this is, and a token that is good in it only; throws without network.
export async function signedIn(settings) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const response = await fetch(settings.signedIn, { cache: "no-store", signal: stop.signal });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return await response.json();
  } finally {
    clearTimeout(timer);
  }
}

// Gives how it ended: done, busy, offline, signed_out, other_account, server.
export async function send(queue, settings, tellSent) {
  const work = () => sendAll(queue, settings, tellSent);
  if (!navigator.locks) return work();
  return navigator.locks.request("banheng-waiting", { ifAvailable: true }, (lock) => (lock ? work() : "busy"));
}

async function sendAll(queue, settings, tellSent) {
  const own = await queue.ofAccount(settings.account, settings.school);
  for (const entry of own.filter((each) => each.state === "waiting")) {
    let answer;
    try {
      // Asked before each one: nothing of one account may go out in the session of another.
      const { account, token } = await signedIn(settings);
      if (account === null) return "signed_out";
      if (account !== settings.account) return "other_account";
      answer = await post(entry, token);
    } catch {
      return "offline";
    }
    if (answer.state !== "sent" && answer.state !== "refused") return answer.state;
    if (answer.state === "sent") {
      await queue.remove(entry.id);
      tellSent(entry);
    } else await queue.change(entry.id, (found) => ({ ...found, ...answer }));
  }
  return "done";
}

async function post(entry, token) {
  const body = new FormData();
  for (const [name, value] of entry.fields) body.append(name, value);
  const response = await fetch(entry.action, { method: "POST", headers: { "X-CSRFToken": token }, body });
  if (response.status >= 500 || response.status === 429) return { state: "server" };
  // What was taken leads on to a page of the school; anywhere else something is to be done first.
  if (response.redirected && !new URL(response.url).pathname.startsWith("/s/")) return { state: "signed_out" };
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const said = (found) => [...page.querySelectorAll(found)].map((part) => part.textContent.trim()).join(" ");
  if (!response.redirected) {
    const faults = said(".alert-danger[role=alert], .text-danger[role=alert]") || said("main h1, main h1 + p");
    return { state: "refused", reason: faults };
  }
  const refusal = said("#content > .alert-error");
  return refusal ? { state: "refused", reason: refusal } : { state: "sent" };
}
