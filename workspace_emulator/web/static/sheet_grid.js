// The table of a sheet: windows of rows that come and go with scrolling, cells by row and column, live changes.
"use strict";

import { shut } from "/_static/sheet_say.js";

const ROW = 24, KEPT = 8, PAUSE = 2000;

// The file is in the bin or deleted.
export class Gone extends Error {}

// What an answer holds. An answer that is none of ours, from whatever stands between, is a broken line.
export async function read(answer) {
  const found = await answer.json();
  if (answer.status === 404 && typeof found.code === "string") {
    shut(found);
    throw new Gone(found.error);
  }
  if (!answer.ok && typeof found.code !== "string") throw new Error(String(answer.status));
  return found;
}


export class Grid {
  constructor(root, redrawn) {
    this.root = root;
    this.redrawn = redrawn;
    this.base = root.dataset.base;
    this.loading = new Map();
    this.renewing = Promise.resolve();
    this.seen = new Set();
    this.watch = new IntersectionObserver((entries) => this.sighted(entries), { root, rootMargin: "900px 0px" });
    this.adopt();
  }

  // Take over the table as it stands on the page.
  adopt() {
    this.state = JSON.parse(this.root.dataset.state);
    this.hidden = { r: new Set(this.state.hiddenRows), c: new Set(this.state.hiddenColumns) };
    this.table = this.root.querySelector("#cells");
    this.watch.disconnect();
    this.seen.clear();
    this.loading.clear();
    for (const body of this.table.tBodies) this.prepare(body);
    this.shade(this.table);
    this.root.setAttribute("aria-label", this.state.title);
    document.querySelector(".sheets [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.fit();
    this.narrow(this.table);
  }

  // Frozen lines stay in sight only where they leave room for others.
  fit() {
    const frozen = [...this.table.querySelectorAll("thead tr.letters th.k")];
    const wide = frozen.reduce((sum, cell) => sum + cell.offsetWidth, 46);
    const tall = this.table.tHead.offsetHeight;
    const loose = wide > this.root.clientWidth * 0.7, low = tall > this.root.clientHeight * 0.7;
    this.table.classList.toggle("loose", loose);
    this.table.classList.toggle("low", low);
    this.root.style.scrollPadding = `${(low ? 0 : tall) + 2}px 8px 8px ${(loose ? 46 : wide) + 2}px`;
  }

  prepare(body) {
    if (body.classList.contains("gap")) {
      const first = Number(body.dataset.w) * this.state.size;
      const rows = Math.min(this.state.size, this.state.rows - first);
      const cell = body.rows[0].cells[0];
      cell.style.height = `${body.dataset.tall || rows * ROW}px`;
    }
    this.watch.observe(body);
  }

  sighted(entries) {
    for (const entry of entries) {
      const number = Number(entry.target.dataset.w);
      if (!entry.isIntersecting) { this.seen.delete(number); continue; }
      this.seen.add(number);
      if (entry.target.classList.contains("gap")) this.load(number).catch(() => this.later(entry));
    }
    this.forget();
  }

  later(entry) {
    setTimeout(() => { if (entry.target.isConnected) this.sighted([entry]); }, PAUSE);
  }

  // Windows far out of sight become gaps again.
  forget() {
    const loaded = [...this.table.tBodies].filter((body) => !body.classList.contains("gap"));
    if (loaded.length <= KEPT) return;
    const middle = Math.min(...this.seen);
    const far = loaded.filter((body) => !this.seen.has(Number(body.dataset.w)))
      .sort((a, b) => Math.abs(b.dataset.w - middle) - Math.abs(a.dataset.w - middle));
    for (const body of far.slice(0, loaded.length - KEPT)) {
      const gap = document.createElement("tbody");
      gap.className = "gap";
      gap.dataset.w = body.dataset.w;
      gap.dataset.tall = body.offsetHeight;
      gap.insertRow().insertCell().colSpan = this.table.querySelectorAll("col").length;
      this.watch.unobserve(body);
      body.replaceWith(gap);
      this.prepare(gap);
    }
  }

  url(what, query = {}) {
    return `${this.base}/${what}?${new URLSearchParams({ gid: this.state.gid, ...query })}`;
  }

  body(number) {
    return this.table.querySelector(`tbody[data-w="${number}"]`);
  }

  load(number, mark = false) {
    const running = this.loading.get(number);
    if (running) return running;
    const work = this.fetched(number, mark).finally(() => this.loading.delete(number));
    this.loading.set(number, work);
    return work;
  }

  async fetched(number, mark) {
    const table = this.table;
    const answer = await fetch(this.url("rows", { w: number }));
    if (table !== this.table) return;
    if (!answer.ok) return read(answer);
    const holder = document.createElement("template");
    holder.innerHTML = `<table>${await answer.text()}</table>`;
    const made = holder.content.querySelector("tbody");
    this.shade(made);
    if (number === "head") {
      const old = [...table.tHead.rows].slice(1);
      if (mark) this.mark(old, [...made.rows]);
      old.forEach((row) => row.remove());
      table.tHead.append(...made.rows);
    } else {
      const old = this.body(number);
      if (mark && !old.classList.contains("gap")) this.mark([...old.rows], [...made.rows]);
      this.watch.unobserve(old);
      old.replaceWith(made);
      this.watch.observe(made);
    }
    this.narrow(table);
    this.redrawn();
  }

  // What changed since the last picture lights up for a moment.
  mark(old, made) {
    const before = new Map();
    for (const row of old) for (const cell of row.cells) before.set(`${row.dataset.r} ${cell.dataset.c}`, cell.textContent);
    for (const row of made) {
      for (const cell of row.cells) {
        if (cell.tagName === "TD" && before.get(`${row.dataset.r} ${cell.dataset.c}`) !== cell.textContent) cell.classList.add("fresh");
      }
    }
  }

  // Colours of scales and ends of long texts: there are too many of them for a style sheet.
  shade(part) {
    for (const cell of part.querySelectorAll("[data-bg]")) cell.style.backgroundColor = cell.dataset.bg;
    const widths = [...this.table.querySelectorAll(".letters th[data-c]")].map((head) => [head.dataset.c, head.offsetWidth]);
    const order = new Map(widths.map(([c], number) => [c, number]));
    for (const cell of part.querySelectorAll("[data-n]")) {
      const first = order.get(cell.dataset.c);
      const room = widths.slice(first, first + Number(cell.dataset.n)).reduce((sum, [, width]) => sum + width, 0);
      cell.firstChild.style.maxWidth = `${room - 6}px`;
    }
  }

  // A number that has not enough room shows no wrong one.
  narrow(part) {
    const signed = [...part.querySelectorAll(".pick, .sieve")];
    for (const cell of signed) cell.classList.remove("tight");
    const tight = signed.map(({ firstChild: text }) => text instanceof Element && text.scrollWidth > text.clientWidth);
    signed.forEach((cell, at) => cell.classList.toggle("tight", tight[at]));
    const numbers = [...part.querySelectorAll(".num")];
    const cut = numbers.map((cell) => cell.scrollWidth > cell.clientWidth + 1);
    numbers.forEach((cell, at) => cell.classList.toggle("cut", cut[at]));
  }

  // What stands beside a cell and above it, by which the server finds it again when lines have moved.
  around(r, c) {
    const told = (cell) => cell && cell.dataset.c && Number(cell.dataset.c) !== c && cell.textContent && !cell.dataset.e?.startsWith("=");
    const beside = [...(this.row(r)?.cells ?? [])].filter(told).slice(0, 3).map((cell) => [Number(cell.dataset.c), cell.textContent]);
    for (const row of this.table.querySelectorAll("tr[data-r]")) {
      if (Number(row.dataset.r) >= Math.max(this.state.frozen, 1)) break;
      const cell = this.cell(row.dataset.r, c);
      if (Number(row.dataset.r) !== r && cell?.textContent && !cell.dataset.e) return { beside, over: [Number(row.dataset.r), cell.textContent] };
    }
    return { beside };
  }

  // Where a cell has gone by what stood around it, as far as it is on the page; null when in doubt.
  followed(r, c, { beside, over }) {
    const shows = (row, column, text) => this.cell(row, column)?.textContent === text;
    const only = (known, others, fits) => {
      const found = fits(known) ? [known] : others.filter(fits);
      return found.length === 1 ? found[0] : null;
    };
    const columns = [...Array(this.state.columns).keys()], rows = [...this.table.querySelectorAll("tr[data-r]")];
    const column = over ? only(c, columns, (at) => shows(over[0], at, over[1])) : c;
    if (column === null) return null;
    const row = only(r, rows.map((line) => Number(line.dataset.r)), (at) => (
      beside.every(([place, text]) => shows(at, place, text) || shows(at, place + column - c, text))
    ));
    return row === null ? null : [row, column];
  }

  merge(r, c) {
    return this.state.merges.find(([top, bottom, left, right]) => top <= r && r < bottom && left <= c && c < right);
  }

  anchor(r, c) {
    const found = this.merge(r, c);
    return found ? [found[0], found[2]] : [r, c];
  }

  row(r) {
    return this.table.querySelector(`tr[data-r="${r}"]`);
  }

  cell(r, c) {
    return this.table.querySelector(`tr[data-r="${r}"] > td[data-c="${c}"]`);
  }

  async reach(r, c) {
    const number = Math.floor(r / this.state.size);
    const body = this.body(number);
    if (r >= this.state.frozen && body && body.classList.contains("gap")) await this.load(number);
    return this.cell(r, c);
  }

  // The next visible cell in a direction; merged cells count as one.
  next(r, c, dr, dc) {
    const box = this.merge(r, c) || [r, r + 1, c, c + 1];
    let row = dr > 0 ? box[1] : dr < 0 ? box[0] - 1 : r;
    let column = dc > 0 ? box[3] : dc < 0 ? box[2] - 1 : c;
    while (dr && this.hidden.r.has(row)) row += Math.sign(dr);
    while (dc && this.hidden.c.has(column)) column += Math.sign(dc);
    if (row < 0 || column < 0 || row >= this.state.rows || column >= this.state.columns) return [r, c];
    return this.anchor(row, column);
  }

  // Ask whether anything has changed and fetch only what has. Throws when the line is broken or the
  // spreadsheet is gone.
  async poll(mark) {
    const { gid } = this.state;
    const answer = await fetch(this.url("version", { have: this.state.version }));
    const now = await read(answer);
    shut(null);
    if (now.version === this.state.version || gid !== this.state.gid) return;
    if (now.shape !== this.state.shape) return this.renew();
    if (now.looks !== this.state.looks) this.restyle(now.looks);
    const changed = new Set();
    for (const block of new Set([...Object.keys(now.blocks), ...Object.keys(this.state.blocks)])) {
      if (now.blocks[block] !== this.state.blocks[block]) changed.add(Number(block));
    }
    const { state } = this, { version, blocks } = state;
    Object.assign(state, now);
    const work = [];
    if (this.state.frozen && changed.has(0)) work.push(this.load("head", mark));
    for (const body of this.table.tBodies) {
      const number = Number(body.dataset.w);
      const block = Math.floor((number * this.state.size) / this.state.block);
      if (changed.has(block) && !body.classList.contains("gap")) work.push(this.load(number, mark));
    }
    try {
      await Promise.all(work);
    } catch (error) {
      // What did not come is asked for again.
      Object.assign(state, { version, blocks });
      throw error;
    }
  }

  restyle(mark) {
    const old = document.getElementById("looks");
    const made = old.cloneNode();
    made.href = this.url("looks.css", { v: mark });
    made.addEventListener("load", () => { old.remove(); this.fit(); this.shade(this.table); this.narrow(this.table); });
    old.removeAttribute("id");
    old.after(made);
  }

  // Lines, tabs or rules have changed: the page again, in its place. One after another: else an answer about
  // the tab that was left could come last.
  renew(gid) {
    this.leads = gid ?? this.leads;
    this.renewing = this.renewing.catch(() => {}).then(() => this.redraw(this.leads ?? this.state.gid));
    return this.renewing;
  }

  async redraw(gid) {
    const answer = await fetch(`${this.base}/edit?gid=${gid}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const made = page.getElementById("grid");
    if (this.leads === gid) this.leads = undefined;
    if (!made) return;
    const { scrollTop, scrollLeft } = this.root, before = this.state.gid;
    this.root.dataset.state = made.dataset.state;
    this.table.replaceWith(made.querySelector("#cells"));
    const tabs = document.querySelector(".sheets"), fresh = page.querySelector(".sheets");
    const at = [...tabs.children].indexOf(document.activeElement);
    tabs.replaceWith(fresh);
    if (at >= 0) fresh.children[at]?.focus();
    for (const id of ["sifted", "unseen"]) document.getElementById(id).replaceWith(page.getElementById(id));
    document.getElementById("name").textContent = page.getElementById("name").textContent;
    document.title = page.title;
    this.adopt();
    this.restyle(this.state.looks + this.state.shape);
    const other = before !== this.state.gid;
    this.root.scrollTo(other ? 0 : scrollLeft, other ? 0 : scrollTop);
    history.replaceState(null, "", `${this.base}/edit?gid=${this.state.gid}`);
    this.redrawn(other);
  }
}
