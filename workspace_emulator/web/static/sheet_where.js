// The box with the name of a cell: what is typed into it is chosen, on another tab too.
"use strict";

const NAMED = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/i;

function column(letters) {
  return [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

// The box of a plain address, null when it is another name or the sheet has no such cell.
function read(text, { rows, columns }) {
  const match = NAMED.exec(text.trim());
  if (!match) return null;
  const first = [Number(match[2]) - 1, column(match[1])];
  const last = match[3] ? [Number(match[4]) - 1, column(match[3])] : first;
  if (![first, last].every(([r, c]) => r >= 0 && r < rows && c < columns)) return null;
  const [top, bottom] = [first[0], last[0]].sort((a, b) => a - b), [left, right] = [first[1], last[1]].sort((a, b) => a - b);
  return [top, bottom + 1, left, right + 1];
}

export function named(choice, tell, open) {
  const { where, keys, grid } = choice;

  // Ranges with names, whole rows and columns, other tabs: those the server knows.
  async function place() {
    const { gid } = grid.state, box = read(where.value, grid.state);
    if (box) return { gid, box };
    const answer = await fetch(grid.url("place", { q: where.value }));
    const found = answer.ok ? await answer.json() : {};
    return found.box ? found : null;
  }

  async function go() {
    const found = await place();
    if (!found) return tell(grid.state.words.address);
    tell("");
    keys.focus({ preventScroll: true });
    await open(found.gid);
    const [top, bottom, left, right] = found.box;
    await choice.choose(top, left);
    if (bottom - top > 1 || right - left > 1) choice.block(choice.r, choice.c, bottom - 1, right - 1);
  }

  where.addEventListener("focus", () => where.select());
  where.addEventListener("keydown", async (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    // Else the new line would land in the field that takes the focus.
    event.preventDefault();
    if (event.key === "Enter") return go();
    tell("");
    keys.focus({ preventScroll: true });
    choice.show(false);
  });
}
