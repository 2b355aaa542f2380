// The warehouse with a scanner in one hand: keys at every speed, every end of a
// code, duplicates, refusals, a paste, a camera, and no scripts at all.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { writeFile, rm, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";
import { empty } from "./programs.mjs";
import { FLAGS, start, telephone, Visitor, where } from "./chromium.mjs";
import * as chain from "./chain.mjs";
import { signIn } from "./hands.mjs";
import { accessible, fits, headed } from "./looks.mjs";
import { Keys } from "./keys.mjs";
import { t } from "./words.mjs";

const clerk = { name: "gudang", role: "warehouse", centre: "soeharso" };
const GTIN = "09506000134352";
const shots = process.env.SHOTS; // a folder for pictures to look at

let program, browser, hands;

before(async () => {
  [program, browser] = await Promise.all([empty([clerk]), start()]);
  hands = await signIn(await Visitor.arrive(browser, program.url), clerk);
  await chain.model(hands, "Kursi roda elektrik");
  await hands.visitor.go("/gudang/tempat");
  await hands.unfold(t("place.add_shelf"));
  await hands.type("code", "a1");
  await hands.type("name", "Rak A1");
  await hands.press(t("place.add_shelf"));
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

const count = (page) => page.locator(".scan-count");
const counted = (page, n) => page.waitForFunction((want) => document.querySelector(".scan-count")?.textContent === want, String(n));
const said = (page) => page.locator(".scan-heard").textContent();

async function opened(mode, more = "") {
  await hands.visitor.go("/gudang"); // where no list is being kept
  await hands.page.evaluate(() => (localStorage.clear(), sessionStorage.clear()));
  await hands.visitor.go(`/gudang/pindai?mode=${mode}${more}`);
  return hands.page;
}

test("ten units are received in ten scans and two steps, and the page stays", async () => {
  const page = await opened("terima", "&model=KURSI-RODA-ELEKTRIK&source=production&fund=APBN 2026");
  hands.steps = 1; // opening the page
  for (const code of chain.serials(10, "KRE-26")) await hands.scan(code);
  await counted(page, 10);
  await hands.press(t("choice.scan_finish_receive", { n: 10 }));
  hands.spent(10 + 2, "receiving ten units");
  assert.match(where(page), /^\/gudang\/pindai\?.*model=kursi-roda-elektrik/, "the page and its fields stay");
  assert.equal(await count(page).textContent(), "0");
  assert.equal(await page.evaluate(() => document.activeElement.name), "scan", "ready for the next");
  assert.ok(await page.getByRole("link", { name: t("scan.see_receipt") }).isVisible());
});

test("three units are moved in three scans and three steps", async () => {
  hands.steps = 1;
  const page = await opened("pindah");
  await hands.scan("soeharso-utama/a1");
  for (const code of chain.serials(3, "KRE-26")) await hands.scan(code);
  await counted(page, 3);
  await hands.press(t("choice.scan_finish_move", { n: 3 }));
  hands.spent(3 + 3, "moving three units");
  await hands.visitor.go("/gudang/tempat/isi?place=soeharso-utama/a1");
  assert.ok((await page.locator("main").textContent()).includes("KRE-26-0003"));
});

for (const delay of [5, 50, 200]) {
  for (const end of ["\r", "\n", "Tab"]) {
    test(`a scanner with ${delay} ms between keys that ends a code with ${JSON.stringify(end)}`, async () => {
      const page = await opened("terima");
      await page.locator("[data-scan-line]").focus();
      for (const code of ["A-1", "B-2", "A-1", "C-3"]) {
        await page.keyboard.type(code, { delay });
        if (end === "Tab") await page.keyboard.press("Tab");
        else await page.keyboard.type(end, { delay });
      }
      await counted(page, 3);
      assert.equal(where(page), "/gudang/pindai?mode=terima", "a scan never leaves the page");
      assert.equal(await page.locator("[data-scan-line]").inputValue(), "");
    });
  }
}

test("duplicate and refused are told apart by word, icon and place, and a line is taken off", async () => {
  const page = await opened("terima", "&model=KURSI-RODA-ELEKTRIK");
  await hands.scan("Z-1");
  await counted(page, 1);
  assert.ok((await said(page)).includes(t("state.scan_added")));
  const good = await page.locator(".scan-heard svg path").getAttribute("d");
  await hands.scan("Z-1");
  await page.locator(".scan-heard .tone-warn").waitFor();
  assert.ok((await said(page)).includes(t("state.scan_duplicate")));
  assert.notEqual(await page.locator(".scan-heard svg path").getAttribute("d"), good, "another icon");
  await hands.scan("KRE-26-0001");
  await page.locator(".scan-heard .tone-bad").waitFor();
  assert.match(await said(page), /KRE-26-0001 .*TRM-\d+-0001/, "who has it, by which document");
  assert.ok((await page.locator(".scan-blocked").textContent()).includes("KRE-26-0001"));
  await page.getByRole("button", { name: t("scan.remove", { code: "KRE-26-0001" }) }).click();
  await page.locator(".scan-blocked").waitFor({ state: "detached" });
  await page.getByRole("button", { name: t("scan.remove", { code: "Z-1" }) }).click();
  await counted(page, 0);
  assert.equal(await page.evaluate(() => document.activeElement.name), "scan", "the next scan goes on");
});

test("a paste of many, and the separator that a scanner presses as Ctrl+]", async () => {
  const page = await opened("terima");
  await page.locator("[data-scan-line]").focus();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "P-1\r\nP-2\tP-3\nP-1\n");
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await counted(page, 3);
  await page.keyboard.type(`]d201${GTIN}10L-1`);
  await page.keyboard.press("Control+]");
  await hands.scan("21S-9");
  await page.locator(".scan-heard .tone-bad").waitFor();
  assert.ok((await said(page)).includes(t("gtin.unknown", { gtin: GTIN })), "the code was read as GS1, separator and all");
});

test("nothing is lost on reload, and codes alone stay on the device", async () => {
  const page = await opened("terima");
  await page.locator("main [name=fund]").fill("Hibah rahasia");
  await page.locator("[data-scan-line]").focus();
  for (const code of ["R-1", "R-2"]) await hands.scan(code);
  await counted(page, 2);
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  assert.ok(kept.includes("R-2") && !kept.includes("rahasia"), kept);
  await page.waitForTimeout(400); // the draft is written when the keys rest
  await page.reload();
  await counted(page, 2);
  assert.equal(await page.locator("main [name=fund]").inputValue(), "Hibah rahasia");
});

test("codes wait while the line is cut, and go when it is back", async () => {
  const page = await opened("terima");
  await page.locator("[data-scan-line]").focus();
  await hands.visitor.context.setOffline(true);
  await hands.scan("O-1");
  await hands.scan("O-2");
  await page.getByText(t("scan.offline", { n: 2 })).waitFor();
  await hands.visitor.context.setOffline(false);
  await counted(page, 2);
  hands.visitor.quiet(/ERR_INTERNET_DISCONNECTED/);
});

test("the list is complete without scripts", async () => {
  const plain = await signIn(await Visitor.arrive(browser, program.url, { javaScriptEnabled: false, viewport: telephone }), clerk);
  const { page } = plain;
  await plain.visitor.go("/gudang/pindai?mode=pindah");
  for (const code of ["soeharso-utama", "KRE-26-0001", "KRE-26-0002", "KRE-26-0001"]) {
    await page.locator("[data-scan-line]").fill(code);
    await Promise.all([page.waitForNavigation(), page.locator("[data-scan-line]").press("Enter")]);
  }
  assert.equal(await count(page).textContent(), "2");
  assert.ok((await said(page)).includes(t("state.scan_duplicate")));
  await fits(page);
  await plain.press(t("choice.scan_finish_move", { n: 2 }));
  assert.ok((await page.locator("main").textContent()).includes(t("scan.done_move", { n: 2 })));
  plain.visitor.quiet();
  await plain.visitor.leave();
});

test("the keyboard alone reaches everything, and a telephone shows it all", async () => {
  const page = await opened("terima", "&model=KURSI-RODA-ELEKTRIK");
  await page.setViewportSize(telephone);
  for (const code of ["T-1", "T-2", "KRE-26-0001"]) await hands.scan(code);
  await page.locator(".scan-blocked").waitFor();
  await counted(page, 2);
  await fits(page);
  await headed(page);
  await accessible(page);
  if (shots) await page.screenshot({ path: path.join(shots, "scan-360.png"), fullPage: true });
  await new Keys(page).walk();
  if (shots) {
    for (const [name, at] of [["places", "/gudang/tempat"], ["shelf", "/gudang/tempat/isi?place=soeharso-utama/a1"], ["labels", "/gudang/label"], ["gudang", "/gudang"]]) {
      await hands.visitor.go(at);
      await page.screenshot({ path: path.join(shots, `${name}-360.png`), fullPage: true });
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
});

test("labels are printed ahead, and one box finds a unit by its serial number", async () => {
  await hands.visitor.go("/gudang/label");
  await hands.type("count", "2");
  await hands.press(t("label.make"));
  const { page } = hands;
  const href = await page.locator("main a[href^='/gudang/label?batch=']").first().getAttribute("href");
  const pdf = await hands.visitor.context.request.get(href);
  assert.equal(pdf.headers()["content-type"], "application/pdf");
  await hands.visitor.go("/gudang/cari?q=KRE-26-0005");
  const old = where(page);
  assert.match(old, /^\/u\/[0-9A-Z]{7}$/);
});

test("a camera reads the label of a shelf", async () => {
  const dir = await mkdtemp(path.join(tmpdir(), "lumbung-camera-"));
  const film = path.join(dir, "qr.y4m");
  await writeFile(film, await filmOfShelf(hands));
  const seeing = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: [...FLAGS, "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${film}`],
  });
  try {
    const eyes = await signIn(await Visitor.arrive(seeing, program.url), clerk);
    await eyes.visitor.go("/gudang/pindai?mode=cari");
    await eyes.page.getByRole("button", { name: t("scan.camera") }).click();
    await counted(eyes.page, 1);
    assert.ok((await eyes.page.locator("#scan-live").textContent()).includes("Rak A1"));
    eyes.visitor.quiet();
  } finally {
    await seeing.close();
    await rm(dir, { recursive: true });
  }
});

// filmOfShelf prints the label of the shelf and films its QR code: ten frames of
// 640 by 480 grey pixels, as the fake camera of Chromium reads them.
async function filmOfShelf({ visitor, page }) {
  const at = "/gudang/tempat/isi?place=soeharso-utama/a1";
  await visitor.go(at);
  const printed = await page.evaluate(async () => {
    const form = document.querySelector("main form[action='/gudang/label']");
    return (await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) })).headers.get("content-type");
  });
  assert.equal(printed, "application/pdf");
  await visitor.go(at);
  const grey = await page.evaluate(async () => {
    const picture = new Image();
    picture.src = `data:image/svg+xml;base64,${btoa(document.querySelector(".place-label svg").outerHTML)}`;
    await picture.decode();
    const canvas = new OffscreenCanvas(640, 480);
    const pen = canvas.getContext("2d");
    pen.imageSmoothingEnabled = false;
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, 640, 480);
    pen.drawImage(picture, 140, 60, 360, 360);
    return [...pen.getImageData(0, 0, 640, 480).data].filter((_, i) => i % 4 === 0);
  });
  const frame = Buffer.concat([Buffer.from("FRAME\n"), Buffer.from(grey), Buffer.alloc(640 * 480 / 2, 128)]);
  return Buffer.concat([Buffer.from("YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420jpeg\n"), ...Array.from({ length: 10 }, () => frame)]);
}

test("no page complained on the way", () => hands.visitor.quiet());
