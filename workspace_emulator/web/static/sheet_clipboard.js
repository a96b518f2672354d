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
