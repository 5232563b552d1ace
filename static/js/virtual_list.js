// Keeps a long list light: only the rows in sight are in the page, fifty are asked for at a time.
//
// [data-virtual-list] is the grid and scrolls; its [data-rows] holds the page of rows that the
// server rendered, each with its aria-rowindex. Rows out of sight are taken out and room is kept
// for them. Up, Down, Page, Home and End move; Enter chooses, as on any button; Space marks.
const OVERSCAN = 8;
const WAIT_MS = 80;
const AGAIN_MS = 4000;
const scrolled = new Map();
const marked = new Map();

class VirtualList {
  constructor(grid) {
    this.grid = grid;
    this.body = grid.querySelector("[data-rows]");
    this.total = Number(grid.dataset.total);
    this.size = Number(grid.dataset.pageSize);
    this.note = document.getElementById("rows-note");
    this.rows = new Map();
    this.asked = new Set();
    this.insert = null;
    this.active = -1;
    this.wanted = -1;
    this.keep(this.body);
    this.restore();
    grid.addEventListener("scroll", () => this.draw(), { passive: true });
    grid.addEventListener("keydown", (event) => this.press(event));
    grid.addEventListener("keyup", (event) => {
      if (event.key === " " && event.target.closest(".option-row-button")) event.preventDefault();
    });
    grid.addEventListener("focusin", (event) => this.enter(event.target.closest(".option-row")));
    grid.addEventListener("change", (event) => this.mark(event.target));
    new ResizeObserver(() => this.draw()).observe(grid);
  }

  keep(holder) {
    let last = -1;
    for (const row of [...holder.children]) {
      if (row.matches("[data-insert]")) this.insert = { after: last, row };
      else this.rows.set((last = Number(row.ariaRowIndex) - 2), row);
    }
    this.tick();
  }

  restore() {
    const first = Math.min(...this.rows.keys());
    this.measure();
    this.place(0, this.total);
    this.body.style.paddingBlockStart = `${first * this.height}px`;
    const chosen = [...this.rows].find(([, row]) => row.dataset.state === "chosen")?.[0];
    this.active = chosen ?? first;
    this.grid.scrollTop = scrolled.get(this.grid.dataset.url) ?? first * this.height;
    this.draw();
  }

  measure() {
    const shown = [...this.body.children].find((row) => !row.matches("[data-insert]"));
    this.height = shown?.offsetHeight || this.height || 60;
    this.extra = this.insert?.row.isConnected ? this.insert.row.offsetHeight : this.extra ?? 0;
  }

  indexAt(offset) {
    const line = this.insert ? (this.insert.after + 1) * this.height : Infinity;
    const plain = offset > line ? Math.max(line, offset - this.extra) : offset;
    return Math.floor(plain / this.height);
  }

  place(from, to) {
    const after = this.insert?.after ?? -1;
    const above = this.insert && after < from ? this.extra : 0;
    const below = this.insert && after >= to ? this.extra : 0;
    this.body.style.paddingBlockStart = `${from * this.height + above}px`;
    this.body.style.paddingBlockEnd = `${(this.total - to) * this.height + below}px`;
  }

  draw() {
    if (!this.grid.isConnected) return;
    this.measure();
    const head = this.body.offsetTop - this.grid.firstElementChild.offsetTop;
    const top = this.grid.scrollTop;
    const seen = [this.indexAt(top), this.indexAt(top + this.grid.clientHeight - head)];
    const from = Math.max(seen[0] - OVERSCAN, 0);
    const to = Math.min(seen[1] + OVERSCAN + 1, this.total);
    scrolled.set(this.grid.dataset.url, top);
    const list = [];
    for (let index = from; index < to; index += 1) {
      list.push(this.rows.get(index) ?? this.blank(index));
      if (this.insert?.after === index) list.push(this.insert.row);
    }
    this.leave(list);
    this.show(list);
    this.place(from, to);
    this.rove(from, to);
    this.ask(from, to);
    this.say(seen[0] + 1, Math.min(seen[1] + 1, this.total));
  }

  blank(index) {
    const row = document.createElement("div");
    row.className = "option-row";
    row.dataset.blank = "";
    row.role = "row";
    row.ariaRowIndex = index + 2;
    row.append(Object.assign(document.createElement("span"), { role: "gridcell" }));
    return row;
  }

  leave(list) {
    const held = document.activeElement?.closest?.(".option-row, [data-insert]");
    if (!held || !this.body.contains(held) || list.includes(held)) return;
    this.grid.tabIndex = -1;
    this.grid.focus({ preventScroll: true });
  }

