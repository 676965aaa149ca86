// The inspection screen: pick a class, tap what was seen, done. What was tapped is kept on the phone first.
import { Details } from "./details.js";
import { uuid7 } from "./identity.js";
import { Lists, fill } from "./lists.js";
import { Queue } from "./queue.js";
import { send } from "./sending.js";

const OPEN_FOR = 12_000; // milliseconds in which what was just tapped can still be changed
const AGAIN_AFTER = 10_000;
const NEUTRAL = "observation"; // counts nowhere

const settings = JSON.parse(document.getElementById("inspect-settings").textContent);
const { texts } = settings;
const by = (id) => document.getElementById(id);

let queue;
let lists;
let details;
let chosen = []; // classes: {code, name}
let several = false;
let last = { ids: [] }; // what was just tapped: not sent yet, so that it can be changed
let lastTimer;
let outcome = navigator.onLine ? "done" : "offline";

const isHeld = (id) => last.ids.includes(id);

async function begin() {
  try {
    queue = await Queue.open();
    navigator.storage?.persist?.();
  } catch {
    by("storage").textContent = texts.storage;
    by("storage").hidden = false;
    return;
  }
  lists = new Lists(queue, settings, { sync, release });
  if (by("details")) {
    details = new Details(settings);
    wireClasses();
    wireEvents();
    wireLast();
  }
  by("send-now").addEventListener("click", sync);
  addEventListener("online", sync);
  addEventListener("offline", () => show("offline"));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && sync());
  setInterval(sync, AGAIN_AFTER);
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(settings.worker, { scope: "/" });
  await sync();
  document.documentElement.dataset.inspectReady = "yes";
}

async function sync() {
  const open = await queue.ofAccount(settings.account, settings.school);
  if (open.some((entry) => ["waiting", "photos"].includes(entry.state) && !isHeld(entry.id))) {
    if (navigator.onLine) lists.say("sending");
    const ended = await send(queue, settings, isHeld);
    if (ended !== "busy") outcome = ended;
    await queue.forgetOldest(settings.account, settings.school);
  } else if (navigator.onLine) outcome = "done";
  await show(navigator.onLine ? outcome : "offline");
}

function show(state) {
  outcome = state;
  return lists.show(state, isHeld);
}

// Pick classes

function wireClasses() {
  for (const button of document.querySelectorAll(".inspect-class")) {
    button.addEventListener("click", () => {
      const picked = { code: button.dataset.class, name: button.dataset.name };
      if (!several) return openEvents([picked]);
      const pressed = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(pressed));
      chosen = pressed ? [...chosen, picked] : chosen.filter((each) => each.code !== picked.code);
      return nameSeveral();
    });
  }
  by("choose-several").addEventListener("click", () => {
    if (several && chosen.length) return openEvents(chosen);
    return setSeveral(!several);
  });
  by("day")?.addEventListener("change", showDay);
  by("day-today")?.addEventListener("click", () => {
    by("day").value = "";
    showDay();
  });
}

function setSeveral(wanted) {
  several = wanted;
  chosen = [];
  for (const button of document.querySelectorAll(".inspect-class")) {
    if (several) button.setAttribute("aria-pressed", "false");
    else button.removeAttribute("aria-pressed");
  }
  nameSeveral();
}

function nameSeveral() {
  const button = by("choose-several");
  button.setAttribute("aria-pressed", String(several));
  button.textContent = chosen.length ? fill(texts.next, chosen.length) : texts.several;
}

function chosenDay() {
  const day = by("day")?.value ?? "";
  return day && day !== settings.today ? day : "";
}

function showDay() {
  by("backfilling").hidden = !chosenDay();
  by("backfilling").textContent = fill(texts.backfilling, chosenDay());
}

function openEvents(classes) {
  chosen = classes;
  const codes = classes.map((each) => each.code);
  for (const part of document.querySelectorAll("[data-item]")) {
    const allowed = settings.classesOfItem[part.dataset.item];
    part.hidden = Boolean(allowed) && !codes.every((code) => allowed.includes(code));
  }
  for (const section of document.querySelectorAll("[data-section]")) {
    section.hidden = ![...section.querySelectorAll("[data-item]")].some((part) => !part.hidden);
  }
  by("all-in-order").hidden = !inOrder().length;
  showDay();
  by("step-event-title").textContent =
    classes.length === 1 ? classes[0].name : fill(texts.classes, classes.length);
  turnTo("step-event");
}

function turnTo(step) {
  by("step-class").hidden = step !== "step-class";
  by("step-event").hidden = step !== "step-event";
  scrollTo(0, 0);
  by(`${step}-title`).focus();
}

// Tap what was seen

function wireEvents() {
  by("back").addEventListener("click", () => {
    release();
    setSeveral(false);
    turnTo("step-class");
  });
  by("all-in-order").addEventListener("click", () => note(inOrder(), texts.allInOrder));
  for (const button of document.querySelectorAll(".inspect-in-order")) {
    button.addEventListener("click", () => note([button], wordsOf(button)));
  }
  for (const button of document.querySelectorAll(".inspect-choice")) {
    button.addEventListener("click", () => tap(button));
  }
}

