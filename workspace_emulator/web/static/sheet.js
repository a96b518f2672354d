// A person at a sheet: choosing cells, typing, the buttons, undo; every change goes to the server in its turn.
"use strict";

import { Grid } from "/_static/sheet_grid.js";
import { Editor } from "/_static/sheet_edit.js";
import * as clipboard from "/_static/sheet_clipboard.js";

const $ = (id) => document.getElementById(id);
const root = $("grid"), where = $("where"), said = $("said"), keys = $("keys"), ask = $("ask");
const chosen = { r: 0, c: 0, r2: 0, c2: 0 };
const undos = [], pending = new Map();
let queue = Promise.resolve(), waiting = 0;

const grid = new Grid(root, () => show(false));
const words = grid.state.words;
const editor = new Editor({ grid, typed, commit });

const hash = /gid=(\d+)/.exec(location.hash);
if (hash && hash[1] !== String(grid.state.gid)) location.replace(`${grid.base}/edit?gid=${hash[1]}`);

function letters(column) {
  let text = "";
  for (let rest = column + 1; rest; rest = Math.floor((rest - 1) / 26)) text = String.fromCharCode(65 + ((rest - 1) % 26)) + text;
  return text;
}

function name(r, c) {
  return letters(c) + (r + 1);
}

function typed(cell) {
  return cell ? cell.dataset.e ?? cell.textContent : "";
}

function tell(text, lasting = false) {
  said.textContent = text;
  clearTimeout(tell.timer);
  if (!lasting) tell.timer = setTimeout(() => { said.textContent = ""; }, 4000);
}

function question(text, value = null) {
  $("question").textContent = text;
  $("answer").hidden = value === null;
  $("answer").value = value ?? "";
  ask.returnValue = "";
  ask.showModal();
  if (value !== null) $("answer").select();
  return new Promise((done) => ask.addEventListener("close", () => {
    keys.focus({ preventScroll: true });
    done(ask.returnValue === "yes" ? (value === null ? true : $("answer").value) : null);
  }, { once: true }));
}

// What is chosen, as a box that takes in the merges at its corners.
function box() {
  const tops = [chosen.r, chosen.r2], lefts = [chosen.c, chosen.c2];
  const found = { top: Math.min(...tops), bottom: Math.max(...tops), left: Math.min(...lefts), right: Math.max(...lefts) };
  const merge = grid.merge(chosen.r, chosen.c);
  if (merge) {
    found.bottom = Math.max(found.bottom, merge[1] - 1);
    found.right = Math.max(found.right, merge[3] - 1);
  }
  return found;
}

