// A person at a sheet: keys, presses and buttons, and what each of them means.
"use strict";

import { Changes } from "/_static/sheet_changes.js";
import { Choice, typed } from "/_static/sheet_choice.js";
import { Clipboard } from "/_static/sheet_clipboard.js";
import { Editor } from "/_static/sheet_edit.js";
import { Gone, Grid } from "/_static/sheet_grid.js";
import { close, leave, openAt } from "/_static/sheet_menus.js";
import { handBack, isShut, question, tell } from "/_static/sheet_say.js";
import { tabOf, Tabs } from "/_static/sheet_tabs.js";
import { named } from "/_static/sheet_where.js";
import { widths } from "/_static/sheet_widths.js";

const $ = (id) => document.getElementById(id);
const root = $("grid"), keys = $("keys");
const grid = new Grid(root, redrawn);
const words = grid.state.words;
const choice = new Choice(grid), changes = new Changes(grid), editor = new Editor(grid, commit);
choice.editor = editor;
const clipboard = new Clipboard(choice, changes, tell);
const tabs = new Tabs(grid, editor, changes);
widths(grid, changes);
named(choice, tell, (gid) => tabs.open(gid));

const hash = /gid=(\d+)/.exec(location.hash);
if (hash && hash[1] !== String(grid.state.gid)) location.replace(`${grid.base}/edit?gid=${hash[1]}`);

const AFTER = { enter: () => choice.enter(), tab: () => choice.tab("right"), back: () => choice.tab("left") };

// Another tab: by one's own wish, or because someone has deleted the one that was open.
async function redrawn(other) {
  if (!other && editor.open) [choice.r, choice.c] = [choice.r2, choice.c2] = editor.follow();
  if (!other) return choice.show(false);
  const text = editor.orphan();
  if (text) await handBack(words.orphan, text);
  await choice.home();
  choice.quiet = true;
  return choice.show(false);
}

function commit(r, c, text, had, step, around) {
  keys.focus({ preventScroll: true });
  if (text !== had) changes.put(r, c, [[text]], had, around);
  if (step) (AFTER[step] ?? (() => choice.move(step)))();
  else choice.show(false);
}

function begin(text = null) {
  const { cell } = choice;
  if (isShut()) return;
  if (cell && cell.classList.contains("tick") && text === null) toggle(cell);
  else if (cell) editor.begin(cell, choice.r, choice.c, text);
}

// The box turns at once: a second press means the other way round.
function toggle(cell) {
  const had = typed(cell), ticked = cell.classList.toggle("ticked") ? "TRUE" : "FALSE";
  changes.put(choice.r, choice.c, [[ticked]], had);
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
  "tab-add": () => tabs.add(),
  "tab-rename": () => tabs.rename(),
  "tab-copy": () => tabs.copy(),
  "tab-hide": () => tabs.hide(),
  "tab-show": (button) => tabs.show(Number(button.dataset.tab)),
  "tab-delete": () => tabs.delete(),
};

async function lines(wish, dimension, at, after = false) {
  const { top, bottom, left, right } = choice.box();
  const count = dimension === "ROWS" ? bottom - top + 1 : right - left + 1;
  await changes.change({ do: wish, dimension, at, count, after });
  await choice.choose(Math.min(choice.r, grid.state.rows - 1), Math.min(choice.c, grid.state.columns - 1));
}

// The menu says what sorting would put in order.
$("columns-menu").addEventListener("toggle", async (event) => {
  if (!event.target.open) return;
  const answer = await fetch(grid.url("sortable", { row: choice.r, column: choice.c, ...choice.sides() }));
  const found = await answer.json();
  $("sort-what").textContent = found.area ? words.sorts.replace("{area}", found.area).replace("{column}", found.column) : found.why ?? words.sorts_nothing;
  for (const button of event.target.querySelectorAll("[data-do^=sort]")) button.disabled = !found.area;
});

// Rows or columns that are being chosen with the pointer: "" when it is cells.
let drawn = "";
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
  const { key, shiftKey: extend } = event, last = { r: grid.state.rows - 1, c: grid.state.columns - 1 };
  const [r, c] = extend ? [choice.r2, choice.c2] : [choice.r, choice.c];
  if (ARROWS[key] && control) choice.jump(ARROWS[key], extend);
  else if (ARROWS[key]) choice.move(ARROWS[key], extend);
  else if (key === "Tab") choice.tab(event.shiftKey ? "left" : "right");
  else if (key === "Enter" || key === "F2") begin();
  else if (key === "Delete" || key === "Backspace") changes.block({ do: "clear" }, choice.sides());
  else if (key === "Escape") { clipboard.forget(); choice.choose(choice.r, choice.c); }
  else if (key === "Home" && control && !extend) choice.home();
  else if (key === "Home") choice.choose(control ? 0 : r, 0, extend);
  else if (key === "End") choice.choose(control ? last.r : r, last.c, extend);
  else if (key === "PageDown") choice.choose(Math.min(r + page, last.r), c, extend);
  else if (key === "PageUp") choice.choose(Math.max(r - page, 0), c, extend);
  else if (key === " " && (control || extend)) choice.lines(control ? "COLUMNS" : "ROWS");
  else if (control && CONTROLLED[event.code]) CONTROLLED[event.code](event);
  else if (key === " " && choice.cell?.classList.contains("tick")) begin();
  else return;
  event.preventDefault();
});

