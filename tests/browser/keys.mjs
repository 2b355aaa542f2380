// A keyboard: Tab, Enter, Space and letters, and what the focus shows.
import assert from "node:assert/strict";

const FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
const FAR = 150; // more stops than any page has

/** The keyboard of a page. */
export class Keys {
  constructor(page) {
    this.page = page;
  }

  press(key) {
    return this.page.keyboard.press(key);
  }

  /** Presses Tab until an element that matches, with the text or value, has the focus. */
  async to(selector, text = "") {
    for (let i = 0; i < FAR; i++) {
      await this.press("Tab");
      if (await this.page.evaluate(holds, [selector, text])) return;
    }
    assert.fail(`no stop at ${selector} ${text}`);
  }

  /** Goes to a field and types into it. */
  async type(name, value) {
    await this.to(`main [name="${name}"]`);
    await this.page.keyboard.type(value);
  }

  /** Goes to a checkbox or a group of radio buttons and chooses. */
  async choose(name, value) {
    await this.to(`main [name="${name}"]`);
    for (let i = 0; i < 20; i++) {
      const at = await this.page.evaluate(() => [document.activeElement.type, document.activeElement.value]);
      if (at[1] === value) break;
      await this.press(at[0] === "radio" ? "ArrowDown" : "Tab");
    }
    const chosen = this.page.locator(`main [name="${name}"][value="${value}"]`);
    if (!(await chosen.isChecked())) await this.press("Space");
    assert.ok(await chosen.isChecked(), `${name} = ${value}`);
  }

  /** Goes to a select and types the beginning of an option. */
  async select(name, text) {
    await this.to(`main select[name="${name}"]`);
    await this.page.keyboard.type(text);
    const chosen = await this.page.evaluate(() => document.activeElement.selectedOptions[0].textContent);
    assert.ok(chosen.startsWith(text), `${name} = ${chosen}`);
  }

  /** Goes to a link or button and follows it. */
  async enter(selector, text) {
    await this.to(selector, text);
    await Promise.all([this.page.waitForNavigation(), this.press("Enter")]);
  }

  /**
   * Walks from the top of the page to its end. Fails when a stop cannot be seen,
   * when something that takes the focus is no stop, and when there is no way out.
   */
  async walk() {
    await this.page.evaluate(fromTheTop);
    const all = await this.page.evaluate(markStops, FOCUSABLE);
    const seen = new Set();
    let last;
    for (let i = 0; i < FAR; i++) {
      await this.press("Tab");
      const stop = await this.page.evaluate(stopAtHand);
      if (stop.out || (stop.id !== last && seen.has(stop.id))) break; // around the page
      if (stop.id === last) continue; // a date has a stop for day, month and year
      last = stop.id;
      seen.add(stop.id);
      assert.ok(stop.ring, `${stop.what} shows no focus`);
      assert.ok(stop.inSight, `${stop.what} has the focus out of sight`);
    }
    const missed = all.filter((x) => !seen.has(x.id)).map((x) => x.what);
    assert.deepEqual(missed, [], "never reached with Tab, or caught before");
  }
}

function fromTheTop() {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  scrollTo(0, 0);
}

function holds([selector, text]) {
  const e = document.activeElement;
  return Boolean(e?.matches(selector)) && (e.textContent + (e.value ?? "")).includes(text);
}

// markStops numbers what ought to be a stop and remembers how it looks without
// the focus. Of a group of radio buttons one is a stop.
function markStops(focusable) {
  const groups = new Set();
  globalThis.looks = (e) => {
    const about = [e, ...e.querySelectorAll("rect"), e.closest(".card")].filter(Boolean);
    return about.map((x) => {
      const { outline, outlineStyle, outlineWidth, boxShadow, stroke, strokeWidth } = getComputedStyle(x);
      const ring = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
      return { all: [outline, boxShadow, stroke, strokeWidth].join(), ring: ring || boxShadow !== "none" || parseFloat(strokeWidth) >= 2 };
    });
  };
  return [...document.querySelectorAll(focusable)]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.tabIndex >= 0 && e.getClientRects().length > 0)
    .filter((e) => {
      if (e.type !== "radio") return true;
      const checked = e.form.querySelector(`[name="${CSS.escape(e.name)}"]:checked`);
      if (checked ? checked !== e : groups.has(e.name)) return false;
      return groups.add(e.name);
    })
    .map((e, i) => {
      e.dataset.stop = String(i);
      e.restingLooks = globalThis.looks(e);
      return { id: String(i), what: e.outerHTML.slice(0, 120) };
    });
}

function stopAtHand() {
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return { out: true };
  const box = e.getBoundingClientRect();
  return {
    id: e.dataset.stop ?? e.outerHTML,
    what: e.outerHTML.slice(0, 120),
    ring: globalThis.looks(e).some((now, i) => now.ring && now.all !== e.restingLooks?.[i].all),
    inSight: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}
