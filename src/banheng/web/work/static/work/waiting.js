// Forms marked with data-waiting: what is filled in without network is kept on the phone and sent later.
//
// An entry of the queue: {id, account, accountName, school, state, title, action, page, fields, said, at, reason}.
// States: waiting, refused. With network a form is sent as any other.
import { uuid7 } from "../inspect/identity.js";
import { fill } from "../inspect/lists.js";
import { Queue } from "../inspect/queue.js";
import { send, signedIn } from "./sending.js";

const AGAIN_AFTER = 30_000;
const TOKEN = "csrfmiddlewaretoken";

const by = (id) => document.getElementById(id);
const template = by("waiting-template");
const settings = { ...template.dataset, account: Number(template.dataset.account) };
const texts = Object.fromEntries(
  [...template.content.querySelectorAll("[data-text]")].map((part) => [part.dataset.text, part.textContent]),
);
const forms = [...document.querySelectorAll("form[data-waiting]")];
const keptAt = document.documentElement.dataset.kept; // of a page that the service worker had kept

let queue;
let outcome = "done";
let sent = 0;
let letThrough = null; // a form on its way to the server
const asking = new Set();

async function begin() {
  document.querySelector("#content > .page-title").after(template.content.querySelector("section").cloneNode(true));
  if (keptAt) renew();
  startWorker();
  try {
    queue = await Queue.open("banheng-waiting");
    navigator.storage?.persist?.();
  } catch {
    if (forms.length) say("storage");
    return;
  }
  document.addEventListener("submit", submit, true);
  addEventListener("hashchange", refill); // it is opened again on its own page
  addEventListener("online", sync);
  addEventListener("offline", sync);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && sync());
  setInterval(sync, AGAIN_AFTER);
  await refill();
  await sync();
  document.documentElement.dataset.waitingReady = "yes";
}

async function startWorker() {
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register(settings.worker, { scope: "/" });
  if (keptAt) return;
  const { active } = await navigator.serviceWorker.ready;
  // the forms that today's duties lead to open without network, too
  active.postMessage({ keep: [...document.querySelectorAll('a[href*="/work/new/"]')].map((link) => link.href) });
}

// A kept page may be some days old, and its record may have been sent already.
function renew() {
  const asked = new URLSearchParams(location.search);
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  for (const { elements } of document.querySelectorAll(".work-form")) {
    elements.namedItem("id").value = uuid7();
    elements.namedItem("back").value = asked.get("back") ?? "";
    const day = elements.namedItem("day");
    if (today > day.max) day.max = today; // the clock of a phone may be behind
    day.value = asked.get("day") || day.max;
  }
}

// Submitting

async function submit(event) {
  const form = event.target;
  if (!form.matches("form[data-waiting]") || form === letThrough) return;
  event.preventDefault();
  if (asking.has(form)) return;
  asking.add(form);
  const saying = setTimeout(note, 400, form, texts.asking);
  const account = navigator.onLine ? await askAccount() : undefined;
  const stands = (await own()).some((entry) => entry.id === idOf(form));
  clearTimeout(saying);
  asking.delete(form);
  // what stands in the queue goes out from there, so that it leaves the list when it is taken
  if (account === settings.account && !stands) {
    letThrough = form;
    form.requestSubmit(event.submitter);
    letThrough = null;
  } else await keep(form, account);
}

// Whose session this is (null: nobody's); undefined without network.
async function askAccount() {
  try {
    return (await signedIn(settings)).account;
  } catch {
    return undefined;
  }
}

async function keep(form, account) {
  if (form.hasAttribute("data-restricted")) {
    note(form, account === undefined ? texts.restricted : texts.restrictedSignedOut);
    return;
  }
  const fields = [...new FormData(form)].filter(([name, value]) => name !== TOKEN && value.size !== 0);
  const written = [...form.querySelectorAll("textarea, input:is([type=text], [type=number], :not([type]))")];
  try {
    await queue.add([
      {
        id: idOf(form),
        account: settings.account,
        accountName: settings.accountName,
        school: settings.school,
        state: "waiting",
        title: form.dataset.waiting,
        action: actionOf(form),
        page: location.pathname + location.search,
        fields,
        said: written.map((input) => input.value.trim()).filter(Boolean).join("；"),
        at: new Date().toISOString(),
        reason: "",
      },
    ]);
  } catch {
    note(form, texts.storage);
    return;
  }
  if (account === undefined) mark(form, texts.noted);
  else mark(form, account === settings.account ? texts.asking : texts.notedSignedOut);
  await sync();
}

const actionOf = (form) => form.getAttribute("action") ?? location.pathname + location.search;

// The same tick, or the same record, stands in the queue once: what it is about are the hidden fields.
function idOf(form) {
  const hidden = [...form.querySelectorAll("input[type=hidden]")].filter((input) => input.name !== TOKEN);
  const about = new URLSearchParams(hidden.map((input) => [input.name, input.value]));
  return `${settings.account} ${actionOf(form)} ${about}`;
}

