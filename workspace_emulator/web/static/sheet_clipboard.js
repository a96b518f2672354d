// Blocks of cells as spreadsheet programs put them on the clipboard: tabs between cells, lines between rows,
// quotes around whatever holds one of them.
"use strict";

export function written(rows) {
  return rows.map((row) => row.map((text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join("\t")).join("\n");
}

export function read(text) {
  const rows = [[]], cell = /(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))([\t\n]|$)/y;
  const whole = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  do {
    const [, quoted, plain, end] = cell.exec(whole);
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "\n") rows.push([]);
    if (!end) break;
  } while (cell.lastIndex <= whole.length);
  return rows;
}

// The rows of a box as they stand on the page; null when some of them are not there.
export function seen(grid, { top, bottom, left, right }) {
  const rows = [];
  for (let r = top; r <= bottom; r++) {
    if (grid.hidden.r.has(r)) continue;
    if (!grid.row(r)) return null;
    const row = [];
    for (let c = left; c <= right; c++) {
      if (grid.hidden.c.has(c)) continue;
      const cell = grid.cell(r, c);
      row.push(cell?.classList.contains("tick") ? cell.dataset.e : cell?.textContent ?? "");
    }
    rows.push(row);
  }
  return rows;
}

export async function fetched(grid, { top, bottom, left, right }) {
  const answer = await fetch(grid.url("block", { box: [top, bottom + 1, left, right + 1] }));
  return (await answer.json()).rows;
}

function plain(text) {
  return text.replace(/\r\n?/g, "\n");
}

// What was copied on a page of this spreadsheet, which tabs of one window share: only then formulas go along.
const NAME = "copied";

export class Clipboard {
  constructor(choice, changes, tell) {
    Object.assign(this, { choice, changes, tell, grid: choice.grid, words: choice.grid.state.words });
    document.addEventListener("copy", (event) => this.copy(event, false));
    document.addEventListener("cut", (event) => this.copy(event, true));
    document.addEventListener("paste", (event) => this.paste(event));
  }

  get here() {
    return document.activeElement === this.choice.keys;
  }

  copy(event, cut) {
    if (!this.here) return;
    event.preventDefault();
    const source = { gid: this.grid.state.gid, ...this.choice.sides() };
    const rows = seen(this.grid, this.choice.box());
    if (rows) event.clipboardData.setData("text/plain", this.kept(source, rows, cut));
    else {
      fetched(this.grid, this.choice.box()).then((found) => navigator.clipboard.writeText(this.kept(source, found, cut)))
        .then(() => this.tell(this.words.copied), () => this.tell(this.words.lost));
    }
    this.choice.carried = cut ? source : null;
    this.choice.show(false);
  }

  kept(source, rows, cut) {
    const text = written(rows);
    try {
      sessionStorage.setItem(NAME, JSON.stringify({ base: this.grid.base, source, rows, cut, text }));
    } catch {
      sessionStorage.removeItem(NAME);
    }
    return text;
  }

  forget() {
    this.choice.carried = null;
    sessionStorage.removeItem(NAME);
  }

  async paste(event) {
    if (!this.here) return;
    event.preventDefault();
    // A picture or a file: nothing that a cell could hold.
    if (!event.clipboardData.types.includes("text/plain")) return;
    const text = plain(event.clipboardData.getData("text/plain")), sides = this.choice.sides();
    const own = JSON.parse(sessionStorage.getItem(NAME) ?? "null");
    if (own?.base !== this.grid.base || own.text !== text.replace(/\n$/, "") && own.text !== text) return this.values(read(text), sides);
    const { source, rows, cut } = own;
    if (cut) this.forget();
    const done = await this.changes.block({ do: cut ? "move" : "paste", source, rows }, sides);
    if (!done && this.changes.refused === "source") this.values(rows, sides);
  }

  // One value fills the whole choice; a block is laid down from its corner.
  values(rows, { top, bottom, left, right }) {
    const height = bottom - top, width = right - left;
    const single = rows.length === 1 && rows[0].length === 1 && height * width <= 5000 && !this.grid.merge(top, left);
    return this.changes.put(top, left, single ? Array.from({ length: height }, () => Array(width).fill(rows[0][0])) : rows);
  }
}
