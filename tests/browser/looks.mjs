// What is asked of every page: axe, no sideways scrolling, headings in order.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import assert from "node:assert/strict";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Fails with each violation that axe finds on the page. */
export async function accessible(page, only) {
  const runOnly = only ? { type: "rule", values: only } : { type: "tag", values: STANDARDS };
  await page.evaluate(axe);
  const found = await page.evaluate(async (options) => {
    const { violations } = await globalThis.axe.run(document, options);
    return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")} — ${n.any.concat(n.all, n.none)[0]?.message ?? v.help}`));
  }, { runOnly, resultTypes: ["violations"] });
  assert.deepEqual(found, [], "axe");
}

/** Fails when the page is wider than its window, naming what sticks out. */
export async function fits(page) {
  const wide = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const scrolls = (e) => e && e !== document.documentElement && (getComputedStyle(e).overflowX !== "visible" || scrolls(e.parentElement));
    return [...document.body.querySelectorAll("*")]
      .filter((e) => e.getBoundingClientRect().right > room + 1 && !scrolls(e.parentElement))
      .slice(0, 5)
      .map((e) => `${e.tagName.toLowerCase()}.${e.className} to ${Math.round(e.getBoundingClientRect().right)} of ${room}`)
      .concat("sideways scrolling");
  });
  assert.deepEqual(wide, [], "wider than the window");
}

/** Fails unless there is one h1 and no level is left out on the way down. */
export async function headed(page) {
  const levels = await page.evaluate(() => [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")]
    .filter((h) => h.checkVisibility())
    .map((h) => Number(h.tagName[1])));
  assert.equal(levels.filter((n) => n === 1).length, 1, `one h1 among ${levels}`);
  levels.forEach((n, i) => assert.ok(i === 0 || n <= levels[i - 1] + 1, `a level is left out: ${levels}`));
}
