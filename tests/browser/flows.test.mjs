// The main job from end to end, each in the fewest steps: an innovation is
// logged, reviewed and published; a model hangs on it; units come in; a person
// asks; a unit is reserved and handed over; everybody sees it.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { empty } from "./programs.mjs";
import { start, Visitor, where } from "./chromium.mjs";
import * as chain from "./chain.mjs";
import { Hands, signIn } from "./hands.mjs";
import { png } from "./picture.mjs";
import { t } from "./words.mjs";

const title = "Kursi roda elektrik";
const people = chain.cast();
const live = 1000; // milliseconds from the hand-over to the wall

let program, browser, ska, reviewer, reviewer2, warehouse, social, guest;
let slug, device, asked, minutes;

before(async () => {
  [program, browser] = await Promise.all([empty(Object.values(people)), start()]);
  const arrive = () => Visitor.arrive(browser, program.url);
  guest = await arrive();
  [ska, reviewer, reviewer2, warehouse, social] = [
    await signIn(await arrive(), people.ska),
    await signIn(await arrive(), people.reviewer),
    await signIn(await arrive(), people.reviewer2),
    await signIn(await arrive(), people.warehouse),
    await signIn(await arrive(), people.social),
  ];
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

// The parts are one story: they share what was made, and run in order.
test("the SKA logs an innovation in six steps and submits it", async () => {
  assert.equal(where(ska.page), "/beranda-saya", "where the SKA begins");
  slug = await chain.draft(ska, title, png("kursi.png"));
  ska.spent(6, "a draft");
  await guest.go(`/inovasi/${slug}`, 404);
  guest.quiet(/404/);
  const missing = await chain.complete(ska, slug);
  ska.spent(missing + 12, "the missing fields, and saving each of eight parts and four of the design");
  await chain.submit(ska, slug);
  ska.spent(2, "handing in");
});

test("reviewers of two other centres publish it in five steps each", async () => {
  await reviewer.visitor.go("/telaah");
  await chain.approve(reviewer, title);
  reviewer.spent(5, "a review");
  await guest.go(`/inovasi/${slug}`, 404);
  guest.quiet(/404/);
  await reviewer2.visitor.go("/telaah");
  await chain.approve(reviewer2, title);
  reviewer2.spent(5, "the second review");
  await guest.go(`/inovasi/${slug}`);
  assert.equal(await guest.page.locator("h1").textContent(), title);
});

test("a model hangs on it", async () => {
  device = await chain.model(warehouse, "Kursi roda elektrik tipe 1", slug);
  await guest.go(`/inovasi/${slug}`);
  assert.ok(await guest.page.locator(`main a[href="${device}"]`).isVisible(), "the innovation leads to its model");
});

test("the warehouse receives ten units, a scan each", async () => {
  warehouse.steps = 0;
  await warehouse.visitor.go(device);
  const codes = chain.serials(10, "KRE-26");
  await chain.receive(warehouse, codes);
  warehouse.spent(10 + 4, "ten units from a new source"); // scans; open, source, fund, done
  const text = await warehouse.page.locator("main").textContent();
  for (const code of codes) assert.ok(text.includes(code), `${code} came in`);
});

test("a code that is scanned twice is said and counted once, whatever ends it and however fast", async () => {
  await warehouse.visitor.go(`/gudang/terima?model=${device.split("/").at(-1)}`);
  const count = warehouse.page.locator(".scan-count");
  await warehouse.page.locator("[data-scan] input[type=text]").focus();
  await warehouse.scan("A-1", "Enter");
  await warehouse.scan("A-2", "Tab");
  await warehouse.page.keyboard.type("A-3\r", { delay: 5 });
  await warehouse.page.keyboard.type("A-4\n", { delay: 50 });
  await warehouse.scan("A-2");
  assert.equal(await count.textContent(), "4");
  assert.ok((await warehouse.page.locator(".scan-result").textContent()).includes(t("scan.duplicate")));
  await warehouse.page.getByRole("button", { name: t("scan.remove", { code: "A-4" }) }).click();
  assert.equal(await count.textContent(), "3");
  assert.ok(where(warehouse.page).startsWith("/gudang/terima"), "a scan never sends the form");
});

test("a serial number that is already here is refused and the others stay typed", async () => {
  await warehouse.visitor.go(`/gudang/terima?model=${device.split("/").at(-1)}`);
  await warehouse.pick("source", "production");
  await warehouse.type("fund", "APBN 2026");
  await warehouse.page.locator("[data-scan] input[type=text]").focus();
  await warehouse.scan("KRE-27-0001");
  await warehouse.scan("KRE-26-0001");
  assert.equal((await warehouse.press(t("receipt.post"))).status(), 422);
  assert.ok((await warehouse.page.getByRole("alert").textContent()).includes("KRE-26-0001"), "the error names the number");
  assert.equal(await warehouse.page.locator("[data-scan] li").count(), 2);
});

test("a social worker registers a person and files a request in five steps", async () => {
  await chain.register(social, { name: "Contoh Penerima", nik: "3372994101900001" });
  social.steps = 1; // opening the form
  asked = await chain.request(social, device.split("/").at(-1));
  social.spent(5, "a request");
  assert.ok(!(await social.page.content()).includes("3372994101900001"), "the NIK is not shown");
});

test("a unit is allocated in three steps", async () => {
  warehouse.steps = 1; // opening the request
  await chain.reserve(warehouse, asked);
  warehouse.spent(3, "an allocation");
  assert.ok(await warehouse.page.getByRole("link", { name: t("handover.begin") }).isVisible());
});

test("the hand-over takes five steps and the command room shows it within a second", async () => {
  await guest.go("/ruang-komando");
  await guest.page.locator("[data-live] .live-state:not(.broken)").first().waitFor();
  const before = await guest.page.locator("main").textContent();
  const changed = guest.page.waitForFunction((old) => document.querySelector("main").textContent !== old && performance.now(), before);
  warehouse.steps = 0;
  minutes = await chain.deliver(warehouse, asked);
  const done = Date.now();
  warehouse.spent(5, "a hand-over");
  await changed;
  assert.ok(Date.now() - done < live, `the room needed ${Date.now() - done} ms`);
});

test("the minutes are a PDF for those who hand over", async () => {
  assert.equal(where(warehouse.page), minutes, "the hand-over ends on its minutes");
  const href = await warehouse.page.getByRole("link", { name: t("handover.print") }).getAttribute("href");
  const answer = await warehouse.visitor.context.request.get(href);
  const body = await answer.body();
  assert.equal(answer.headers()["content-type"], "application/pdf");
  assert.equal(body.subarray(0, 4).toString(), "%PDF");
  assert.ok(body.length > 10_000 && body.length < 500_000, `${body.length} bytes`);
  assert.match((await guest.context.request.get(href)).url(), /\/masuk/, "a guest has to sign in");
});

test("everybody can check the minutes and sees no person there", async () => {
  await guest.go(minutes);
  const text = await guest.page.locator("main").textContent();
  const staff = await warehouse.page.locator("h1").textContent();
  assert.ok(text.includes(staff), "the number stands there");
  assert.match(text, /([0-9a-f]{8} ){7}[0-9a-f]{8}/, "and the hash");
  for (const secret of ["Contoh", "3372994101900001", "Jalan Contoh"]) assert.ok(!text.includes(secret), `${secret} is public`);
});

test("anybody finds the device in four steps and reads what is ready", async () => {
  const hands = new Hands(guest);
  hands.steps = 1; // opening the catalogue
  await guest.go("/katalog");
  await hands.type("q", "kursi elektrik");
  await hands.press(t("catalogue.search_button"));
  await hands.follow(title);
  hands.spent(4, "finding a device");
  const text = await guest.page.locator("main").textContent();
  assert.ok(text.includes(t("catalogue.band_available", { n: 1 })), "one centre has some ready");
});

test("no page complained on the way", () => {
  for (const one of [ska, reviewer, warehouse, social]) one.visitor.quiet(/422/);
  guest.quiet(/404/);
});
