// A person at a sheet: keys, presses and buttons, and what each of them means.
"use strict";

import { Changes } from "/_static/sheet_changes.js";
import { Choice, typed } from "/_static/sheet_choice.js";
import { Clipboard } from "/_static/sheet_clipboard.js";
import { Editor } from "/_static/sheet_edit.js";
import { Grid } from "/_static/sheet_grid.js";
import { question, tell } from "/_static/sheet_say.js";
import { named } from "/_static/sheet_where.js";

const $ = (id) => document.getElementById(id);
const root = $("grid"), keys = $("keys");
const grid = new Grid(root, (other) => (other ? choice.home() : choice.show(false)));
const words = grid.state.words;
const choice = new Choice(grid), changes = new Changes(grid), editor = new Editor(grid, commit);
choice.editor = editor;
const clipboard = new Clipboard(choice, changes, tell);
named(choice, tell);

const hash = /gid=(\d+)/.exec(location.hash);
if (hash && hash[1] !== String(grid.state.gid)) location.replace(`${grid.base}/edit?gid=${hash[1]}`);

const AFTER = { enter: () => choice.enter(), tab: () => choice.tab("right"), back: () => choice.tab("left") };

function commit(r, c, text, had, step, around) {
  keys.focus({ preventScroll: true });
  if (text !== had) changes.put(r, c, [[text]], had, around);
  if (step) (AFTER[step] ?? (() => choice.move(step)))();
  else choice.show(false);
}

function begin(text = null) {
  const { cell } = choice;
  if (cell && cell.classList.contains("tick") && text === null) toggle(cell);
  else if (cell) editor.begin(cell, choice.r, choice.c, text);
}

function toggle(cell) {
  changes.put(choice.r, choice.c, [[cell.classList.contains("ticked") ? "FALSE" : "TRUE"]], typed(cell));
}

function sort(descending) {
  return changes.change({ do: "sort", row: choice.r, column: choice.c, ...choice.sides(), descending });
}

function fill(dimension) {
  return changes.block({ do: "fill", dimension }, choice.sides());
}

const ACTIONS = {
  undo: () => changes.undo(),
  redo: () => changes.redo(),
  "row-above": () => lines("insert", "ROWS", choice.box().top),
  "row-below": () => lines("insert", "ROWS", choice.box().bottom + 1, true),
  "row-delete": () => lines("delete", "ROWS", choice.box().top),
  "column-left": () => lines("insert", "COLUMNS", choice.box().left),
  "column-right": () => lines("insert", "COLUMNS", choice.box().right + 1, true),
  "column-delete": () => lines("delete", "COLUMNS", choice.box().left),
  "sort-up": () => sort(false),
  "sort-down": () => sort(true),
  unfilter: () => changes.change({ do: "unfilter" }),
  "column-width": async () => {
    const { left, right } = choice.box();
    const pixels = Number(await question(words.width, document.querySelector(`.letters th[data-c="${left}"]`).offsetWidth));
    if (pixels) changes.change({ do: "width", dimension: "COLUMNS", at: left, count: right - left + 1, pixels });
  },
  "tab-add": () => changes.change({ do: "tab" }),
  "tab-rename": async () => {
    const title = await question(words.rename, document.querySelector(".sheets [aria-current]")?.textContent.trim() || "");
    if (title) changes.change({ do: "rename", title });
  },
};

async function lines(wish, dimension, at, after = false) {
  const { top, bottom, left, right } = choice.box();
  const count = dimension === "ROWS" ? bottom - top + 1 : right - left + 1;
  await changes.change({ do: wish, dimension, at, count, after });
  await choice.choose(Math.min(choice.r, grid.state.rows - 1), Math.min(choice.c, grid.state.columns - 1));
}

// The menu says what sorting would put in order.
$("sort-menu").addEventListener("toggle", async (event) => {
  if (!event.target.open) return;
  const answer = await fetch(grid.url("sortable", { row: choice.r, column: choice.c, ...choice.sides() }));
  const found = await answer.json();
  $("sort-what").textContent = found.area ? words.sorts.replace("{area}", found.area).replace("{column}", found.column) : words.sorts_nothing;
  for (const button of event.target.querySelectorAll("[data-do^=sort]")) button.disabled = !found.area;
});

const ARROWS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };
const CONTROLLED = {
  KeyZ: (event) => (event.shiftKey ? changes.redo() : changes.undo()),
  KeyY: () => changes.redo(),
  KeyA: () => choice.all(),
  KeyD: () => fill("ROWS"),
  KeyR: () => fill("COLUMNS"),
  KeyF: () => $("find").elements[0].focus(),
};

