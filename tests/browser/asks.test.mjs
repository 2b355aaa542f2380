// What people outside ask, from the catalogue to the waiting list and back, and
// what centres ask of each other: in the fewest steps, without scripts, by
// keyboard alone, on a telephone.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { demo } from "./programs.mjs";
import { start, telephone, Visitor, where } from "./chromium.mjs";
import { Hands, signIn } from "./hands.mjs";
import { fits, headed } from "./looks.mjs";
import { Keys } from "./keys.mjs";
import { t } from "./words.mjs";

const bare = { javaScriptEnabled: false, viewport: telephone };
const innovation = "/inovasi/kursi-roda-elektrik";

let program, browser, guest, social, number, pin;

before(async () => {
  [program, browser] = await Promise.all([demo(), start()]);
  guest = new Hands(await Visitor.arrive(browser, program.url, bare));
  social = await staff("peksos", bare);
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

// staff enters as one of the sample accounts.
async function staff(name, options = {}) {
  return signIn(await Visitor.arrive(browser, program.url, options), { name, password: "lumbung-contoh" });
}

const main = (hands) => hands.page.locator("main").textContent();

// receipt reads number and PIN off the page that gives them.
const receipt = (page) => page.locator(".secret").allTextContents();

async function track(hands) {
  await hands.visitor.go("/lacak");
  await hands.type("number", number);
  await hands.type("pin", pin);
  await hands.press(t("ask.follow_go"));
  return main(hands);
}

// The parts are one story: they share what was made, and run in order.
test("a family finds a device in four steps and asks for it in seven, without scripts at 360 px", async () => {
  const { page } = guest;
  await guest.visitor.go("/katalog");
  guest.steps = 1; // opening it
  await guest.type("q", "kursi roda elektrik");
  guest.steps++;
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  await guest.lead(page.locator('main .cards a[href^="/alat/"]').first());
  guest.spent(4, "finding a device");
  await guest.follow(t("ask.link"));
  await headed(page);
  await fits(page);
  await guest.press(t("ask.send"));
  const wrong = await page.getByRole("alert").textContent();
  for (const key of ["ask.contact_needed", "ask.consent_needed"]) assert.ok(wrong.includes(t(key)), `${key} is said`);
  guest.steps = 1; // the link
  await guest.pick("for_whom", "family");
  await guest.type("name", "Contoh Melati Tujuh");
  await guest.type("phone", "(0271) 000-007");
  await guest.type("place", "Kota Surakarta");
  await guest.page.locator('main [name="consent"]').check();
  guest.steps++;
  await guest.press(t("ask.send"));
  guest.spent(7, "asking for a device");
  [number, pin] = await receipt(page);
  assert.match(number, /^PMT-\d{4}-\d{5}-/);
  await fits(page);
  assert.ok((await main(guest)).includes("Surakarta"), "it says which centre answers, and why");
  await Promise.all([page.waitForNavigation(), page.reload()]).catch(() => {});
  assert.deepEqual(await receipt(page), [number, pin], "sent once more it is the same ask");
});

test("staff answer in three steps, and the person sees it", async () => {
  assert.ok((await track(guest)).includes(t("choice.track_waiting")));
  await fits(guest.page);
  await social.visitor.go("/permintaan");
  await social.follow(number);
  await fits(social.page);
  assert.ok(!(await social.page.content()).includes("Melati Tujuh"), "nobody is named before it is opened");
  social.steps = 1;
  await social.type("text", "Kapan kami boleh berkunjung?");
  await social.press(t("ask.answer_send"));
  social.spent(3, "an answer");
  assert.ok((await track(guest)).includes("Kapan kami boleh berkunjung?"));
  await guest.type("text", "Selasa pagi");
  await guest.press(t("ask.reply_send"));
  assert.ok((await main(guest)).includes("Selasa pagi"));
});

test("it becomes a request with nothing typed twice, and the person sees that", async () => {
  await social.visitor.go(`/permintaan/${number}`);
  await social.unfold(t("ask.take"));
  await social.press(t("ask.register"));
  assert.equal(await social.page.locator('main [name="guardian_name"]').inputValue(), "Contoh Melati Tujuh");
  await social.type("name", "Contoh Seruni Tujuh");
  await social.type("nik", "3372994101900077");
  await social.type("address", "Jalan Contoh 7");
  await social.type("guardian_relation", "Ibu");
  await social.pick("consent_by", "guardian");
  await social.pick("consent_mode", "lisan");
  await social.press(t("person.save"));
  assert.ok(where(social.page).startsWith(`/permintaan/${number}?beneficiary=`), await main(social));
  await social.type("reason", "Perlu berpindah sendiri di dalam rumah.");
  await social.press(t("ask.take_go"));
  assert.match(where(social.page), /^\/permohonan\//);
  assert.ok((await track(guest)).includes(t("choice.track_request_filed")));
});

test("on the waiting list the person writes, is answered and withdraws, by keyboard alone", async () => {
  const visitor = await Visitor.arrive(browser, program.url);
  const { page } = visitor;
  const keys = new Keys(page);
  await visitor.go("/lacak");
  await keys.type("number", number);
  await keys.type("pin", pin);
  await keys.enter("main button", t("ask.follow_go"));
  await keys.type("text", "Kami pindah rumah");
  await keys.enter("main button", t("ask.reply_send"));
  await social.visitor.go("/permintaan?state=written");
  await social.follow(number);
  await social.type("text", "Sudah kami catat");
  await social.press(t("ask.answer_send"));
  await visitor.go("/lacak");
  await keys.type("number", number);
  await keys.type("pin", pin);
  await keys.enter("main button", t("ask.follow_go"));
  assert.ok((await page.locator("main").textContent()).includes("Sudah kami catat"));
  await keys.walk();
  await page.evaluate(() => document.querySelector("main").focus());
  await keys.to("main summary", t("ask.withdraw"));
  await keys.press("Enter");
  await keys.enter("main button", t("ask.withdraw"));
  assert.ok((await page.locator("main").textContent()).includes(t("choice.track_withdrawn")));
  visitor.quiet();
  await visitor.leave();
});

test("the form is sent with cookies off, and by keyboard alone", async () => {
  const visitor = await Visitor.arrive(browser, program.url);
  const { page, context } = visitor;
  const keys = new Keys(page);
  await visitor.go("/alat/kursi-roda-elektrik-tipe-a/minta").catch(() => {});
  if (!(await page.locator('main [name="for_whom"]').count())) await visitor.go(await askPath());
  await context.clearCookies();
  await keys.choose("for_whom", "self");
  await keys.type("name", "Contoh Anggrek Tujuh");
  await keys.type("phone", "0800 0000 0077");
  await keys.type("place", "Kota Surakarta");
  await keys.to('main [name="consent"]');
  await keys.press("Space");
  await keys.enter("main button", t("ask.send"));
  assert.equal((await receipt(page)).length, 2, await page.locator("main").textContent());
  await visitor.leave();
});

// askPath is the form for some device that can be asked for.
async function askPath() {
  await guest.visitor.go("/katalog?q=kursi+roda+elektrik");
  return `${await guest.page.locator('main .cards a[href^="/alat/"]').first().getAttribute("href")}/minta`;
}

test("a search in vain becomes a need in three steps, and staff group it", async () => {
  await guest.visitor.go("/katalog?q=pembalikhalamanbraille");
  guest.steps = 0;
  await guest.lead(guest.page.locator('main a[href^="/kebutuhan/baru"]').first());
  await fits(guest.page);
  await guest.type("sentence", "Alat yang membalik halaman buku braille (contoh)");
  await guest.press(t("need.send"));
  guest.spent(3, "a need");
  const curator = await staff("kementerian", bare);
  await curator.visitor.go("/kebutuhan/telaah");
  await fits(curator.page);
  await curator.page.getByLabel(/membalik halaman buku braille/).first().check();
  await curator.page.locator('main [name="need"]').first().check(); // a new one
  await curator.type("title", "Pembalik halaman braille (contoh)");
  await curator.press(t("need.group_go"));
  assert.equal(await curator.page.getByRole("alert").count(), 0, await main(curator));
  await guest.visitor.go("/kebutuhan");
  assert.ok((await main(guest)).includes("Pembalik halaman braille (contoh)"), "everybody sees it");
});

test("a centre takes over an innovation in three steps; it is answered and runs", async () => {
  const taker = await staff("kepala-paramita", bare);
  const owner = await staff("ska", bare);
  await taker.visitor.go(innovation);
  taker.steps = 0;
  await taker.lead(taker.page.locator('main a[href$="/replikasi/minta"]').first());
  await taker.pick("form", "full");
  await taker.press(t("replication.ask"));
  taker.spent(3, "asking for a replication");
  const path = where(taker.page);
  assert.match(path, /^\/replikasi\/[^/]+$/);
  await owner.visitor.go(path);
  await fits(owner.page);
  await owner.type("contact", "Bengkel SKA, telepon kantor 0271-000000 (contoh)");
  assert.equal((await owner.press(t("replication.accept"))).status(), 200, await main(owner));
  assert.ok((await main(owner)).includes(t("state.replication_accepted")), await main(owner));
  for (const state of ["planning", "trial", "running"]) {
    await taker.visitor.go(path);
    assert.ok((await main(taker)).includes(t(`step.replication_${state}`)), await main(taker));
    await taker.press(t(`step.replication_${state}`));
  }
  assert.ok((await main(taker)).includes(t("state.replication_running")));
  await guest.visitor.go(`${innovation}/replikasi`);
  assert.ok((await main(guest)).includes("Paramita"), "everybody sees who has taken it over");
});

test("a question is answered, published and read by everybody", async () => {
  const question = "Apakah kursinya dapat dilipat untuk naik angkot? (contoh)";
  await guest.visitor.go(`${innovation}/tanya`);
  await fits(guest.page);
  guest.steps = 1;
  await guest.type("text", question);
  await guest.press(t("question.send"));
  guest.spent(3, "a question");
  const keeper = await staff("ska", bare);
  await keeper.visitor.go("/pertanyaan");
  await keeper.lead(keeper.page.locator('main a[href^="/pertanyaan/"]').last());
  await keeper.page.locator('main [name="publish"]').check();
  await keeper.type("answer", "Dapat, sandarannya dilipat ke depan (contoh).");
  const text = keeper.page.locator('main textarea[name="text"]');
  if ((await text.count()) && !(await text.inputValue())) await text.fill(question);
  await keeper.press(t("question.answer_send"));
  await guest.visitor.go(`${innovation}/tanya-jawab`);
  const shown = await main(guest);
  assert.ok(shown.includes(question) && shown.includes("sandarannya dilipat"), shown);
});
