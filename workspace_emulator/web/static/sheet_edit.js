// Typing into a cell: over the cell itself, from a list of its values, or in the line above the sheet.
"use strict";

import { STEPS, typed } from "/_static/sheet_choice.js";
import { Points } from "/_static/sheet_points.js";
import { tell } from "/_static/sheet_say.js";

const ARROWS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };

export class Editor {
  constructor(grid, commit) {
    Object.assign(this, { grid, commit, points: new Points(grid) });
    this.line = document.getElementById("line");
    this.buttons = [document.getElementById("accept"), document.getElementById("cancel")];
    this.open = false;
    this.field = null;
    this.points.end();
    for (const cell of this.grid.root.querySelectorAll(".typing")) cell.classList.remove("typing");
    this.line.addEventListener("input", () => this.grow());
    this.line.addEventListener("keydown", (event) => this.pressed(event));
    // The buttons must not take the focus away: that would end the typing before they are asked.
    for (const button of this.buttons) button.addEventListener("pointerdown", (event) => event.preventDefault());
    this.buttons[0].addEventListener("click", () => this.finish("enter"));
    this.buttons[1].addEventListener("click", () => this.cancel());
  }

  // The line shows the chosen cell while nothing is typed.
  show(text) {
    this.line.value = text;
  }

  get changed() {
    return this.field.value !== this.had;
  }

  async begin(cell, r, c, text, inLine = false) {
    if (this.open) return;
    Object.assign(this, { open: true, gid: this.grid.state.gid, r, c, text, fresh: text !== null, had: typed(cell), around: this.grid.around(r, c) });
    for (const button of this.buttons) button.hidden = false;
    if (inLine) {
      this.field = this.line;
      return;
    }
    const offers = cell.classList.contains("pick") ? await this.offers() : null;
    if (!this.open) return;
    this.field = offers && offers.strict ? this.list(offers.values) : offers ? this.offered(offers.values) : document.createElement("textarea");
    const field = this.field;
    field.id = "editor";
    field.value = field.tagName === "SELECT" ? this.nearest(offers.values) : this.text ?? this.had;
    field.setAttribute("aria-label", this.line.getAttribute("aria-label"));
    field.spellcheck = false;
    if (this.text && field.tagName === "SELECT" && !this.starts(offers.values)) tell(this.grid.state.words.choose);
    this.place(cell);
    cell.classList.add("typing");
    this.grid.root.append(field);
    // Keeping the field clear of frozen lines, the browser would move the cell away from under it.
    this.grid.root.style.scrollPadding = 0;
    field.focus({ preventScroll: true });
    if (field.setSelectionRange) field.setSelectionRange(field.value.length, field.value.length);
    if (field.tagName === "SELECT") {
      field.addEventListener("change", () => this.finish());
      if (this.text === null && field.showPicker) try { field.showPicker(); } catch { /* Only a person's own press may open it. */ }
    } else field.addEventListener("input", () => { this.line.value = field.value; this.fit(); });
    this.line.value = field.value;
    this.fit();
    field.addEventListener("keydown", (event) => this.pressed(event));
    // Who goes into the text with the pointer wants the arrows to move in it.
    field.addEventListener("pointerdown", () => { this.fresh = false; });
    field.addEventListener("blur", (event) => {
      if (this.field !== field || !this.open) return;
      if (event.relatedTarget === this.line) this.toLine();
      else this.finish();
    });
  }

  // Typed while the list of values was on its way.
  more(text) {
    if (!this.field) this.text = (this.text ?? "") + text;
  }

  async offers() {
    const answer = await fetch(this.grid.url("offers", { row: this.r, column: this.c }));
    return answer.ok ? answer.json() : null;
  }

  // What was typed chooses the first value that begins so.
  nearest(values) {
    return (this.text ? this.starts(values) : undefined) ?? this.had;
  }

  starts(values) {
    const begun = this.text.toLowerCase();
    return values.find((value) => value.toLowerCase().startsWith(begun));
  }

  list(values) {
    const field = document.createElement("select");
    const all = values.includes(this.had) ? ["", ...values] : [...new Set(["", this.had, ...values])];
    for (const value of all) field.add(new Option(value, value));
    return field;
  }

  offered(values) {
    const field = document.createElement("input"), list = document.createElement("datalist");
    field.setAttribute("list", "offers");
    list.id = "offers";
    for (const value of values) list.append(new Option(value, value));
    this.grid.root.append(list);
    return field;
  }

