// One Chromium for a test file; each visitor has a context of their own.
import { chromium } from "playwright-core";
import assert from "node:assert/strict";

/** What Chromium is started with. */
export const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/** Longest wait for a condition. */
export const PATIENCE = 15_000;

/** Starts Chromium with a fresh profile. */
export function start() {
  const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: FLAGS });
}

/** Widths and heights that every page must suit. */
export const telephone = { width: 360, height: 740 };
export const desk = { width: 1280, height: 800 };
export const magnified = { width: 640, height: 400 }; // 1280 × 800 at 200 %

/** Somebody with a browser: a page, and what went wrong on it. */
export class Visitor {
  static async arrive(browser, url, options = {}) {
    const context = await browser.newContext({ baseURL: url, viewport: desk, locale: "id-ID", timezoneId: "Asia/Jakarta", reducedMotion: "reduce", ...options });
    context.setDefaultTimeout(PATIENCE);
    const visitor = new Visitor(context, url);
    await visitor.newPage();
    return visitor;
  }

  constructor(context, url) {
    Object.assign(this, { context, url, complaints: [] });
  }

  /** Opens a tab and notes what goes wrong in it. */
  async newPage() {
    const page = await this.context.newPage();
    const note = (text) => this.complaints.push(`${new URL(page.url()).pathname}: ${text}`);
    page.on("console", (m) => m.type() === "error" && note(`${m.text()} ${m.location()?.url ?? ""}`));
    page.on("pageerror", (error) => note(String(error)));
    page.on("request", (r) => {
      const { protocol, origin } = new URL(r.url());
      if (protocol.startsWith("http") && origin !== this.url) note(`asked ${origin}`);
    });
    this.page = page;
  }

  /** The same visitor with a further tab. */
  async beside() {
    const other = new Visitor(this.context, this.url);
    await other.newPage();
    return other;
  }

  /** Goes to a path and expects a status. */
  async go(path, status = 200) {
    const answer = await this.page.goto(path);
    assert.equal(answer.status(), status, `status of ${path}`);
    return answer;
  }

  /** Fails when a page complained, apart from messages that match `expected`. */
  quiet(expected) {
    const loud = this.complaints.splice(0).filter((text) => !expected?.test(text));
    assert.deepEqual(loud, [], "errors in the console");
  }

  async leave() {
    await this.context.close();
  }
}

/** The path and query of the page at hand. */
export function where(page) {
  const { pathname, search } = new URL(page.url());
  return pathname + search;
}