function show(scroll = true) {
  for (const cell of root.querySelectorAll(".sel, .on, .active")) cell.classList.remove("sel", "on", "active");
  const { top, bottom, left, right } = box();
  for (const row of root.querySelectorAll("tr[data-r]")) {
    const r = Number(row.dataset.r);
    if (r < top || r > bottom) continue;
    row.cells[0].classList.add("on");
    if (top === bottom && left === right) continue;
    for (const cell of row.cells) if (cell.dataset.c >= left && cell.dataset.c <= right) cell.classList.add("sel");
  }
  for (const head of root.querySelectorAll(".letters th[data-c]")) head.classList.toggle("on", head.dataset.c >= left && head.dataset.c <= right);
  const cell = grid.cell(chosen.r, chosen.c);
  where.value = name(chosen.r, chosen.c);
  if (!editor.open) editor.show(typed(cell));
  if (!cell) return;
  cell.classList.add("active");
  $("note").hidden = !cell.title;
  $("note").textContent = cell.title && words.note.replace("{note}", () => cell.title);
  keys.setAttribute("aria-label", `${where.value} ${cell.textContent}`);
  if (scroll) cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

async function choose(r, c, extend = false) {
  if (editor.open) return;
  if (extend) Object.assign(chosen, { r2: r, c2: c });
  else {
    [chosen.r, chosen.c] = grid.anchor(r, c);
    Object.assign(chosen, { r2: chosen.r, c2: chosen.c });
  }
  await grid.reach(r, c);
  show();
  if (extend) grid.cell(r, c)?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function move(dr, dc, extend = false) {
  const [r, c] = extend ? [chosen.r2, chosen.c2] : [chosen.r, chosen.c];
  return choose(...grid.next(r, c, dr, dc), extend);
}

async function post(wish) {
  const headers = { "Content-Type": "application/json", "X-Fbzx": root.dataset.token };
  const answer = await fetch(`${grid.base}/change`, { method: "POST", headers, body: JSON.stringify(wish) });
  const found = await answer.json();
  if (answer.ok) return found;
  if (found.code === "conflict" && await question(words.conflict.replace("{shown}", () => found.shown || words.empty))) {
    return post({ ...wish, had: undefined });
  }
  if (found.code === "moved" && await question(words.moved.replace("{text}", () => wish.rows[0][0]).replace("{place}", () => name(wish.row, wish.column)))) {
    return post({ ...wish, beside: undefined, over: undefined, had: undefined });
  }
  if (found.code === "irreversible" && await question(words.not_undoable)) return post({ ...wish, sure: true });
  if (answer.status !== 409) tell(found.error);
  return null;
}

// What was typed is not given up for a broken line: it is sent until it arrives.
async function sent(wish) {
  for (;;) {
    try {
      return await post(wish);
    } catch (error) {
      if (wish.do !== "put") throw error;
      tell(words.lost, true);
      await new Promise((done) => setTimeout(done, 2000));
    }
  }
}

// Changes are sent one after another; the page is brought up to date after each.
function change(wish) {
  waiting += 1;
  tell(words.saving, true);
  queue = queue.then(async () => {
    let done = null;
    try {
      done = await sent({ gid: grid.state.gid, ...wish });
    } catch {
      tell(words.lost);
    }
    waiting -= 1;
    if (done?.undo) undos.push(done.undo);
    if (done && !waiting) tell(wish.do === "undo" ? words.undone : words.saved);
    else if (!done && said.textContent === words.saving) tell("");
    $("undo-button").disabled = !undos.length;
    try {
      if (done && "gid" in done) await grid.renew(done.gid);
      else await grid.poll(false);
    } catch { /* The next look at the version tries again. */ }
    return done;
  });
  return queue;
}

function overlaps([top, bottom, left, right], r, c, height, width) {
  return top < r + height && r < bottom && left < c + width && c < right;
}

async function allowed(r, c, height, width) {
  const warned = grid.state.warned.find((range) => overlaps(range, r, c, height, width));
  return !warned || question(words.warned.replace("{description}", () => warned[4]));
}

async function put(r, c, rows, had, around) {
  const width = Math.max(...rows.map((row) => row.length));
  if (!await allowed(r, c, rows.length, width)) return;
  const key = `${r} ${c}`, cell = grid.cell(r, c);
  const wish = { do: "put", row: r, column: c, rows };
  if (had !== undefined && !pending.has(key)) Object.assign(wish, { had, ...around });
  if (cell && rows.length === 1 && width === 1 && !cell.classList.contains("tick")) {
    cell.textContent = rows[0][0];
    cell.dataset.e = rows[0][0];
  }
  pending.set(key, (pending.get(key) || 0) + 1);
  const done = await change(wish);
  if (pending.get(key) > 1) pending.set(key, pending.get(key) - 1);
  else pending.delete(key);
  if (!done) await grid.load(r < grid.state.frozen ? "head" : Math.floor(r / grid.state.size));
}

function commit(r, c, text, had, step, around) {
  keys.focus({ preventScroll: true });
  if (text !== had) put(r, c, [[text]], had, around);
  if (step) move(...step);
  else show(false);
}

async function clear() {
  const { top, bottom, left, right } = box();
  if (await allowed(top, left, bottom - top + 1, right - left + 1)) await change({ do: "clear", top, bottom: bottom + 1, left, right: right + 1 });
}

function begin(text = null) {
  const cell = grid.cell(chosen.r, chosen.c);
  if (cell && cell.classList.contains("tick") && text === null) toggle(cell);
  else if (cell) editor.begin(cell, chosen.r, chosen.c, text);
}

function all() {
  Object.assign(chosen, { r: 0, c: 0, r2: grid.state.rows - 1, c2: grid.state.columns - 1 });
  show(false);
}

function toggle(cell) {
  put(chosen.r, chosen.c, [[cell.classList.contains("ticked") ? "FALSE" : "TRUE"]], typed(cell));
}

const ACTIONS = {
  undo: () => undos.length && change({ do: "undo", undo: undos.pop() }),
  "row-above": () => lines("insert", "ROWS", box().top),
  "row-below": () => lines("insert", "ROWS", box().bottom + 1, true),
  "row-delete": () => lines("delete", "ROWS", box().top),
  "column-left": () => lines("insert", "COLUMNS", box().left),
  "column-right": () => lines("insert", "COLUMNS", box().right + 1, true),
  "column-delete": () => lines("delete", "COLUMNS", box().left),
  "sort-up": () => change({ do: "sort", column: chosen.c }),
  "sort-down": () => change({ do: "sort", column: chosen.c, descending: true }),
  "column-width": async () => {
    const { left, right } = box();
    const pixels = Number(await question(words.width, document.querySelector(`.letters th[data-c="${left}"]`).offsetWidth));
    if (pixels) change({ do: "width", dimension: "COLUMNS", at: left, count: right - left + 1, pixels });
  },
  "tab-add": () => change({ do: "tab" }),
  "tab-rename": async () => {
    const title = await question(words.rename, document.querySelector(".sheets [aria-current]")?.textContent.trim() || "");
    if (title) change({ do: "rename", title });
  },
};

async function lines(wish, dimension, at, after = false) {
  const { top, bottom, left, right } = box();
  const count = dimension === "ROWS" ? bottom - top + 1 : right - left + 1;
  await change({ do: wish, dimension, at, count, after });
  await choose(Math.min(chosen.r, grid.state.rows - 1), Math.min(chosen.c, grid.state.columns - 1));
}

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

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
  const key = event.key;
  if (STEPS[key]) move(...STEPS[key], event.shiftKey);
  else if (key === "Tab") move(0, event.shiftKey ? -1 : 1);
  else if (key === "Enter" || key === "F2") begin();
  else if (key === "Delete" || key === "Backspace") clear();
  else if (key === "Escape") choose(chosen.r, chosen.c);
  else if (key === "Home") choose(control ? 0 : chosen.r, 0);
  else if (key === "End") choose(control ? grid.state.rows - 1 : chosen.r, grid.state.columns - 1);
  else if (key === "PageDown") choose(Math.min(chosen.r + page, grid.state.rows - 1), chosen.c);
  else if (key === "PageUp") choose(Math.max(chosen.r - page, 0), chosen.c);
  else if (control && event.code === "KeyZ") ACTIONS.undo();
  else if (control && event.code === "KeyA") all();
  else if (control && event.code === "KeyF") $("find").elements[0].focus();
  else if (key === " " && grid.cell(chosen.r, chosen.c)?.classList.contains("tick")) begin();
  else return;
  event.preventDefault();
});

