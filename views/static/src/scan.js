// A scanner is a keyboard: it types a code and presses Enter (or Tab). The text
// area of the form stays what is sent; over it lies one input line and a list.
// Every code is answered with a word, an icon and a sound, and nothing here
// depends on how fast the keys come.
import { beep } from "./beep.js";
import { icon } from "./icon.js";
import { separated, split } from "./codes.js";

export function scanFields(root) {
  for (const box of root.querySelectorAll("[data-scan]")) new Scanner(box);
}

class Scanner {
  constructor(box) {
    this.box = box;
    this.words = box.dataset;
    this.area = box.querySelector("textarea");
    this.codes = split(this.area.value);
    this.refused = new Set();
    this.build();
    this.codes.forEach((code) => this.addRow(code));
    this.count();
  }

  build() {
    this.line = document.createElement("input");
    this.line.type = "text";
    this.line.id = this.area.id;
    for (const name of ["autocomplete", "autocapitalize", "spellcheck", "aria-describedby"]) {
      this.line.setAttribute(name, this.area.getAttribute(name) ?? "");
    }
    this.area.id += "-all";
    this.area.hidden = true;
    this.result = element("p", "scan-result");
    this.result.setAttribute("role", "status");
    this.total = element("span", "scan-count", "0");
    const head = element("p", "", this.words.scanList + " ");
    head.append(this.total);
    this.list = element("ul", "scan-list");
    this.area.after(this.line, this.result, this.soundSwitch(), head, this.list);
    if (!this.area.form.querySelector(".summary")) this.line.focus(); // errors are read first
    this.line.addEventListener("keydown", (event) => this.key(event));
    this.line.addEventListener("paste", (event) => this.paste(event));
    this.area.form.addEventListener("submit", () => this.take());
  }

  soundSwitch() {
    const label = element("label", "choice");
    this.sound = document.createElement("input");
    this.sound.type = "checkbox";
    this.sound.checked = true;
    label.append(this.sound, document.createTextNode(this.words.scanSound));
    return label;
  }

  key(event) {
    if (separated(event, this.line)) return;
    if (event.key !== "Enter" && !(event.key === "Tab" && this.line.value && !event.shiftKey)) return;
    event.preventDefault(); // the form is sent by its button, never by a scan
    this.take();
  }

  paste(event) {
    const text = event.clipboardData?.getData("text") ?? "";
    if (split(text).length < 2) return;
    event.preventDefault();
    split(text).forEach((code) => this.add(code));
  }

  take() {
    const code = split(this.line.value)[0];
    this.line.value = "";
    if (code) this.add(code);
  }

  add(code) {
    if (this.codes.includes(code)) return this.say("warn", this.words.scanDuplicate, code);
    this.codes.push(code);
    const row = this.addRow(code);
    this.changed();
    if (this.words.scanCheck) this.check(code, row);
    else this.say("good", this.words.scanAdded, code);
  }

  async check(code, row) {
    row.note.textContent = this.words.scanChecking;
    try {
      const answer = await fetch(`${this.words.scanCheck}?kode=${encodeURIComponent(code)}`, { headers: { Accept: "application/json" } });
      const { ok, text } = await answer.json();
      row.note.textContent = text ?? "";
      if (ok) return this.say("good", this.words.scanAdded, code);
      this.drop(code, row);
      this.say("bad", this.words.scanRefused, `${code} ${text ?? ""}`);
    } catch {
      row.note.textContent = ""; // no connection: the server checks when the form is sent
      this.say("good", this.words.scanAdded, code);
    }
  }

  addRow(code) {
    const row = document.createElement("li");
    row.note = element("span", "muted");
    const remove = element("button", "button");
    remove.type = "button";
    remove.setAttribute("aria-label", this.words.scanRemove.replace("{code}", code));
    remove.append(icon("close"));
    remove.addEventListener("click", () => {
      this.drop(code, row);
      this.line.focus();
    });
    row.append(element("code", "", code), row.note, remove);
    this.list.prepend(row);
    return row;
  }

  drop(code, row) {
    this.codes = this.codes.filter((c) => c !== code);
    row.remove();
    this.changed();
  }

  changed() {
    this.area.value = this.codes.join("\n");
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
    this.count();
  }

  count() {
    this.total.textContent = String(this.codes.length);
  }

  say(tone, word, code) {
    this.result.className = `scan-result tone-${tone}`;
    this.result.replaceChildren(icon(tone), document.createTextNode(`${word}: ${code}`));
    if (this.sound.checked) beep(tone);
  }
}

function element(name, className, text = "") {
  const e = document.createElement(name);
  e.className = className;
  e.textContent = text;
  return e;
}
