// Impatient fingers, two tabs, sessions that end, lines that break, wrong files.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { empty } from "./programs.mjs";
import { start, Visitor, where } from "./chromium.mjs";
import { Hands, signIn } from "./hands.mjs";
import { cast, model, register } from "./chain.mjs";
import { png } from "./picture.mjs";
import { pattern, t } from "./words.mjs";

const people = cast();
let program, browser, slug;

before(async () => {
  [program, browser] = await Promise.all([empty(Object.values(people)), start()]);
  const keeper = await entered(people.warehouse);
  slug = (await model(keeper, "Kursi roda uji")).split("/").at(-1);
  await keeper.visitor.leave();
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

async function entered(account, options) {
  return signIn(await Visitor.arrive(browser, program.url, options), account);
}

// sessionEnds makes the server forget who the visitor is, as time does.
async function sessionEnds(visitor) {
  const [session] = (await visitor.context.cookies()).filter((c) => c.name.endsWith("lumbung"));
  await visitor.context.addCookies([{ ...session, value: "lewat" }]);
}

async function summaryLeadsToFields(page, names) {
  const summary = page.getByRole("alert");
  assert.ok(await summary.evaluate((e) => e === document.activeElement), "the summary of errors has the focus");
  assert.match(await page.title(), new RegExp(`^${t("form.title_error", { title: "" })}`));
  for (const name of names) {
    await summary.locator(`a[href="#f-${name}"], a[href^="#f-${name}-"]`).first().click();
    assert.equal(await page.evaluate(() => document.activeElement.name), name, `the link of ${name} leads to its field`);
    assert.equal(await page.evaluate(() => document.activeElement.closest(".wrong") !== null), true, `${name} is marked`);
  }
}

for (const javaScriptEnabled of [true, false]) {
  test(`a double click is one request, ${javaScriptEnabled ? "with" : "without"} scripts`, async () => {
    const hands = await entered(people.social, { javaScriptEnabled });
    const { page } = hands;
    await register(hands, { name: "Contoh Ganda", nik: javaScriptEnabled ? "3372994101900001" : "3372994101900002" });
    await hands.pick("model", slug);
    await hands.type("reason", "Dua kali ketuk.");
    const posts = [];
    page.on("request", (r) => r.method() === "POST" && posts.push(r.url()));
    await page.getByRole("button", { name: t("request.send") }).dblclick({ noWaitAfter: true });
    await page.waitForURL(/\/permohonan\/\d+-/);
    const mine = where(page);
    if (javaScriptEnabled) assert.equal(posts.length, 1, "sent once");
    await hands.visitor.go(mine.replace(/(\d+)-/, (_, n) => `${Number(n) + 1}-`), 404);
    await hands.visitor.leave();
  });
}

test("a stale form shows both versions and loses neither", async () => {
  const hands = await entered(people.warehouse);
  const { visitor } = hands;
  await visitor.go(`/alat/${slug}/sunting`);
  const second = new Hands(await visitor.beside());
  await second.visitor.go(`/alat/${slug}/sunting`);
  await hands.type("summary", "Ringkasan dari tab pertama.");
  await hands.press(t("model.save"));
  await second.type("summary", "Ringkasan dari tab kedua.");
  assert.equal((await second.press(t("model.save"))).status(), 409);
  const main = second.page.locator("main");
  for (const text of ["Ringkasan dari tab pertama.", "Ringkasan dari tab kedua.", t("stale.title")]) {
    assert.ok((await main.textContent()).includes(text), `${text} is shown`);
  }
  await second.press(t("stale.use_mine"));
  assert.ok((await main.textContent()).includes("Ringkasan dari tab kedua."), "what was chosen is saved");
  await visitor.leave();
});

test("what was typed survives the end of the session and is sent after the sign-in", async () => {
  const hands = await entered(people.warehouse);
  const { visitor, page } = hands;
  await visitor.go("/alat/baru");
  await hands.type("name", "Tongkat uji sesi");
  await hands.pick("tracking", "serialised");
  await hands.type("summary", "Ditulis sebelum sesi berakhir.");
  await sessionEnds(visitor);
  await hands.press(t("model.save"));
  assert.ok(await page.getByText(t("session.over_text")).isVisible());
  await page.locator("main input[name=name]:not([type=hidden])").fill(people.warehouse.name);
  await page.locator("main input[type=password]").fill("salah sama sekali");
  await hands.press(t("session.enter"));
  await page.locator("main input[type=password]").fill(people.warehouse.password);
  await hands.press(t("session.enter"));
  assert.ok((await page.locator("main").textContent()).includes("Tongkat uji sesi"), "what will be sent is shown");
  await hands.press(t("session.resume_send"));
  assert.equal(where(page), "/alat/tongkat-uji-sesi");
  assert.ok((await page.locator("main").textContent()).includes("Ditulis sebelum sesi berakhir."));
  await visitor.leave();
});

test("a draft waits in the tab for whoever typed it, and for nobody else", async () => {
  const hands = await entered(people.warehouse);
  const { visitor, page } = hands;
  await visitor.go("/alat/baru");
  await hands.type("name", "Belum selesai ditulis");
  await page.waitForFunction(() => Object.values(sessionStorage).join().includes("Belum selesai"));
  await page.evaluate(() => document.querySelector("form[action='/keluar']").submit());
  await page.waitForURL((url) => url.pathname === "/");
  await signIn(visitor, people.head);
  await visitor.go("/alat/baru");
  assert.equal(await page.locator("main [name=name]").inputValue(), "", "another's draft is not shown");
  await signIn(visitor, people.warehouse);
  await visitor.go("/alat/baru");
  assert.equal(await page.locator("main [name=name]").inputValue(), "Belum selesai ditulis");
  assert.ok(await page.getByText(t("form.draft_restored")).isVisible());
  await visitor.leave();
});

test("missing and over-long fields are named beside them and in a summary that leads there", async () => {
  const hands = await entered(people.warehouse);
  const { visitor, page } = hands;
  await visitor.go("/alat/baru");
  await hands.type("iso", "99 99 99");
  await page.locator("main [name=summary]").evaluate((e) => {
    e.removeAttribute("maxlength");
    e.value = "a".repeat(2001);
  });
  assert.equal((await hands.press(t("model.save"))).status(), 422);
  await summaryLeadsToFields(page, ["name", "summary"]);
  assert.equal(await page.locator("main [name=iso]").inputValue(), "99 99 99", "what was typed is still there");
  assert.equal((await page.locator("main [name=summary]").inputValue()).length, 2001);
  await visitor.leave();
});

test("a text that calls itself a photo is refused beside the field and the rest is kept", async () => {
  const hands = await entered(people.ska);
  const { visitor, page } = hands;
  await visitor.go("/inovasi/baru");
  await hands.type("title", "Inovasi dengan berkas salah");
  await hands.type("problem", "Fotonya ternyata teks.");
  await hands.pick("kind", "assistive_device");
  await hands.attach("photo", { name: "foto.jpg", mimeType: "image/jpeg", buffer: Buffer.from("bukan foto") });
  assert.equal((await hands.press(t("innovation.save_draft"))).status(), 422);
  const box = page.locator(".wrong", { has: page.locator("[name=photo]") });
  assert.ok(await box.locator(".error").isVisible(), "the message stands beside the field");
  assert.equal(await page.locator("main [name=title]").inputValue(), "Inovasi dengan berkas salah");
  assert.ok(await page.locator("main [name=kind][value=assistive_device]").isChecked());
  await hands.attach("photo", png("foto.png"));
  assert.equal((await hands.press(t("innovation.save_draft"))).status(), 200);
  assert.notEqual(where(page), "/inovasi/baru");
  await visitor.leave();
});

test("a picture that is cut off in the middle is refused and changes nothing", async () => {
  const hands = await entered(people.ska);
  await hands.visitor.go("/inovasi/baru");
  await hands.type("title", "Inovasi dengan foto terpotong");
  await hands.type("problem", "Fotonya terpotong.");
  await hands.pick("kind", "service");
  const whole = png("foto.png");
  await hands.attach("photo", { ...whole, buffer: whole.buffer.subarray(0, 200) });
  assert.equal((await hands.press(t("innovation.save_draft"))).status(), 422);
  await hands.visitor.go("/inovasi");
  assert.equal(await hands.page.getByText("Inovasi dengan foto terpotong").count(), 0);
  await hands.visitor.leave();
});

test("a command room whose line breaks says since when, and comes back by itself", async () => {
  const visitor = await Visitor.arrive(browser, program.url);
  await visitor.go("/ruang-komando");
  const state = visitor.page.locator("[data-live] [data-live-text]").first();
  await state.filter({ hasText: pattern("live.as_of") }).waitFor();
  await program.halt();
  await state.filter({ hasText: pattern("live.broken") }).waitFor();
  await program.again();
  await state.filter({ hasText: pattern("live.as_of") }).waitFor();
  visitor.quiet(/ERR_|Failed to load/);
  await visitor.leave();
});