root.addEventListener("mousedown", (event) => {
  const cell = event.target.closest("td[data-c], th");
  if (!cell || event.button || event.target.closest("#editor, a")) return;
  if (editor.open) editor.finish();
  const row = cell.parentNode.dataset.r, last = grid.state;
  keys.focus({ preventScroll: true });
  if (cell.tagName === "TD") {
    if (cell.classList.contains("tick") && !event.shiftKey) { choose(Number(row), Number(cell.dataset.c)); toggle(cell); }
    else choose(Number(row), Number(cell.dataset.c), event.shiftKey);
  } else if (row !== undefined) Object.assign(chosen, { r: Number(row), c: 0, r2: Number(row), c2: last.columns - 1 });
  else if (cell.dataset.c) Object.assign(chosen, { r: 0, c: Number(cell.dataset.c), r2: last.rows - 1, c2: Number(cell.dataset.c) });
  if (cell.tagName === "TH") show(false);
  event.preventDefault();
});
root.addEventListener("mouseover", (event) => {
  const cell = event.target.closest("td[data-c]");
  if (event.buttons !== 1 || !cell || editor.open) return;
  Object.assign(chosen, { r2: Number(cell.parentNode.dataset.r), c2: Number(cell.dataset.c) });
  show(false);
});
root.addEventListener("dblclick", (event) => { if (event.target.closest("td[data-c]") && !editor.open) begin(); });
$("line").addEventListener("focus", () => {
  const cell = grid.cell(chosen.r, chosen.c);
  if (cell && !editor.open) editor.begin(cell, chosen.r, chosen.c, null, true);
});

function copy(event) {
  if (document.activeElement !== keys) return;
  event.preventDefault();
  const rows = clipboard.seen(grid, box());
  if (rows) event.clipboardData.setData("text/plain", clipboard.written(rows));
  else clipboard.fetched(grid, box()).then((found) => navigator.clipboard.writeText(clipboard.written(found))).then(() => tell(words.copied), () => tell(words.lost));
}
document.addEventListener("copy", copy);
document.addEventListener("cut", (event) => {
  if (document.activeElement !== keys) return;
  copy(event);
  clear();
});
// One value fills the whole choice; a block is laid down from its corner.
document.addEventListener("paste", (event) => {
  if (document.activeElement !== keys) return;
  event.preventDefault();
  const rows = clipboard.read(event.clipboardData.getData("text/plain")), { top, bottom, left, right } = box();
  const height = bottom - top + 1, width = right - left + 1;
  const single = rows.length === 1 && rows[0].length === 1 && height * width <= 5000 && !grid.merge(chosen.r, chosen.c);
  put(top, left, single ? Array.from({ length: height }, () => Array(width).fill(rows[0][0])) : rows);
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
where.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  // Else the new line would land in the field that takes the focus.
  event.preventDefault();
  const match = /^\$?([A-Z]{1,3})\$?(\d+)$/i.exec(where.value.trim());
  const column = match ? [...match[1].toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1 : -1;
  const row = match ? Number(match[2]) - 1 : -1;
  if (row < 0 || row >= grid.state.rows || column >= grid.state.columns) return tell(words.address);
  keys.focus({ preventScroll: true });
  return choose(row, column);
});
$("find").addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await fetch(grid.url("find", { q: event.target.elements[0].value, row: chosen.r, column: chosen.c }));
  const found = await answer.json();
  if (!("row" in found)) return tell(words.none);
  tell(words.found.replace("{count}", found.count));
  return choose(found.row, found.column);
});
window.addEventListener("resize", () => grid.fit());
window.addEventListener("beforeunload", (event) => { if (waiting || (editor.open && editor.changed)) event.preventDefault(); });

let lost = false;
setInterval(async () => {
  if (document.hidden || pending.size) return;
  try {
    if (!await grid.poll(true)) tell(words.gone, true);
    if (lost) tell("");
    lost = false;
  } catch {
    lost = true;
    tell(words.lost, true);
  }
}, 2000);

show(false);
keys.focus({ preventScroll: true });