  place(cell) {
    const frame = this.grid.root.getBoundingClientRect(), spot = cell.getBoundingClientRect();
    Object.assign(this.field.style, {
      left: `${spot.left - frame.left + this.grid.root.scrollLeft - 1}px`,
      top: `${spot.top - frame.top + this.grid.root.scrollTop - 1}px`,
      width: `${Math.max(spot.width + 2, this.field.tagName === "TEXTAREA" ? 120 : 44)}px`,
      height: this.field.tagName === "TEXTAREA" ? "26px" : `${Math.max(spot.height + 2, 26)}px`,
    });
  }

  fit() {
    const field = this.field;
    if (field.tagName !== "TEXTAREA" || field === this.line) return;
    // As wide as its longest line while the window has room for it; then it wraps.
    const room = this.grid.root.getBoundingClientRect().right - field.getBoundingClientRect().left - 24;
    field.wrap = "off";
    const wide = Math.min(field.scrollWidth + 24, Math.max(room, 160));
    if (field.scrollWidth > field.clientWidth && wide > field.offsetWidth) field.style.width = `${wide}px`;
    field.wrap = "soft";
    field.style.height = "26px";
    if (field.scrollHeight > field.clientHeight) field.style.height = `${field.scrollHeight + 4}px`;
    this.grow();
  }

  grow() {
    this.line.style.height = "";
    if (this.line.scrollHeight > this.line.clientHeight + 4) this.line.style.height = `${Math.min(this.line.scrollHeight, 128)}px`;
  }

  // The same typing goes on in the line above.
  toLine() {
    const text = this.field.value, old = this.field;
    this.field = this.line;
    this.line.value = text;
    old.remove();
    document.getElementById("offers")?.remove();
  }

  pressed(event) {
    if (!this.open || event.isComposing) return;
    if (event.key === "Enter" && event.altKey && this.field.setRangeText) {
      this.field.setRangeText("\n", this.field.selectionStart, this.field.selectionEnd, "end");
      this.field.dispatchEvent(new Event("input"));
    } else if (event.key === "Enter" && !(event.shiftKey && this.field === this.line)) this.finish(event.shiftKey ? "up" : "enter");
    else if (event.key === "Tab") this.finish(event.shiftKey ? "back" : "tab");
    else if (event.key === "F2") this.fresh = !this.fresh;
    else if (ARROWS[event.key] && this.fresh && this.field.id === "editor" && this.field.tagName !== "SELECT") this.arrow(event);
    else if (event.key === "Escape") this.cancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // While a text is new, an arrow ends it and leads on; in a formula it may point at a cell instead.
  arrow(event) {
    const step = ARROWS[event.key];
    if (this.points.ready(this.field)) this.points.step(this.field, this.r, this.c, STEPS[step], event.shiftKey);
    else this.finish(step);
  }

  // Whether a press on a cell means its reference.
  get pointing() {
    return this.open && this.points.ready(this.field);
  }

  point(r, c, extend) {
    this.points.put(this.field, r, c, extend);
  }

  finish(step = null) {
    if (!this.open || !this.field) return;
    const text = this.field.value;
    this.close();
    this.commit(this.r, this.c, text, this.had, step, this.around);
  }

  // Lines have come or gone: the field goes with its cell. Gives the place of the cell.
  follow() {
    const found = this.grid.followed(this.r, this.c, this.around);
    if (found) {
      [this.r, this.c] = found;
      this.around = this.grid.around(...found);
    }
    const cell = this.grid.cell(this.r, this.c);
    if (cell && this.field && this.field !== this.line) {
      cell.classList.add("typing");
      this.place(cell);
      this.fit();
    }
    return [this.r, this.c];
  }

  // The sheet is no longer there: gives what was typed for it, '' when nothing was.
  orphan() {
    const text = this.open ? this.field?.value ?? this.text ?? "" : "", { had } = this;
    if (this.open) this.close();
    return text === had ? "" : text;
  }

  cancel() {
    if (!this.open) return;
    this.close();
    this.commit(this.r, this.c, this.had, this.had, null);
  }

  close() {
    const field = this.field;
    this.open = false;
    this.field = null;
    this.points.end();
    for (const cell of this.grid.root.querySelectorAll(".typing")) cell.classList.remove("typing");
    if (field && field !== this.line) field.remove();
    document.getElementById("offers")?.remove();
    for (const button of this.buttons) button.hidden = true;
    this.line.style.height = "";
    this.grid.fit();
  }
}
