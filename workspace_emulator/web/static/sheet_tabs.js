// Tabs: going from one to another on the same page, and what their menu does.
"use strict";

import { question } from "/_static/sheet_say.js";

export class Tabs {
  constructor(grid, editor, changes) {
    Object.assign(this, { grid, editor, changes, words: grid.state.words });
  }

  get title() {
    return this.grid.state.title;
  }

  // What is being typed belongs to the tab that one leaves.
  async open(gid) {
    this.editor.finish();
    if (gid !== this.grid.state.gid) await this.grid.renew(gid);
  }

  add() {
    return this.changes.change({ do: "tab" });
  }

  async rename() {
    const title = await question(this.words.rename, this.title);
    if (title) this.changes.change({ do: "rename", title });
  }

  copy() {
    return this.changes.change({ do: "duplicate" });
  }

  hide() {
    return this.changes.change({ do: "hide" });
  }

  show(tab) {
    return this.changes.change({ do: "show", tab });
  }

  async delete() {
    if (await question(this.words.tab_delete.replace("{title}", () => this.title))) this.changes.change({ do: "delete-tab", sure: true });
  }
}

// The gid of a tab that an event is about, null for any other place.
export function tabOf(event) {
  const link = event.target.closest(".sheets a");
  return link ? Number(new URL(link.href).searchParams.get("gid")) : null;
}
