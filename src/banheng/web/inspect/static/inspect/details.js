// The window for what goes with a record: value, project, note, photos.
import { canPhotograph, prepare } from "./photos.js";
import { fill } from "./lists.js";

const UNITS = 10_000;
const STEP = 5_000;
const MOST_CHOICES = 10;
const by = (id) => document.getElementById(id);

export class Details {
  #photos = [];
  #asked = null;
  #preparing = 0;

  constructor(settings) {
    this.settings = settings;
    this.texts = settings.texts;
    by("details-form").addEventListener("submit", (event) => this.#submit(event));
    by("details").addEventListener("close", () => this.#asked?.closed?.());
    by("photo").addEventListener("change", () => this.#take());
    by("photo").disabled = !canPhotograph;
    if (!canPhotograph) by("field-photo").querySelector(".form-hint").textContent = this.texts.photoUnsafe;
  }

  // asked: {title, needs, counts, least, most (units), save({said, photos}), closed()}
  open(asked) {
    this.#asked = asked;
    this.#photos = [];
    by("details-form").reset();
    by("details-title").textContent = asked.title;
    by("details-fault").textContent = "";
    by("field-value").hidden = !asked.needs.includes("value");
    by("field-project").hidden = !asked.needs.includes("project");
    by("field-beyond-control").hidden = !asked.counts;
    this.#offerValues(asked);
    this.#showPhotos();
    by("details").showModal();
    // where values are offered, the keypad of the phone stays away
    const offered = by("value-choices").querySelector("button");
    (offered ?? by({ value: "value", project: "project" }[asked.needs[0]] ?? "note")).focus();
  }

  #submit(event) {
    if (event.submitter?.value !== "save") return;
    event.preventDefault();
    const fault = this.#fault();
    by("details-fault").textContent = fault;
    if (fault || this.#preparing) return;
    const said = { note: by("note").value.trim() };
    if (this.#asked.needs.includes("value")) said.value = this.#value();
    if (this.#asked.needs.includes("project")) said.project = by("project").value.trim();
    if (by("beyond-control").checked) said.beyond_control = true;
    this.#asked.save({ said, photos: this.#photos });
    by("details").close();
  }

  #fault() {
    const needs = this.#asked.needs;
    if (needs.includes("value") && !by("value").value.trim()) return this.texts.valueMissing;
    if (needs.includes("project") && !by("project").value.trim()) return this.texts.projectMissing;
    if (by("note").value.trim()) return "";
    if (needs.includes("note")) return this.texts.noteMissing;
    if (by("beyond-control").checked) return this.texts.reasonMissing;
    return "";
  }

  // Keypads of phones have no minus: where only deductions are possible, 1 means −1.
  #value() {
    const text = by("value").value.trim().replace("−", "-");
    const onlyOff = this.#asked.most !== undefined && Number(this.#asked.most) <= 0;
    return onlyOff && /^[\d.]/.test(text) ? `-${text}` : text;
  }

  #offerValues({ least, most }) {
    const row = by("value-choices");
    row.replaceChildren();
    by("value-range").textContent = "";
    if (least === undefined || most === undefined) return;
    by("value-range").textContent = fill(this.texts.range, figure(Number(least)), figure(Number(most)));
    const number = (Number(most) - Number(least)) / STEP + 1;
    if (number > MOST_CHOICES || Number(least) % STEP) return;
    for (let units = Number(most); units >= Number(least); units -= STEP) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn num";
      button.textContent = figure(units);
      button.setAttribute("aria-pressed", "false");
      button.addEventListener("click", () => {
        by("value").value = figure(units);
        for (const other of row.children) other.setAttribute("aria-pressed", String(other === button));
      });
      row.append(button);
    }
  }

  async #take() {
    const files = [...by("photo").files];
    by("photo").value = "";
    this.#preparing += 1;
    by("details-fault").textContent = "";
    for (const file of files) {
      if (this.#photos.length >= this.settings.mostPhotos) {
        by("details-fault").textContent = fill(this.texts.photoTooMany, this.settings.mostPhotos);
        break;
      }
      try {
        const photo = await prepare(file, this.settings.mostBytes);
        if (!this.#photos.some((each) => each.digest === photo.digest)) this.#photos.push(photo);
      } catch {
        by("details-fault").textContent = this.texts.photoFailed;
      }
    }
    this.#preparing -= 1;
    this.#showPhotos();
  }

  #showPhotos() {
    by("photo-list").replaceChildren(
      ...this.#photos.map((photo) => {
        const row = document.createElement("li");
        const image = document.createElement("img");
        image.src = URL.createObjectURL(photo.blob);
        image.alt = "";
        const button = document.createElement("button");
        button.type = "button";
        button.className = "btn";
        button.textContent = this.texts.remove;
        button.addEventListener("click", () => {
          this.#photos = this.#photos.filter((each) => each !== photo);
          this.#showPhotos();
        });
        row.append(image, button);
        return row;
      }),
    );
  }
}

function figure(units) {
  return String(units / UNITS).replace("-", "−");
}
