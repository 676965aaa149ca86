"use strict";

// The buttons are those of the inspection screen; here they only say what would be noted.
const said = document.getElementById("would-record");

document.getElementById("preview")?.addEventListener("click", (event) => {
  const choice = event.target.closest(".inspect-choice");
  if (!choice) return;
  const { itemName, name, needs } = choice.dataset;
  const price = choice.querySelector(".inspect-price").cloneNode(true);
  price.querySelector(".visually-hidden")?.remove();
  const parts = [itemName === name ? name : `${itemName} · ${name}`, price.textContent.trim()];
  if (needs.includes("value")) parts.push(said.dataset.value);
  if (needs.includes("project")) parts.push(said.dataset.project);
  said.textContent = said.dataset.text.replace("{}", parts.filter(Boolean).join(" "));
  said.hidden = false;
});
