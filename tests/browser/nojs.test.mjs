// The public pages, the sign-in and the draft of an innovation without scripts.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { demo } from "./programs.mjs";
import { start, telephone, Visitor, where } from "./chromium.mjs";
import { linksOf, shape } from "./crawl.mjs";
import { complete, draft, submit } from "./chain.mjs";
import { enterAs, Hands } from "./hands.mjs";
import { fits, headed } from "./looks.mjs";
import { png } from "./picture.mjs";
import { t } from "./words.mjs";

const MOST = 150; // pages of one crawl
const ALIKE = 6; // of the same path, with other values in the query
const javaScriptEnabled = false;

let program, browser;

before(async () => {
  [program, browser] = await Promise.all([demo(), start()]);
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

test("every public page answers, has one heading and leads on, in both languages", async (ctx) => {
  const visitor = await Visitor.arrive(browser, program.url, { javaScriptEnabled, viewport: telephone });
  const seen = new Set(["/", "/en", "/katalog", "/sentra", "/ruang-komando", "/masuk"]);
  const queue = [...seen];
  const wrong = [];
  let pages = 0;
  for (let path = queue.shift(); path && pages < MOST; path = queue.shift(), pages++) {
    const found = await visit(visitor, path).catch((error) => wrong.push(`${path}: ${error.message}`) && []);
    for (const next of found.filter((x) => !seen.has(x))) {
      seen.add(next);
      const like = [...seen].filter((x) => shape(x) === shape(next));
      if (like.length <= ALIKE) queue.push(next);
    }
  }
  ctx.diagnostic(`${pages} pages, ${queue.length} not visited`);
  assert.deepEqual(wrong, []);
  assert.ok(pages > 20, `only ${pages} pages are linked`);
  assert.ok([...seen].some((x) => x.startsWith("/en/")), "no page in English is linked");
  await visitor.leave();
});

// visit opens a page and returns where it leads; a file leads nowhere.
async function visit(visitor, path) {
  if (/\.(csv|json|jsonld|pdf|xml|atom|png|svg)\b|^\/(api|static)\//.test(path)) {
    assert.equal((await visitor.context.request.get(path)).status(), 200);
    return [];
  }
  await visitor.go(path);
  await headed(visitor.page);
  await fits(visitor.page);
  const lang = path.startsWith("/en") ? "en" : "id";
  assert.equal(await visitor.page.locator("html").getAttribute("lang"), lang);
  return linksOf(visitor.page);
}

test("the catalogue is searched and filtered by its address alone", async () => {
  const hands = new Hands(await Visitor.arrive(browser, program.url, { javaScriptEnabled }));
  const { page, visitor } = hands;
  await visitor.go("/katalog");
  await page.locator("main input[name=q]").fill("kursi roda");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  assert.match(where(page), /q=kursi(\+|%20)roda/);
  assert.ok((await page.locator("main a[href^='/inovasi/'], main a[href^='/alat/']").count()) > 0, "something is found");
  await visitor.go("/katalog?q=zzzzqqqq");
  assert.ok((await page.locator("main").textContent()).length > 100, "an empty result says what to do");
  await visitor.leave();
});

test("a refused form keeps what was typed", async () => {
  const hands = await entered("ska");
  await hands.visitor.go("/inovasi/baru");
  await hands.type("title", "ab");
  await hands.type("problem", "Terlalu pendek judulnya.");
  assert.equal((await hands.press(t("innovation.save_draft"))).status(), 422);
  assert.equal(await hands.page.locator("main [name=title]").inputValue(), "ab");
  assert.equal(await hands.page.locator("main [name=problem]").inputValue(), "Terlalu pendek judulnya.");
  assert.ok(await hands.page.getByRole("alert").isVisible());
  await hands.visitor.leave();
});

test("an innovation is drafted, completed and submitted", async () => {
  const hands = await entered("ska");
  await hands.visitor.go("/inovasi");
  const slug = await draft(hands, "Papan komunikasi tanpa skrip", png("papan.png"), "service");
  await complete(hands, slug);
  await submit(hands, slug);
  await hands.visitor.go(`/inovasi/${slug}`);
  assert.ok((await hands.page.locator("main").textContent()).includes(t("choice.state_submitted")));
  await hands.visitor.leave();
});

async function entered(role) {
  return enterAs(await Visitor.arrive(browser, program.url, { javaScriptEnabled }), role);
}
