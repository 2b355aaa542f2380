// What a list page weighs on its way to a telephone, with every picture on it.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { demo } from "./programs.mjs";
import { desk, start, telephone, Visitor } from "./chromium.mjs";

const KB = 1000;
const BARS = { document: 30 * KB, stylesheet: 20 * KB, all: 120 * KB };

let program, browser;

before(async () => {
  [program, browser] = await Promise.all([demo(), start()]);
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

// weigh opens a page, scrolls to its end so that every lazy picture loads, and
// returns the bytes that came over the wire by the kind of what they are.
async function weigh(path, options) {
  const visitor = await Visitor.arrive(browser, program.url, options);
  const finished = [];
  visitor.page.on("requestfinished", (request) => finished.push(request));
  await visitor.go(path);
  const height = await visitor.page.evaluate(() => document.documentElement.scrollHeight);
  for (let y = 0; y < height; y += 500) {
    await visitor.page.mouse.wheel(0, 500);
    await visitor.page.waitForTimeout(30);
  }
  await visitor.page.waitForLoadState("networkidle");
  const cards = await visitor.page.locator(".cards > li").count();
  const pictures = await visitor.page.locator(".cards img").evaluateAll((list) => list.filter((x) => x.complete && x.naturalWidth > 0).length);
  const bytes = { all: 0 };
  const formats = {};
  for (const request of finished) {
    const { responseBodySize, responseHeadersSize } = await request.sizes();
    const kind = request.resourceType();
    bytes[kind] = (bytes[kind] ?? 0) + responseBodySize + responseHeadersSize;
    bytes.all += responseBodySize + responseHeadersSize;
    if (kind === "image") {
      const format = (await request.response())?.headers()["content-type"];
      formats[format] = (formats[format] ?? 0) + 1;
    }
  }
  await visitor.leave();
  return { bytes, cards, pictures, formats };
}

for (const [name, options] of [
  ["on a telephone", { viewport: telephone }],
  ["on a telephone with a fine screen", { viewport: telephone, deviceScaleFactor: 2 }],
  ["at a desk", { viewport: desk }],
]) {
  test(`a page of the catalogue keeps to its weight ${name}`, async (ctx) => {
    const { bytes, cards, pictures, formats } = await weigh("/katalog", options);
    ctx.diagnostic(JSON.stringify({ bytes, cards, pictures, formats }));
    assert.ok(cards >= 20 && pictures >= 10, `${cards} cards with ${pictures} pictures are no full page`);
    for (const [kind, most] of Object.entries(BARS)) {
      assert.ok(bytes[kind] <= most, `${kind}: ${bytes[kind]} bytes, the bar is ${most}`);
    }
    assert.equal(formats["image/jpeg"], undefined, "a browser that knows WebP was given JPEG");
  });
}