function mark(form, text, state = "kept") {
  note(form, text);
  form.dataset.state = state;
  for (const button of form.querySelectorAll("button")) button.disabled = state !== "refused";
}

function note(form, text) {
  const buttons = form.querySelector("button").parentElement;
  let said = buttons.querySelector(".waiting-note");
  if (!said) {
    said = element("p", { class: "waiting-note mb-1", role: "alert" });
    buttons.prepend(said);
  }
  said.textContent = text;
}

// Put what was refused back into its form, so that it is corrected and not written again.
async function refill() {
  if (!location.hash.startsWith("#waiting=")) return;
  const wanted = decodeURIComponent(location.hash.slice("#waiting=".length));
  const entry = (await own()).find((each) => each.id === wanted && each.state === "refused");
  const form =
    entry &&
    (forms.find((each) => idOf(each) === entry.id) ??
      forms.find((each) => each.matches(".work-form") && actionOf(each) === entry.action));
  if (!form) return;
  for (const input of form.elements) {
    const values = entry.fields.filter(([name]) => name === input.name).map(([, value]) => value);
    if (input.type === "file") input.files = asFiles(values);
    else if (["checkbox", "radio"].includes(input.type)) input.checked = values.includes(input.value);
    else if (values.length) [input.value] = values;
  }
  form.scrollIntoView({ block: "nearest" });
}

function asFiles(values) {
  const transfer = new DataTransfer();
  for (const file of values) transfer.items.add(file);
  return transfer.files;
}

// Sending

const own = () => queue.ofAccount(settings.account, settings.school);

async function sync() {
  const isWaiting = (await own()).some((entry) => entry.state === "waiting");
  if (!navigator.onLine) outcome = "offline";
  else if (!isWaiting) outcome = "done";
  else {
    outcome = "done"; // while it is under way
    await show();
    outcome = await send(queue, settings, tellSent);
  }
  await show();
}

function tellSent(entry) {
  sent += 1;
  const form = forms.find((each) => idOf(each) === entry.id);
  if (form) mark(form, texts.done, "sent");
}

// Showing

async function show() {
  const entries = await own();
  const waiting = entries.filter((entry) => entry.state === "waiting");
  const refused = entries.filter((entry) => entry.state === "refused");
  const others = await queue.ofOthers(settings.account);
  for (const form of forms) {
    const { state, reason } = entries.find((entry) => entry.id === idOf(form)) ?? {};
    if (state === "waiting" && form.dataset.state !== "kept") mark(form, texts.noted);
    if (state === "refused" && form.dataset.state === "kept") mark(form, fill(texts.refused, reason), "refused");
  }
  if (waiting.length) say({ done: "waiting", busy: "waiting" }[outcome] ?? outcome, waiting.length, settings.accountName);
  else if (refused.length) say("refusedOnly", refused.length);
  else if (sent) say("sent", sent);
  else say(null);
  by("waiting-list").replaceChildren(...waiting.map(waitingRow), ...refused.map(refusedRow));
  by("waiting-sign-in").hidden = !(waiting.length && ["signed_out", "other_account"].includes(outcome));
  by("waiting-others").hidden = !others.length;
  by("waiting-others").textContent = fill(
    texts.others,
    others.length,
    [...new Set(others.map((entry) => entry.accountName))].join("、"),
  );
  by("waiting-kept").hidden = !keptAt;
  if (keptAt) by("waiting-kept").textContent = fill(texts.kept, clock(keptAt));
  const isTrouble = waiting.length || refused.length || others.length;
  by("waiting").className = `alert ${isTrouble ? "alert-warning" : sent ? "alert-success" : "alert-info"}`;
  by("waiting").hidden = !(isTrouble || sent || keptAt);
}

function say(name, ...values) {
  by("waiting-status").hidden = !name;
  by("waiting-status").textContent = name ? fill(texts[name], ...values) : "";
  if (name) by("waiting").hidden = false;
}

function waitingRow(entry) {
  const row = element("li", {}, `${entry.title} `);
  row.append(element("span", { class: "text-secondary" }, clock(entry.at)));
  return row;
}

function refusedRow(entry) {
  const row = element("li", { class: "waiting-refused mt-2" });
  const drop = element("button", { type: "button", class: "btn" }, texts.drop);
  drop.addEventListener("click", async () => {
    if (!confirm(texts.confirmDrop)) return;
    await queue.remove(entry.id);
    await show();
  });
  const reopen = element("a", { class: "btn", href: `${entry.page}#waiting=${encodeURIComponent(entry.id)}` }, texts.reopen);
  const actions = element("p", { class: "mb-0" });
  actions.append(reopen, " ", drop);
  row.append(
    element("strong", {}, entry.title),
    element("div", {}, fill(texts.refused, entry.reason || texts.unknown)),
    element("div", { class: "text-secondary" }, entry.said),
    actions,
  );
  return row;
}

const clock = (time) =>
  new Date(time).toLocaleString(document.documentElement.lang, {
    month: "numeric",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });

function element(name, attributes, text = "") {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

begin();
