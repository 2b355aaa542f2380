// The scan page without reloading: every code goes to the server, which alone
// judges it, and the part of the page that changes is put in its place. Codes wait
// in a line of their own while an answer is on its way, so the speed of a scanner
// does not matter; they stay on this device (codes alone, no other field) until
// the server has said that they were saved.
import { beep } from "./beep.js";
import { camera } from "./camera.js";
import { separated, split } from "./codes.js";

const PREFIX = "lumbung-scan:";
const RETRY = 5000; // milliseconds, after a line was cut
const FILLED = ["place", "model", "lot", "expires_at"]; // fields that a scan can set

class ScanPage {
  constructor(box, page) {
    this.box = box;
    this.form = box.closest("form");
    this.line = box.querySelector("[data-scan-line]");
    this.live = box.querySelector("#scan-live");
    this.pending = box.querySelector("[data-pending]");
    this.store = `${PREFIX}${page.who ?? ""}:${box.dataset.scanner}`;
    this.queue = [];
    this.sound = this.soundSwitch();
    this.line.addEventListener("keydown", (event) => this.key(event));
    this.line.addEventListener("paste", (event) => this.paste(event));
    this.form.addEventListener("submit", (event) => this.submit(event));
    addEventListener("online", () => this.send());
    camera(box, (code) => this.take([code]));
    if (page.delivered !== undefined) this.forget();
    else this.recall();
  }

  soundSwitch() {
    const label = this.box.querySelector("[data-sound]");
    const sound = label.querySelector("input");
    label.hidden = false;
    sound.checked = read(`${PREFIX}sound`) !== "off";
    sound.addEventListener("change", () => write(`${PREFIX}sound`, sound.checked ? "on" : "off"));
    return sound;
  }

  key(event) {
    if (separated(event, this.line)) return;
    if (event.key !== "Enter" && !(event.key === "Tab" && this.line.value && !event.shiftKey)) return;
    event.preventDefault(); // a scan never finishes the list
    this.take(this.typed());
  }

  typed() {
    const codes = split(this.line.value);
    this.line.value = "";
    return codes;
  }

  paste(event) {
    const codes = split(event.clipboardData?.getData("text") ?? "");
    if (codes.length < 2) return;
    event.preventDefault();
    this.take(codes);
  }

  // The last button sends the form as it is, with what still waits. The others
  // change the list.
  submit(event) {
    const { name, value } = event.submitter ?? {};
    const field = this.form.elements.paste;
    if (value === "finish" && name === "act") {
      field.value = [...this.queue, ...split(field.value)].join("\n");
      if (this.box.dataset.scanner === "serah") this.forget();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (name === "drop") return void this.send(value);
    const codes = [...this.typed(), ...split(field.value)];
    field.value = "";
    this.take(codes);
  }

  take(codes) {
    this.queue.push(...codes);
    this.remember();
    this.send();
  }

  async send(drop = "") {
    if (this.sending || (!drop && this.queue.length === 0)) return;
    this.sending = true;
    const batch = this.queue.slice();
    const data = new URLSearchParams(new FormData(this.form));
    data.set("scan", "");
    data.set("paste", batch.join("\n"));
    if (drop) data.set("drop", drop);
    try {
      const answer = await fetch(this.form.action, { method: "POST", body: data, headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!answer.ok || !page.getElementById("scan-live")) throw new Error("no list");
      this.queue.splice(0, batch.length);
      this.show(page, data);
      this.wait(this.box.dataset.waiting);
    } catch {
      this.wait(this.box.dataset.offline);
      setTimeout(() => this.send(), RETRY);
      this.sending = false;
      return;
    }
    this.sending = false;
    this.send();
  }

  show(page, sent) {
    const here = this.live.contains(document.activeElement) || document.activeElement === document.body;
    const fresh = page.getElementById("scan-live");
    const heard = this.live.querySelector(".scan-heard");
    const said = fresh.querySelector(".scan-heard");
    heard.replaceChildren(...said.childNodes); // the element stays, so that it is read out
    said.remove();
    while (heard.nextSibling) heard.nextSibling.remove();
    heard.after(...fresh.childNodes);
    for (const name of FILLED) this.fill(name, page, sent);
    this.remember();
    if (here) this.line.focus();
    if (said.dataset.heard && this.sound.checked) beep(said.dataset.heard);
  }

  // fill sets a field that a scan has filled, unless somebody is changing it.
  fill(name, page, sent) {
    const mine = this.form.elements[name];
    const theirs = page.querySelector(`main form [name="${name}"]`);
    if (!mine || !theirs || theirs.value === mine.value || mine.value !== (sent.get(name) ?? "")) return;
    mine.value = theirs.value;
    mine.dispatchEvent(new Event("input", { bubbles: true }));
  }

  wait(words) {
    this.pending.hidden = this.queue.length === 0;
    this.pending.textContent = words.replace("{n}", String(this.queue.length));
  }

  codes() {
    return [...this.live.querySelectorAll("[name=codes]")].map((input) => input.value);
  }

  remember() {
    const all = [...this.codes(), ...this.queue];
    if (all.length > 0) write(this.store, JSON.stringify(all));
    else this.forget();
  }

  forget() {
    try {
      localStorage.removeItem(this.store);
    } catch {
      // Forbidden here: nothing is kept then.
    }
  }

  // recall brings back a list that was not finished when the page was left.
  recall() {
    let kept = [];
    try {
      kept = JSON.parse(read(this.store)) ?? [];
    } catch {
      // Not ours.
    }
    const shown = this.codes();
    const missing = Array.isArray(kept) ? kept.filter((code) => typeof code === "string" && !shown.includes(code)) : [];
    if (shown.length === 0 && missing.length > 0) this.take(missing);
  }
}

for (const box of document.querySelectorAll("[data-scanner]")) new ScanPage(box, document.body.dataset);

function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Full or forbidden: the page works as without it.
  }
}
