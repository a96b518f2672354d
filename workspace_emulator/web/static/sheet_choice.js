// Which cells are chosen: the active one, the block that it is a corner of, and the ways from cell to cell.
"use strict";

import { area, name } from "/_static/sheet_say.js";

export const STEPS = { up: [-1, 0], down: [1, 0], left: [0, -1], right: [0, 1] };

export function typed(cell) {
  return cell ? cell.dataset.e ?? cell.textContent : "";
}

export class Choice {
  constructor(grid) {
    Object.assign(this, { grid, r: 0, c: 0, r2: 0, c2: 0, run: null, carried: null, editor: null, quiet: true });
    this.root = grid.root;
    this.where = document.getElementById("where");
    this.note = document.getElementById("note");
    this.keys = document.getElementById("keys");
    this.root.addEventListener("scroll", () => this.beside(), { passive: true });
  }

  // What is chosen, as a box that takes in the merges at its corners.
  box() {
    const tops = [this.r, this.r2], lefts = [this.c, this.c2];
    const found = { top: Math.min(...tops), bottom: Math.max(...tops), left: Math.min(...lefts), right: Math.max(...lefts) };
    const merge = this.grid.merge(this.r, this.c);
    if (merge) {
      found.bottom = Math.max(found.bottom, merge[1] - 1);
      found.right = Math.max(found.right, merge[3] - 1);
    }
    return found;
  }

  // The same with open ends, as the server takes it.
  sides() {
    const { top, bottom, left, right } = this.box();
    return { top, bottom: bottom + 1, left, right: right + 1 };
  }

  get cell() {
    return this.grid.cell(this.r, this.c);
  }

  show(scroll = true) {
    for (const cell of this.root.querySelectorAll(".sel, .on, .active, .carried")) cell.classList.remove("sel", "on", "active", "carried");
    const { top, bottom, left, right } = this.box();
    for (const row of this.root.querySelectorAll("tr[data-r]")) {
      const r = Number(row.dataset.r);
      if (this.carried?.gid === this.grid.state.gid && this.carried.top <= r && r < this.carried.bottom) this.carry(row);
      if (r < top || r > bottom) continue;
      row.cells[0].classList.add("on");
      if (top === bottom && left === right) continue;
      for (const cell of row.cells) if (cell.dataset.c >= left && cell.dataset.c <= right) cell.classList.add("sel");
    }
    for (const head of this.root.querySelectorAll(".letters th[data-c]")) head.classList.toggle("on", head.dataset.c >= left && head.dataset.c <= right);
    const cell = this.cell;
    this.where.value = this.grid.merge(this.r, this.c) ? name(this.r, this.c) : area(top, left, bottom, right);
    if (!this.editor.open) this.editor.show(typed(cell));
    if (!cell) return;
    cell.classList.add("active");
    // A sheet that has just been opened is not covered by a remark nobody has asked for.
    this.note.textContent = this.quiet ? "" : this.remarks(cell).join("\n");
    this.note.hidden = !this.note.textContent;
    this.beside();
    this.keys.setAttribute("aria-label", `${name(this.r, this.c)} ${cell.textContent}`);
    if (scroll) cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  // Remarks stand beside their cell, under it where there is no room: the sheet stays where it is.
  beside() {
    const { note, root, cell } = this;
    if (note.hidden || !cell) return;
    const frame = root.getBoundingClientRect(), spot = cell.getBoundingClientRect();
    const aside = spot.right + note.offsetWidth + 12 < frame.right;
    const left = aside ? spot.right + 4 : Math.max(frame.left + 4, Math.min(spot.left, frame.right - note.offsetWidth - 20));
    const under = spot.bottom + 4 + note.offsetHeight < frame.bottom ? spot.bottom + 4 : spot.top - note.offsetHeight - 4;
    note.style.left = `${left - frame.left + root.scrollLeft}px`;
    note.style.top = `${(aside ? Math.min(spot.top, frame.bottom - note.offsetHeight - 16) : under) - frame.top + root.scrollTop}px`;
  }

  // What there is to say of a cell: what its error means, its note, what may be typed.
  remarks(cell) {
    const { words } = this.grid.state, error = typed(cell).startsWith("=") ? words.errors[cell.textContent] : "";
    const said = error ? [words.error.replace("{text}", error)] : [];
    if (cell.title) said.push(words.note.replace("{note}", () => cell.title));
    const filter = cell.querySelector(".funnel");
    if (filter) said.push(filter.title);
    return cell.dataset.hint ? [...said, cell.dataset.hint] : said;
  }

  // Cells that were cut stay where they are until they are put elsewhere.
  carry(row) {
    for (const cell of row.cells) if (cell.dataset.c >= this.carried.left && cell.dataset.c < this.carried.right) cell.classList.add("carried");
  }

  async choose(r, c, extend = false, run = null) {
    if (this.editor.open) return;
    this.run = run;
    this.quiet = false;
    if (extend) Object.assign(this, { r2: r, c2: c });
    else {
      [this.r, this.c] = this.grid.anchor(r, c);
      Object.assign(this, { r2: this.r, c2: this.c });
    }
    await this.grid.reach(r, c);
    this.show();
    if (extend) this.grid.cell(r, c)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  // A block without a step to it: the page stays where it is.
  block(r, c, r2, c2) {
    Object.assign(this, { r, c, r2, c2, run: null });
    this.show(false);
  }

  all() {
    this.block(0, 0, this.grid.state.rows - 1, this.grid.state.columns - 1);
  }

  // Whole rows or columns: those of the choice, or one of them, or all from where the choice began to it.
  lines(dimension, at = null, extend = false) {
    const { rows, columns } = this.grid.state, own = dimension === "ROWS" ? [this.r, this.r2] : [this.c, this.c2];
    const [from, to] = at === null ? own : [extend ? own[0] : at, at];
    if (dimension === "ROWS") this.block(from, 0, to, columns - 1);
    else this.block(0, from, rows - 1, to);
  }

  // To the edge of what is filled, which the server knows: most of a long sheet is not on the page.
  async jump(step, extend = false) {
    const [r, c] = extend ? [this.r2, this.c2] : [this.r, this.c], grid = this.grid;
    const answer = await fetch(grid.url("edge", { row: r, column: c, step }));
    const found = answer.ok ? await answer.json() : {};
    if ("row" in found) await this.choose(found.row, found.column, extend);
  }

  home() {
    this.root.scrollTo(0, 0);
    return this.choose(0, 0);
  }

  move(step, extend = false) {
    const [r, c] = extend ? [this.r2, this.c2] : [this.r, this.c];
    return this.choose(...this.grid.next(r, c, ...STEPS[step]), extend);
  }

  tab(step) {
    return this.choose(...this.grid.next(this.r, this.c, ...STEPS[step]), false, this.run ?? this.c);
  }

  // To the next row, under the cell where a run of tabs has begun.
  enter() {
    return this.choose(...this.grid.next(this.r, this.run ?? this.c, ...STEPS.down));
  }
}
