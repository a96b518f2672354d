// Cells pointed at while a formula is typed: their references come into the text where one may stand.
"use strict";

import { area } from "/_static/sheet_say.js";

const BEFORE = /[-+*/^&=<>(;,:{]\s*$/;

export class Points {
  constructor(grid) {
    this.grid = grid;
    this.last = null;
  }

  // Whether a reference may stand at the caret: after a sign, or in place of the one that has just come.
  ready(field) {
    if (!field?.setRangeText || !field.value.startsWith("=")) return false;
    const { last } = this, caret = field.selectionStart;
    if (last && caret === last.end && field.value.slice(last.start, last.end) === last.text) return true;
    this.last = null;
    const before = field.value.slice(0, caret);
    return before.split('"').length % 2 === 1 && BEFORE.test(before);
  }

  put(field, r, c, extend = false) {
    const { last } = this, merged = this.grid.merge(r, c);
    const [fr, fc] = extend && last ? [last.r, last.c] : merged ? [merged[0], merged[2]] : [r, c];
    const [tr, tc] = merged && !extend ? [fr, fc] : [r, c];
    const box = [Math.min(fr, tr), Math.min(fc, tc), Math.max(fr, tr), Math.max(fc, tc)];
    const text = area(...box), start = last ? last.start : field.selectionStart;
    field.setRangeText(text, start, last ? last.end : field.selectionEnd, "end");
    field.dispatchEvent(new Event("input"));
    this.last = { start, end: start + text.length, text, r: fr, c: fc, r2: tr, c2: tc };
    this.paint(box);
  }

  // The next cell in a direction from the one pointed at, or from where the formula stands.
  step(field, r, c, step, extend) {
    const from = this.last ? (extend ? [this.last.r2, this.last.c2] : [this.last.r, this.last.c]) : [r, c];
    const to = this.grid.next(...from, ...step);
    this.put(field, ...to, extend);
    this.grid.cell(...to)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  paint([top, left, bottom, right] = [0, 0, -1, -1]) {
    for (const cell of this.grid.root.querySelectorAll(".pointed")) cell.classList.remove("pointed");
    for (const row of this.grid.root.querySelectorAll("tr[data-r]")) {
      if (row.dataset.r < top || row.dataset.r > bottom) continue;
      for (const cell of row.cells) if (cell.dataset.c >= left && cell.dataset.c <= right) cell.classList.add("pointed");
    }
  }

  end() {
    if (this.last) this.paint();
    this.last = null;
  }
}
