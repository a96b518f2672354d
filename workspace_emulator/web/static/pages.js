// Comforts that a page can do without: clearing a choice, typing one's own option, one submission a press.
"use strict";

for (const button of document.querySelectorAll("[data-clear]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    for (const input of button.closest(".question").querySelectorAll("input")) {
      input.checked = false;
      if (input.type === "text") input.value = "";
    }
  });
}

for (const text of document.querySelectorAll("[data-other]")) {
  text.addEventListener("input", () => {
    if (text.value) text.closest(".other").querySelector("[value=__other_option__]").checked = true;
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

const errors = document.getElementById("errors");
if (errors) errors.focus();
