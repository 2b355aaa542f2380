// Keeps the parts of a page fresh from a stream of server-sent events. The server
// sends
//   event: patch   data: HTML whose top elements have ids; each takes the place
//                  of the element with the same id
//   event: asof    data: time of the data as people write it, e.g. 10:42 WIB
//   event: ping    data: anything, at least every 20 seconds
// When nothing comes for SILENCE the page says since when it is cut off; it never
// goes stale in silence. The browser reconnects by itself, with Last-Event-ID.
import { icon } from "./icon.js";

const SILENCE = 45_000;
const RETRY = 10_000;

export function liveRegions(root) {
  for (const box of root.querySelectorAll("[data-live]")) new Live(box);
}

class Live {
  constructor(box) {
    this.box = box;
    this.words = box.dataset;
    this.state = box.querySelector(".live-state");
    this.text = box.querySelector("[data-live-text]");
    this.state.setAttribute("role", "status");
    this.asOf = this.text.textContent; // as the server wrote it
    this.addPause();
    this.connect();
    setInterval(() => this.watch(), 1000);
  }

  addPause() {
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "button";
    this.button.textContent = this.words.livePause;
    this.button.addEventListener("click", () => this.toggle());
    this.box.querySelector(".live-bar").append(this.button);
  }

  connect() {
    this.heard = Date.now();
    this.stream = new EventSource(this.words.live);
    this.stream.addEventListener("open", () => this.alive());
    this.stream.addEventListener("ping", () => this.alive());
    this.stream.addEventListener("patch", (event) => {
      this.alive();
      this.patch(event.data);
    });
    this.stream.addEventListener("asof", (event) => {
      this.asOf = this.words.liveOn.replace("{time}", event.data);
      this.alive();
    });
    this.stream.addEventListener("error", () => this.lost());
  }

  // alive notes that the stream has spoken.
  alive() {
    this.heard = Date.now();
    this.since = undefined;
    this.show("good", "", this.asOf);
  }

  lost() {
    if (this.paused) return;
    this.since ??= new Date(this.heard);
    // In WIB, as the page writes its times, wherever the reader is.
    const clock = this.since.toLocaleTimeString("en-GB", { timeZone: "Asia/Jakarta", hour: "2-digit", minute: "2-digit" }) + " WIB";
    this.show("bad", "broken", this.words.liveBroken.replace("{time}", clock));
    if (this.stream.readyState === EventSource.CLOSED && !this.retry) {
      // The browser gave up, as it does after an answer that is no stream.
      this.retry = setTimeout(() => {
        this.retry = undefined;
        if (!this.paused) this.reconnect();
      }, RETRY);
    }
  }

  reconnect() {
    const { heard } = this;
    this.stream.close();
    this.connect();
    this.heard = heard;
  }

  watch() {
    if (this.paused || Date.now() - this.heard < SILENCE) return;
    const first = !this.since;
    this.lost();
    if (first) this.reconnect();
  }

  toggle() {
    this.paused = !this.paused;
    this.button.textContent = this.paused ? this.words.liveResume : this.words.livePause;
    this.stream.close();
    if (this.paused) this.show("warn", "paused", `${this.words.livePaused}. ${this.asOf}`);
    else this.connect();
  }

  show(sign, className, text) {
    if (this.text.textContent === text) return;
    this.text.textContent = text;
    this.state.className = `live-state ${className}`;
    this.state.querySelector("svg").replaceWith(icon(sign));
  }

  patch(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    for (const element of [...fresh.body.children]) {
      const old = element.id && document.getElementById(element.id);
      if (!old || old.outerHTML === element.outerHTML) continue;
      const focused = old.contains(document.activeElement) ? document.activeElement : null;
      for (const part of old.querySelectorAll("details[open][id]")) element.querySelector(`#${CSS.escape(part.id)}`)?.setAttribute("open", "");
      old.replaceWith(document.adoptNode(element));
      element.classList.add("changed");
      if (focused) this.refocus(element, focused);
    }
  }

  // refocus gives the focus back to what stands where the focused element stood.
  refocus(element, focused) {
    const href = focused.getAttribute("href");
    const twin = focused.id ? document.getElementById(focused.id) : href && element.querySelector(`[href="${CSS.escape(href)}"]`);
    if (twin) twin.focus({ preventScroll: true });
    else {
      element.tabIndex = -1;
      element.focus({ preventScroll: true });
    }
  }
}