  show(list) {
    const wanted = new Set(list);
    for (const row of [...this.body.children]) if (!wanted.has(row)) row.remove();
    let next = this.body.firstElementChild;
    for (const row of list) {
      if (row === next) next = next.nextElementSibling;
      else this.body.insertBefore(row, next);
    }
  }

  rove(from, to) {
    const home = this.active >= from && this.active < to ? this.active : from;
    for (const [index, row] of this.rows) {
      const button = row.querySelector(".option-row-button");
      button.tabIndex = index === home ? 0 : -1;
    }
    if (this.wanted >= from && this.wanted < to && this.rows.has(this.wanted)) {
      const row = this.rows.get(this.wanted);
      this.wanted = -1;
      row.querySelector(".option-row-button").focus({ preventScroll: true });
      row.scrollIntoView({ block: "nearest" });
    }
  }

  ask(from, to) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const pages = new Set();
      for (let index = from; index < to; index += 1) {
        if (!this.rows.has(index)) pages.add(Math.floor(index / this.size) + 1);
      }
      for (const page of pages) if (!this.asked.has(page)) this.fetch(page);
    }, WAIT_MS);
  }

  async fetch(page) {
    this.asked.add(page);
    try {
      const answer = await fetch(`${this.grid.dataset.url}&page=${page}`);
      if (!answer.ok) throw new Error(answer.status);
      const holder = document.createElement("template");
      holder.innerHTML = await answer.text();
      this.keep(holder.content);
      this.draw();
    } catch {
      setTimeout(() => {
        this.asked.delete(page);
        this.draw();
      }, AGAIN_MS);
    }
  }

  enter(row) {
    if (row?.ariaRowIndex && !row.matches("[data-blank]")) this.active = Number(row.ariaRowIndex) - 2;
  }

  press(event) {
    const isRow = event.target === this.grid || event.target.closest(".option-row-text");
    if (!isRow || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === " ") {
      event.preventDefault();
      return this.rows.get(this.active)?.querySelector("input[type=checkbox]")?.click();
    }
    const rows = Math.max(Math.floor(this.grid.clientHeight / this.height) - 2, 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: rows, PageUp: -rows, Home: -Infinity, End: Infinity };
    if (!(event.key in steps)) return undefined;
    event.preventDefault();
    this.go(Math.min(Math.max(this.active + steps[event.key], 0), this.total - 1));
    return undefined;
  }

  go(index) {
    this.active = index;
    this.wanted = index;
    const above = this.insert && index > this.insert.after ? this.extra : 0;
    const start = index * this.height + above;
    const head = this.grid.firstElementChild.offsetHeight;
    const room = this.grid.clientHeight - head - this.height;
    if (start < this.grid.scrollTop) this.grid.scrollTop = start;
    else if (start > this.grid.scrollTop + room) this.grid.scrollTop = start - room;
    this.draw();
  }

  say(first, last) {
    if (!this.note) return;
    const words = { first, last, total: this.total };
    this.note.textContent = this.note.dataset.words.replace(/\{(\w+)\}/g, (_all, word) => words[word]);
  }

  mark(box) {
    if (!box.matches("input[type=checkbox]")) return;
    const most = Number(this.grid.dataset.mostMarked);
    if (box.checked && marked.size >= most) box.checked = false;
    else if (box.checked) marked.set(box.value, box.ariaLabel);
    else marked.delete(box.value);
    const said = document.getElementById("compare-marked")?.dataset.words.replace("{count}", marked.size);
    document.dispatchEvent(new CustomEvent("announce", { detail: said }));
    carry();
  }

  tick() {
    for (const row of this.rows.values()) {
      const box = row.querySelector("input[type=checkbox]");
      if (!box) continue;
      box.checked = marked.has(box.value);
      box.removeAttribute("form");
    }
  }
}

// Marks outlive the rows: the form that compares carries them itself.
function carry() {
  const form = document.getElementById("compare-marked");
  if (!form) return;
  form.querySelectorAll("input[data-mark]").forEach((field) => field.remove());
  for (const value of marked.keys()) {
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "with", value });
    field.dataset.mark = "";
    form.append(field);
  }
  form.hidden = !marked.size;
  const words = form.querySelector("[data-count]");
  if (words) words.textContent = form.dataset.words.replace("{count}", marked.size);
}

const started = new WeakSet();

function start() {
  for (const grid of document.querySelectorAll("[data-virtual-list]")) {
    if (started.has(grid)) continue;
    started.add(grid);
    new VirtualList(grid);
  }
  carry();
}

document.addEventListener("htmx:afterSwap", start);
start();
