// Every page in every state, as the gallery shows it.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { gallery } from "./programs.mjs";
import { start, Visitor, desk, magnified, telephone } from "./chromium.mjs";
import { accessible, fits, headed } from "./looks.mjs";

const AT_ONCE = 2; // as many as the smallest machine has cores

let program, browser, specimens;

before(async () => {
  [program, browser] = await Promise.all([gallery(), start()]);
  const index = await (await fetch(program.url)).text();
  specimens = [...index.matchAll(/data-specimen href="([^"]+)"/g)].map((m) => m[1]);
});

after(() => Promise.all([browser?.close(), program?.stop()]));

// The ways in which people look at a page.
const ways = [
  { name: "on a telephone", viewport: telephone, check: onPaper },
  { name: "on a desk", viewport: desk, check: onPaper },
  { name: "in the dark", viewport: desk, media: { colorScheme: "dark" }, check: (page) => accessible(page, ["color-contrast"]) },
  { name: "magnified to 200 % with forced colours", viewport: magnified, media: { forcedColors: "active" }, check: fits },
];

async function onPaper(page) {
  await fits(page);
  await headed(page);
  await accessible(page);
}

async function look(page, way) {
  await page.setViewportSize(way.viewport);
  await page.emulateMedia({ colorScheme: "light", forcedColors: "none", ...way.media });
  try {
    await way.check(page);
  } catch (error) {
    error.message = `${way.name}: ${error.message}`;
    throw error;
  }
}

// The gallery has no stream; a page that listens to one hears nothing.
function silence(route) {
  return route.fulfill({ contentType: "text/event-stream", body: "event: ping\ndata: 1\n\n" });
}

test("every page is accessible, in order and not too wide, whoever looks", { concurrency: AT_ONCE }, async (t) => {
  assert.ok(specimens.length > 40, `${specimens.length} specimens`);
  const queue = [...specimens];
  const worker = async () => {
    const visitor = await Visitor.arrive(browser, program.url);
    await visitor.context.route(/\/arus(\?|$)/, silence);
    for (let path = queue.shift(); path; path = queue.shift()) {
      await t.test(path, async () => {
        await visitor.go(path);
        for (const way of ways) await look(visitor.page, way);
        visitor.quiet(/tidak-ada/); // what the room looks like with its line cut
      });
    }
    await visitor.leave();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
});

test("the checks see what is wrong", async () => {
  const visitor = await Visitor.arrive(browser, program.url, { viewport: telephone });
  await visitor.page.setContent(`<html lang="id"><title>x</title><main><h1>a</h1><h3>b</h3><img src="data:,"><p style="width:900px;color:#bbb">wide</p></main>`);
  await assert.rejects(fits(visitor.page), /wider than the window/);
  await assert.rejects(headed(visitor.page), /left out/);
  await assert.rejects(accessible(visitor.page), /image-alt/);
  await assert.rejects(accessible(visitor.page, ["color-contrast"]), /contrast/);
  await visitor.page.evaluate(() => console.error("loud"));
  assert.throws(() => visitor.quiet(), /loud/);
  await visitor.leave();
});
