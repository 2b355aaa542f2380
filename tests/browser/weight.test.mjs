// What a list page weighs on its way to a telephone, with every picture on it.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { demo, token } from "./programs.mjs";
import { desk, start, telephone, Visitor } from "./chromium.mjs";
import { crowd } from "./picture.mjs";

const KB = 1000;
const BARS = { document: 30 * KB, stylesheet: 20 * KB, all: 120 * KB };

let program, browser;

before(async () => {
  [program, browser] = await Promise.all([demo(), start()]);
  await fillPage();
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

const PAGE = 24; // entries of a page of the catalogue
const TITLES = ["Tas anyaman", "Kue kering jahe", "Rak buku susun", "Sabun cuci cair", "Kemeja batik ciprat", "Jasa las pagar"];
const PLACES = ["ruang pamer di sisi timur aula", "kedai kecil dekat gerbang", "bengkel nomor tiga", "lapak hari Minggu di alun-alun"];

// fillPage publishes a page of offerings, no two alike in text or picture, and
// each picture as hard to make small as any.
async function fillPage() {
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${await token(program, "ska")}` };
  const post = async (path, data) => {
    const answer = await fetch(`${program.url}/api/v1/offerings${path}`, { method: "POST", headers, body: JSON.stringify(data) });
    assert.ok(answer.ok, `${path}: ${answer.status} ${answer.ok || (await answer.text())}`);
    return answer.json();
  };
  for (let i = 1; i <= PAGE; i++) {
    const { slug, id } = await post("", {
      title: `${TITLES[i % TITLES.length]} uji timbang ${String.fromCharCode(64 + i)}${i * 37}`,
      kind: "product", line: "handicraft",
      text: `Dibuat oleh ${i + 3} penerima manfaat setiap ${i * 2} hari; sisa bahan ke-${i * 91} dipakai lagi.`,
      place: PLACES[i % PLACES.length], hours: `Senin sampai Jumat, 0${(i % 3) + 7}.00 sampai 1${i % 7}.30`, order: `Pesan di loket ${i}.`,
    });
    await post(`/${slug ?? id}/photos`, { photo: crowd("ramai.png", i).buffer.toString("base64"), alt: `Hasil karya nomor ${i} di atas meja kayu` });
    await post(`/${slug ?? id}/publish`, {});
  }
}

// weigh opens a page, scrolls to its end so that every lazy picture loads, and
// returns the bytes that came over the wire by the kind of what they are.
async function weigh(path, options) {
  const visitor = await Visitor.arrive(browser, program.url, options);
  const finished = [];
  visitor.page.on("requestfinished", (request) => finished.push(request));
  const answer = await visitor.go(path);
  const page = (await answer.body()).length;
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
  return { bytes, cards, pictures, formats, page };
}

// On each screen the same bytes come: a finer one is no reason to send more.
for (const [name, options] of [
  ["on a telephone", { viewport: telephone }],
  ["on a telephone with a fine screen", { viewport: telephone, deviceScaleFactor: 3 }],
  ["at a desk", { viewport: desk, deviceScaleFactor: 2 }],
]) {
  for (const [of, path, least] of [
    ["the catalogue", "/katalog", 10],
    ["twenty-four crowded pictures", "/katalog?q=uji+timbang", PAGE],
  ]) {
    test(`a page of ${of} keeps to its weight ${name}`, async (ctx) => {
      const { bytes, cards, pictures, formats, page } = await weigh(path, options);
      ctx.diagnostic(JSON.stringify({ bytes, cards, pictures, formats, page }));
      assert.ok(cards >= 20 && pictures >= least, `${cards} cards with ${pictures} pictures are no full page`);
      for (const [kind, most] of Object.entries(BARS)) {
        assert.ok(bytes[kind] <= most, `${kind}: ${bytes[kind]} bytes, the bar is ${most}`);
      }
      assert.ok(page <= BARS.document, `the page unpacked: ${page} bytes, the bar is ${BARS.document}`);
      assert.equal(formats["image/jpeg"], undefined, "a browser that knows WebP was given JPEG");
    });
  }
}
