// The box with the name of a cell: a name or a block typed into it is chosen.
"use strict";

const NAMED = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/i;

function column(letters) {
  return [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

// Rows and columns of an address from 0, null when the sheet has no such cell.
function read(text, { rows, columns }) {
  const match = NAMED.exec(text.trim());
  if (!match) return null;
  const first = [Number(match[2]) - 1, column(match[1])];
  const last = match[3] ? [Number(match[4]) - 1, column(match[3])] : first;
  return [first, last].every(([r, c]) => r >= 0 && r < rows && c < columns) ? [...first, ...last] : null;
}

export function named(choice, tell) {
  const { where, keys, grid } = choice;
  where.addEventListener("focus", () => where.select());
  where.addEventListener("keydown", async (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    // Else the new line would land in the field that takes the focus.
    event.preventDefault();
    const found = event.key === "Enter" ? read(where.value, grid.state) : null;
    if (event.key === "Enter" && !found) return tell(grid.state.words.address);
    tell("");
    keys.focus({ preventScroll: true });
    if (!found) return choice.show(false);
    const [r, c, r2, c2] = found;
    await choice.choose(Math.min(r, r2), Math.min(c, c2));
    if (r !== r2 || c !== c2) choice.block(choice.r, choice.c, Math.max(r, r2), Math.max(c, c2));
  });
}