// What is typed goes into a field that nobody sees: so that every keyboard and way of writing works.
function written() {
  const text = keys.value;
  keys.value = "";
  if (!text) return;
  if (editor.open) editor.more(text);
  else begin(text);
}
keys.addEventListener("input", (event) => { if (!event.isComposing) written(); });
keys.addEventListener("compositionend", written);
keys.addEventListener("keydown", (event) => {
  if (event.isComposing || editor.open) return;
  const control = event.ctrlKey || event.metaKey, page = Math.max(1, Math.floor(root.clientHeight / 24) - 2);
  const { key } = event, { r, c } = choice, last = { r: grid.state.rows - 1, c: grid.state.columns - 1 };
  if (ARROWS[key]) choice.move(ARROWS[key], event.shiftKey);
  else if (key === "Tab") choice.tab(event.shiftKey ? "left" : "right");
  else if (key === "Enter" || key === "F2") begin();
  else if (key === "Delete" || key === "Backspace") changes.block({ do: "clear" }, choice.sides());
  else if (key === "Escape") { clipboard.forget(); choice.choose(r, c); }
  else if (key === "Home" && control) choice.home();
  else if (key === "Home") choice.choose(r, 0);
  else if (key === "End") choice.choose(control ? last.r : r, last.c);
  else if (key === "PageDown") choice.choose(Math.min(r + page, last.r), c);
  else if (key === "PageUp") choice.choose(Math.max(r - page, 0), c);
  else if (control && CONTROLLED[event.code]) CONTROLLED[event.code](event);
  else if (key === " " && choice.cell?.classList.contains("tick")) begin();
  else return;
  event.preventDefault();
});

root.addEventListener("mousedown", (event) => {
  const cell = event.target.closest("td[data-c], th");
  if (!cell || event.button || event.target.closest("#editor, a")) return;
  event.preventDefault();
  const row = cell.parentNode.dataset.r, r = Number(row), c = Number(cell.dataset.c), last = grid.state;
  if (cell.tagName === "TD" && editor.pointing) return editor.point(r, c, event.shiftKey);
  if (editor.open) editor.finish();
  keys.focus({ preventScroll: true });
  if (cell.tagName === "TD") {
    choice.choose(r, c, event.shiftKey);
    if (cell.classList.contains("tick") && !event.shiftKey) toggle(cell);
  } else if (row !== undefined) choice.block(r, 0, r, last.columns - 1);
  else if (cell.dataset.c) choice.block(0, c, last.rows - 1, c);
});
root.addEventListener("mouseover", (event) => {
  const cell = event.target.closest("td[data-c]");
  if (event.buttons !== 1 || !cell) return;
  const r = Number(cell.parentNode.dataset.r), c = Number(cell.dataset.c);
  if (editor.pointing) editor.point(r, c, true);
  else if (!editor.open) choice.block(choice.r, choice.c, r, c);
});
root.addEventListener("dblclick", (event) => { if (event.target.closest("td[data-c]") && !editor.open) begin(); });
$("line").addEventListener("focus", () => {
  const { cell } = choice;
  if (cell && !editor.open) editor.begin(cell, choice.r, choice.c, null, true);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  for (const menu of document.querySelectorAll(".menu[open]")) if (button || !menu.contains(event.target)) menu.open = false;
  if (!button) return;
  keys.focus({ preventScroll: true });
  ACTIONS[button.dataset.do]();
});
document.addEventListener("keydown", (event) => {
  // Tab goes from cell to cell: F6 leads out of the sheet to the buttons, with Shift to the tabs, and back.
  if (event.key === "F6" && !editor.open) {
    const out = document.querySelector(event.shiftKey ? ".sheets a" : ".tools summary");
    (document.activeElement === keys ? out : keys).focus({ preventScroll: true });
    event.preventDefault();
  }
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll(".menu[open]")) { menu.open = false; menu.querySelector("summary").focus(); }
});
$("find").addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await fetch(grid.url("find", { q: event.target.elements[0].value, row: choice.r, column: choice.c }));
  const found = await answer.json();
  if (!("row" in found)) return tell(words.none);
  tell(words.found.replace("{count}", found.count));
  return choice.choose(found.row, found.column);
});
window.addEventListener("resize", () => grid.fit());
window.addEventListener("beforeunload", (event) => { if (changes.waiting || (editor.open && editor.changed)) event.preventDefault(); });

let lost = false;
setInterval(async () => {
  if (document.hidden || changes.pending.size) return;
  try {
    if (!await grid.poll(true)) tell(words.gone, true);
    if (lost) tell("");
    lost = false;
  } catch {
    lost = true;
    tell(words.lost, true);
  }
}, 2000);

choice.show(false);
keys.focus({ preventScroll: true });
