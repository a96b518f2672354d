// Widths of columns: the right edge of a column's head is drawn aside, or pressed twice for as wide as its texts.
"use strict";

const EDGE = 7, LEAST = 24, MOST = 2000;

function edge(event) {
  const head = event.target.closest(".letters th[data-c]");
  return head && event.clientX > head.getBoundingClientRect().right - EDGE ? head : null;
}

// How much room the texts of a column take, as far as they are on the page.
function needed(grid, c) {
  const range = document.createRange();
  let most = 0;
  for (const cell of grid.table.querySelectorAll(`td[data-c="${c}"]:not([colspan])`)) {
    if (!cell.textContent) continue;
    range.selectNodeContents(cell.firstElementChild ?? cell);
    most = Math.max(most, range.getBoundingClientRect().width + (cell.matches(".pick, .sieve") ? 30 : 12));
  }
  return Math.ceil(most);
}

export function widths(grid, changes) {
  let drawn = null;

  function set(c, pixels) {
    const wide = Math.round(Math.min(Math.max(pixels, LEAST), MOST));
    return changes.change({ do: "width", dimension: "COLUMNS", at: c, count: 1, pixels: wide });
  }

  function fitted(c) {
    const pixels = needed(grid, c);
    if (pixels) set(c, pixels);
  }

  grid.root.addEventListener("mousedown", (event) => {
    const head = edge(event);
    if (!head || event.button) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const c = Number(head.dataset.c);
    // The first press may have brought a new table: the second one counts wherever it lands.
    if (event.detail === 2) return fitted(c);
    const column = grid.table.querySelector(`col.w${c}`);
    drawn = { c, column, x: event.clientX, from: head.offsetWidth, table: grid.table.offsetWidth, to: head.offsetWidth };
  }, true);
  document.addEventListener("mousemove", (event) => {
    if (!drawn) return;
    drawn.to = Math.max(LEAST, drawn.from + event.clientX - drawn.x);
    drawn.column.style.width = `${drawn.to}px`;
    grid.table.style.width = `${drawn.table + drawn.to - drawn.from}px`;
  });
  document.addEventListener("mouseup", () => {
    const done = drawn;
    drawn = null;
    if (done && done.to !== done.from) set(done.c, done.to);
  });
}
