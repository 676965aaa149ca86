// What waits, what was refused, what has arrived: always in sight, nothing is dropped by itself.
import { uuid7 } from "./identity.js";

const by = (id) => document.getElementById(id);

export function fill(text, ...values) {
  return values.reduce((filled, value) => filled.replace("{}", value), text);
}

export class Lists {
  constructor(queue, settings, actions) {
    this.queue = queue;
    this.settings = settings;
    this.texts = settings.texts;
    this.actions = actions;
  }

  say(name, ...values) {
    by("status-text").textContent = fill(this.texts[name], ...values);
  }

  async show(outcome, isHeld) {
    const own = await this.queue.ofAccount(this.settings.account, this.settings.school);
    const waiting = own.filter((entry) => ["waiting", "photos"].includes(entry.state));
    this.#showStatus(outcome, waiting.length);
    this.#showRefused(own.filter((entry) => ["refused", "photo_refused"].includes(entry.state)));
    this.#showRecent(own, isHeld);
    const others = await this.queue.ofOthers(this.settings.account);
    const names = [...new Set(others.map((entry) => entry.accountName))].join("、");
    by("others").hidden = !others.length;
    by("others").textContent = fill(this.texts.otherAccounts, others.length, names);
  }

  #showStatus(outcome, number) {
    const trouble = ["offline", "signed_out", "forbidden", "server"].includes(outcome);
    by("status").dataset.state = trouble ? outcome : number ? "waiting" : "done";
    by("send-now").hidden = !number || !["offline", "server"].includes(outcome);
    by("status-sign-in").hidden = outcome !== "signed_out";
    if (outcome === "offline" && !number) this.say("offlineNone");
    else if (trouble && number) this.say({ signed_out: "signedOut" }[outcome] ?? outcome, number);
    else if (number) this.say("waiting", number);
    else this.say("allSent");
  }

  #showRefused(refused) {
    by("refused").hidden = !refused.length;
    by("refused-title").textContent = fill(this.texts.refused, refused.length);
    const shown = new Map([...by("refused-list").children].map((row) => [row.dataset.id, row]));
    // rows that are still there stay, so that nobody loses what they are typing
    by("refused-list").replaceChildren(
      ...refused.map((entry) => shown.get(entry.id + entry.reason) ?? this.#refusedRow(entry)),
    );
  }

  #refusedRow(entry) {
    const row = element("li", { "data-id": entry.id + entry.reason });
    row.append(element("strong", {}, entry.words));
    if (entry.said.note) row.append(element("div", {}, entry.said.note));
    if (entry.state === "photo_refused") {
      row.append(element("p", {}, fill(this.texts.photoRefused, entry.reason)));
      row.append(this.#button(this.texts.sendPhotoless, () => this.#settle(entry)));
      return row;
    }
    row.append(element("p", {}, entry.reason));
    const day = element("input", { type: "date", class: "form-control", value: entry.said.day ?? "" });
    const note = element("input", { class: "form-control", maxlength: "500", value: entry.said.note ?? "" });
    const actions = element("div", { class: "inspect-row mt-2" });
    actions.append(
      this.#button(this.texts.resend, () => this.#resend(entry, day.value, note.value.trim())),
      this.#button(this.texts.drop, () => confirm(this.texts.confirmDrop) && this.#drop(entry)),
    );
    row.append(labelled(this.texts.day, day), labelled(this.texts.note, note), actions);
    return row;
  }

  // What was refused stands nowhere, but its id may be somebody else's: a new one is always right.
  async #resend(entry, day, note) {
    const said = { ...entry.said, note };
    if (day) said.day = day;
    else delete said.day;
    await this.queue.replace(entry.id, { ...entry, id: uuid7(), said, state: "waiting", reason: "" });
    this.actions.sync();
  }

  async #drop(entry) {
    await this.queue.remove(entry.id);
    this.actions.sync();
  }

  async #settle(entry) {
    await this.queue.change(entry.id, (found) => ({ ...found, state: "sent", photos: [] }));
    this.actions.sync();
  }

  #showRecent(own, isHeld) {
    const recent = own.filter((entry) => ["waiting", "photos", "sent"].includes(entry.state)).slice(-8).reverse();
    if (!by("sent")) return;
    by("sent").hidden = !recent.length;
    by("sent-list").replaceChildren(
      ...recent.map((entry) => {
        const row = element("li", { class: "inspect-row" });
        const times = Number(entry.said.quantity) > 1 ? ` × ${entry.said.quantity}` : "";
        row.append(element("span", {}, entry.words + times));
        if (entry.state === "sent") {
          const address = this.settings.record.replace(this.settings.zero, entry.id);
          row.append(element("a", { href: address, class: "ms-auto" }, fill(this.texts.sequence, entry.sequence)));
        } else {
          const text = isHeld(entry.id) ? this.texts.openStill : this.texts.notSent;
          row.append(element("span", { class: "ms-auto text-secondary" }, text));
        }
        return row;
      }),
    );
  }

  #button(text, action) {
    const button = element("button", { type: "button", class: "btn" }, text);
    button.addEventListener("click", action);
    return button;
  }
}

function labelled(text, input) {
  const label = element("label", { class: "form-label mt-2" }, text);
  label.append(input);
  return label;
}

function element(name, attributes, text = "") {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}
