// What a person changes: every wish goes to the server in its turn, and can be taken back and done again.
"use strict";

import { Gone, read } from "/_static/sheet_grid.js";
import { handBack, name, question, tell, told } from "/_static/sheet_say.js";

function overlaps([top, bottom, left, right], r, c, height, width) {
  return top < r + height && r < bottom && left < c + width && c < right;
}

// What a cell showed before something was typed into it that could not be written.
function restore(cell, { nodes, e }) {
  if (cell.classList.contains("tick")) cell.classList.toggle("ticked");
  cell.replaceChildren(...nodes);
  if (e === undefined) delete cell.dataset.e;
  else cell.dataset.e = e;
}

// Wishes that make a tab: done again, it has the same number.
const MADE = new Set(["tab", "duplicate"]);

export class Changes {
  constructor(grid) {
    this.grid = grid;
    this.words = grid.state.words;
    this.undos = [];
    this.redos = [];
    this.pending = new Map();
    this.queue = Promise.resolve();
    this.waiting = 0;
    this.refused = "";
  }

  async post(wish) {
    const { words } = this, headers = { "Content-Type": "application/json", "X-Fbzx": this.grid.root.dataset.token };
    const answer = await fetch(`${this.grid.base}/change`, { method: "POST", headers, body: JSON.stringify(wish) });
    const found = await read(answer);
    if (answer.ok) return { ...found, wish };
    if (found.code === "conflict" && await question(words.conflict.replace("{shown}", () => found.shown || words.empty))) {
      return this.post({ ...wish, had: undefined });
    }
    if (found.code === "moved" && await question(words.moved.replace("{text}", () => wish.rows[0][0]).replace("{place}", () => name(wish.row, wish.column)))) {
      return this.post({ ...wish, beside: undefined, over: undefined, had: undefined });
    }
    if (found.code === "irreversible" && await question(words.not_undoable)) return this.post({ ...wish, sure: true });
    this.refused = found.code;
    if (answer.status !== 409) tell(found.error);
    return null;
  }

  // What was typed is not given up for a broken line: it is sent until it arrives.
  async sent(wish) {
    for (;;) {
      try {
        return await this.post(wish);
      } catch (error) {
        if (wish.do !== "put" || error instanceof Gone) throw error;
        tell(this.words.lost, true);
        await new Promise((done) => setTimeout(done, 2000));
      }
    }
  }

  // A wish, or what gives it when its turn has come. The page is brought up to date after each.
  change(wish) {
    this.waiting += 1;
    const gid = this.grid.state.gid;
    this.queue = this.queue.then(async () => {
      const wanted = typeof wish === "function" ? wish() : wish;
      let done = null;
      if (wanted) {
        tell(this.words.saving, true);
        try {
          done = await this.sent({ gid, ...wanted });
        } catch (error) {
          if (error instanceof Gone) await this.orphaned(wanted, error.message);
          else tell(this.words.failed);
          if (wanted.do === "undo") this.undos.push(wanted);
          if (wanted.again) this.redos.push(wanted);
        }
      }
      this.waiting -= 1;
      if (done) this.remember(done);
      if (done && !this.waiting) tell(wanted.do === "undo" ? this.words.undone : wanted.again ? this.words.redone : this.words.saved);
      else if (!done && told() === this.words.saving) tell("");
      document.getElementById("undo-button").disabled = !this.undos.length;
      document.getElementById("redo-button").disabled = !this.redos.length;
      try {
        const shows = done && this.shows(done);
        if (shows !== undefined && shows !== null && shows !== this.grid.state.gid) await this.grid.renew(shows);
        else await this.grid.poll(false);
      } catch { /* The next look at the version tries again. */ }
      return done;
    });
    return this.queue;
  }

  // There is nowhere to write: what was typed goes back to the person.
  async orphaned(wish, why) {
    tell("");
    if (wish.do === "put") await handBack(`${why}\n${this.words.unwritten}`, wish.rows.map((row) => row.join("\t")).join("\n"));
  }

  // The tab to look at after a change: the one it says, or where something was taken back or done again.
  shows({ gid, wish }) {
    return gid ?? (wish.do === "undo" ? wish.of.gid : wish.again ? wish.gid : null);
  }

  remember(done) {
    const { wish } = done;
    if (wish.do === "undo") {
      this.redos.push({ ...wish.of, again: done.again });
      return;
    }
    if (!wish.again) this.redos.length = 0;
    if (done.undo) this.undos.push({ do: "undo", undo: done.undo, of: MADE.has(wish.do) ? { ...wish, id: done.gid } : wish });
  }

  undo() {
    return this.change(() => this.undos.pop());
  }

  redo() {
    return this.change(() => this.redos.pop());
  }

  async allowed(r, c, height, width) {
    const warned = this.grid.state.warned.find((range) => overlaps(range, r, c, height, width));
    const why = warned?.[4].trim().replace(/\.$/, "");
    return !warned || question(this.words.warned.replace("{description}", () => (why ? `: ${why}` : "")));
  }

  async put(r, c, rows, had, around) {
    const { grid, pending } = this, width = Math.max(...rows.map((row) => row.length));
    if (!await this.allowed(r, c, rows.length, width)) return;
    const { gid } = grid.state, key = `${gid} ${r} ${c}`, cell = grid.cell(r, c);
    const wish = { do: "put", row: r, column: c, rows };
    if (had !== undefined && !pending.has(key)) Object.assign(wish, { had, ...around });
    const before = { nodes: [...cell?.childNodes ?? []], e: cell?.dataset.e };
    if (cell && rows.length === 1 && width === 1 && !cell.classList.contains("tick")) {
      cell.textContent = rows[0][0];
      cell.dataset.e = rows[0][0];
    }
    pending.set(key, (pending.get(key) || 0) + 1);
    const done = await this.change(wish);
    if (pending.get(key) > 1) pending.set(key, pending.get(key) - 1);
    else pending.delete(key);
    if (done || gid !== grid.state.gid) return;
    if (cell) restore(cell, before);
    await grid.load(r < grid.state.frozen ? "head" : Math.floor(r / grid.state.size)).catch(() => {});
  }

  // A change of a block that a warning may stand over.
  async block(wish, { top, bottom, left, right }) {
    if (!await this.allowed(top, left, bottom - top, right - left)) return null;
    this.refused = "";
    return this.change({ ...wish, top, bottom, left, right });
  }
}