function inOrder() {
  return [...document.querySelectorAll(".inspect-in-order")].filter((button) => !button.hidden);
}

function saidBy(button) {
  const { item, event, level = "" } = button.dataset;
  return { item, event, level, quantity: button.dataset.quantity ?? "1" };
}

function wordsOf(button) {
  const { name, itemName } = button.dataset;
  if (!name) return `${itemName} ${texts.allInOrder}`;
  return name;
}

function tap(button) {
  const needs = (button.dataset.needs ?? "").trim().split(" ").filter(Boolean);
  if (!needs.length) return note([button], wordsOf(button));
  return details.open({
    title: wordsOf(button),
    needs,
    counts: button.dataset.item !== NEUTRAL,
    least: button.dataset.least,
    most: button.dataset.most,
    save: (more) => note([button], wordsOf(button), more),
  });
}

// Keep one entry for each class and button, and leave them open to changes for a moment.
async function note(buttons, words, more = { said: {}, photos: [] }) {
  release(false);
  const { photos } = more;
  const day = chosenDay();
  const entries = chosen.flatMap((school_class) =>
    buttons.map((button) => ({
      id: uuid7(),
      account: settings.account,
      accountName: settings.accountName,
      school: settings.school,
      state: "waiting",
      words: `${school_class.name} ${wordsOf(button)}`,
      said: {
        school_class: school_class.code,
        ...saidBy(button),
        ...more.said,
        ...(day && { day }),
        noted_at: new Date().toISOString(),
        photos: photos.map((photo) => photo.digest),
      },
      photos,
    })),
  );
  const title =
    chosen.length === 1 ? fill(texts.noted, `${chosen[0].name} ${words}`) : fill(texts.notedMany, chosen.length, words);
  const [button] = buttons;
  const counted = button.hasAttribute("data-counted") && !more.said.value;
  last = { ids: entries.map((entry) => entry.id), quantity: 1, title, words, counted };
  await queue.add(entries);
  for (const { code } of chosen) countVisit(code, buttons.length);
  by("unit").textContent = button.dataset.unit ?? "";
  await show(outcome);
  by("stepper").hidden = !counted;
  by("quantity").textContent = "1";
  sayLast(title, true);
  keepOpen();
  sync();
}

function countVisit(code, number) {
  const badge = document.querySelector(`.inspect-class[data-class="${CSS.escape(code)}"] .inspect-visits`);
  badge.dataset.visits = Number(badge.dataset.visits) + number;
  badge.querySelector(".inspect-visits-number").textContent = badge.dataset.visits;
  badge.hidden = Number(badge.dataset.visits) <= 0;
}

// Change what was just tapped

function wireLast() {
  by("more").addEventListener("click", () => changeQuantity(1));
  by("fewer").addEventListener("click", () => changeQuantity(-1));
  by("undo").addEventListener("click", undo);
  by("add-details").addEventListener("click", () => {
    clearTimeout(lastTimer);
    const { ids } = last;
    details.open({
      title: last.title,
      needs: [],
      counts: true,
      save: (more) => addDetails(ids, more),
      closed: keepOpen,
    });
  });
}

function sayLast(text, withActions) {
  by("last").hidden = false;
  by("last-text").textContent = text;
  by("last-actions").hidden = !withActions;
}

function keepOpen() {
  clearTimeout(lastTimer);
  if (last.ids.length) lastTimer = setTimeout(release, OPEN_FOR);
}

// Let what was tapped go: from now on it is sent, and changed only by taking the record back.
function release(andSend = true) {
  clearTimeout(lastTimer);
  if (!last.ids.length) return;
  last = { ids: [] };
  by("last").hidden = true;
  if (andSend) sync();
}

async function changeQuantity(by_) {
  const quantity = Math.min(Math.max(last.quantity + by_, 1), 99);
  if (await changeLast((said) => ({ ...said, quantity: String(quantity) }))) {
    last.quantity = quantity;
    by("quantity").textContent = String(quantity);
  }
  keepOpen();
}

async function addDetails(ids, more) {
  const digests = more.photos.map((photo) => photo.digest);
  const changed = await changeAll(ids, (entry) => ({
    ...entry,
    photos: more.photos,
    said: { ...entry.said, ...more.said, photos: digests },
  }));
  if (!changed) sayLast(texts.tooLate, false);
  else release();
}

const changeLast = (change) => changeAll(last.ids, (entry) => ({ ...entry, said: change(entry.said) }));

async function changeAll(ids, change) {
  let all = true;
  for (const id of ids) {
    all = Boolean(await queue.change(id, (entry) => (entry.state === "waiting" ? change(entry) : null))) && all;
  }
  if (!all) sayLast(texts.tooLate, false);
  return all;
}

async function undo() {
  const { ids, words } = last;
  let all = true;
  for (const id of ids) {
    const entry = (await queue.all()).find((each) => each.id === id);
    const removed = await queue.remove(id, (found) => found.state === "waiting");
    if (removed) countVisit(entry.said.school_class, -1);
    all = all && removed;
  }
  clearTimeout(lastTimer);
  last = { ids: [] };
  sayLast(all ? fill(texts.undone, words) : texts.tooLate, false);
  sync();
}

begin();