root.addEventListener("mousedown", (event) => {
  const cell = event.target.closest("td[data-c], th");
  if (!cell || event.button || event.target.closest("#editor, a")) return;
  event.preventDefault();
  const row = cell.parentNode.dataset.r, r = Number(row), c = Number(cell.dataset.c);
  if (cell.tagName === "TD" && editor.pointing) return editor.point(r, c, event.shiftKey);
  if (editor.open) editor.finish();
  keys.focus({ preventScroll: true });
  drawn = "";
  if (cell.tagName === "TD") choice.choose(r, c, event.shiftKey);
  else if (row !== undefined) choice.lines(drawn = "ROWS", r, event.shiftKey);
  else if (cell.dataset.c) choice.lines(drawn = "COLUMNS", c, event.shiftKey);
  else choice.all();
});
root.addEventListener("click", (event) => {
  const cell = event.target.closest(".tick > span")?.parentNode;
  if (cell && !event.shiftKey && !editor.open) toggle(cell);
});
root.addEventListener("mouseover", (event) => {
  const cell = event.target.closest("td[data-c], th");
  if (event.buttons !== 1 || !cell) return;
  if (drawn) {
    const at = drawn === "ROWS" ? cell.parentNode.dataset.r : cell.dataset.c;
    if (at !== undefined) choice.lines(drawn, Number(at), true);
    return;
  }
  if (cell.tagName === "TH") return;
  const r = Number(cell.parentNode.dataset.r), c = Number(cell.dataset.c);
  if (editor.pointing) editor.point(r, c, true);
  else if (!editor.open) choice.block(choice.r, choice.c, r, c);
});
root.addEventListener("dblclick", (event) => {
  if (event.target.closest("td[data-c]:not(.tick)") && !editor.open) begin();
});
// The menu of rows, columns or tabs at the pointer.
document.addEventListener("contextmenu", async (event) => {
  const head = event.target.closest("#grid th"), gid = tabOf(event);
  if (gid !== null) {
    event.preventDefault();
    await tabs.open(gid);
    openAt("tabs-menu", event);
  }
  const row = head?.parentNode.dataset.r, dimension = row === undefined ? "COLUMNS" : "ROWS", at = Number(row ?? head?.dataset.c);
  if (!head || Number.isNaN(at)) return;
  event.preventDefault();
  editor.finish();
  const { top, bottom, left, right } = choice.sides(), { rows, columns } = grid.state;
  const inside = dimension === "ROWS" ? top <= at && at < bottom && right - left === columns : left <= at && at < right && bottom - top === rows;
  if (!inside) choice.lines(dimension, at);
  openAt(dimension === "ROWS" ? "rows-menu" : "columns-menu", event);
});
$("line").addEventListener("focus", () => {
  const { cell } = choice;
  if (cell && !editor.open) editor.begin(cell, choice.r, choice.c, null, true);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]"), gid = tabOf(event);
  close(button ? null : event.target.closest(".menu"));
  if (gid !== null && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
    event.preventDefault();
    tabs.open(gid).then(() => keys.focus({ preventScroll: true }));
  }
  if (!button) return;
  keys.focus({ preventScroll: true });
  ACTIONS[button.dataset.do](button);
});
document.addEventListener("keydown", (event) => {
  // Tab goes from cell to cell: F6 leads out of the sheet to the buttons, with Shift to the tabs, and back.
  if (event.key === "F6" && !editor.open) {
    const out = document.querySelector(event.shiftKey ? ".sheets a" : ".tools summary");
    (document.activeElement === keys ? out : keys).focus({ preventScroll: true });
    event.preventDefault();
  }
  if (event.key !== "Escape") return;
  leave();
  if (event.target.closest("#find")) keys.focus({ preventScroll: true });
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
    await grid.poll(true);
    if (lost) tell("");
    lost = false;
  } catch (error) {
    lost = !(error instanceof Gone);
    if (lost) tell(words.lost, true);
  }
}, 2000);

choice.show(false);
keys.focus({ preventScroll: true });
