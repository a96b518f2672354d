// Comforts that a page can do without: taking a choice back, typing one's own option, one submission a press,
// and one a page: to load it again is not to send it again.
"use strict";

// A choice that nobody has to make is taken back by choosing it once more.
const chosen = new Map();
const choices = () => document.querySelectorAll("input[type=radio]:not([required])");

function remember() {
  chosen.clear();
  for (const input of choices()) if (input.checked) chosen.set(input.name, input);
  rename();
}

for (const input of choices()) {
  input.addEventListener("click", () => {
    if (chosen.get(input.name) === input) input.checked = false;
    remember();
  });
  input.addEventListener("keyup", (event) => {
    if (event.key !== " " || !input.checked) return;
    event.preventDefault();
    input.checked = false;
    remember();
  });
}
window.addEventListener("pageshow", remember);

for (const button of document.querySelectorAll("[data-clear]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    for (const input of button.closest(".question").querySelectorAll("input")) {
      input.checked = false;
      if (input.type === "text") input.value = "";
    }
    remember();
  });
}

// What is chosen may end the form: then the button sends it. The last choice that leads somewhere counts.
const onward = document.querySelector("[data-ends]");
const next = onward && onward.textContent;

function rename() {
  if (!onward) return;
  const leading = [...document.querySelectorAll("input:checked[data-go], option:checked[data-go]")];
  const go = leading.length ? leading.at(-1).dataset.go : "NEXT_SECTION";
  const ends = go === "SUBMIT_FORM" || (go === "NEXT_SECTION" && "atEnd" in onward.dataset);
  onward.textContent = ends ? onward.dataset.ends : next;
}
document.addEventListener("change", rename);
window.addEventListener("pageshow", rename);

for (const text of document.querySelectorAll("[data-other]")) {
  text.addEventListener("input", () => {
    if (text.value) text.closest(".other").querySelector("[value=__other_option__]").checked = true;
    remember();
  });
}

for (const form of document.querySelectorAll("form")) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  window.addEventListener("pageshow", () => { sent = false; });
}

// Not the address that edits the answer: people pass on what stands in the address bar.
const confirmation = document.querySelector("[data-again]");
if (confirmation) history.replaceState(null, "", confirmation.dataset.again);

const errors = document.getElementById("errors");
if (errors) errors.focus();
