// What the page says and asks, and how cells are named.
"use strict";

const said = document.getElementById("said"), ask = document.getElementById("ask"), answer = document.getElementById("answer");
let timer = 0;

export function letters(column) {
  let text = "";
  for (let rest = column + 1; rest; rest = Math.floor((rest - 1) / 26)) text = String.fromCharCode(65 + ((rest - 1) % 26)) + text;
  return text;
}

export function name(r, c) {
  return letters(c) + (r + 1);
}

// A block by its corners, the last one included; a single cell without a colon.
export function area(top, left, bottom, right) {
  return top === bottom && left === right ? name(top, left) : `${name(top, left)}:${name(bottom, right)}`;
}

export function tell(text, lasting = false) {
  said.textContent = text;
  clearTimeout(timer);
  if (!lasting) timer = setTimeout(() => { said.textContent = ""; }, 4000);
}

export function told() {
  return said.textContent;
}

// Why nothing can be written any more, in a line that stays; `null` when something can again.
export function shut(refusal) {
  const line = document.getElementById("shut");
  line.firstElementChild.textContent = refusal?.error ?? "";
  line.querySelector("a").hidden = refusal?.code !== "binned";
  line.hidden = !refusal;
}

export function isShut() {
  return !document.getElementById("shut").hidden;
}

// A text that could not be written, to be copied: there is nothing to agree to.
export function handBack(text, value) {
  ask.classList.add("handed");
  return question(text, value).finally(() => ask.classList.remove("handed"));
}

export function question(text, value = null) {
  document.getElementById("question").textContent = text;
  answer.hidden = value === null;
  answer.value = value ?? "";
  ask.returnValue = "";
  ask.showModal();
  if (value !== null) answer.select();
  return new Promise((done) => ask.addEventListener("close", () => {
    document.getElementById("keys").focus({ preventScroll: true });
    done(ask.returnValue === "yes" ? (value === null ? true : answer.value) : null);
  }, { once: true }));
}
