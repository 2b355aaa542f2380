// Whoever uses no mouse sees where they are, gets everywhere and out again, and
// does the work with keys alone.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { empty } from "./programs.mjs";
import { start, Visitor, where } from "./chromium.mjs";
import { cast, model, receive, register, serials } from "./chain.mjs";
import { Hands, signIn } from "./hands.mjs";
import { Keys } from "./keys.mjs";
import { t } from "./words.mjs";

const people = cast();
let program, browser, slug;

before(async () => {
  [program, browser] = await Promise.all([empty(Object.values(people)), start()]);
  const keeper = await entered(people.warehouse);
  slug = (await model(keeper, "Kursi roda papan ketik")).split("/").at(-1);
  await receive(keeper, serials(2, "KPK"));
  await keeper.visitor.leave();
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

async function entered(account) {
  return signIn(await Visitor.arrive(browser, program.url), account);
}

const guestPages = ["/", "/katalog", "/sentra", "/ruang-komando", "/masuk"];
const staffPages = {
  ska: ["/inovasi", "/inovasi/baru"],
  reviewer: ["/telaah"],
  warehouse: ["/gudang", "/gudang/terima", "/alat/baru", "/permohonan"],
  social: ["/penerima/baru", "/permohonan/baru"],
  head: ["/admin/pengguna", "/ruang-komando"],
};

for (const path of guestPages) {
  test(`every stop on ${path} is seen and none is a trap`, async () => {
    const visitor = await Visitor.arrive(browser, program.url);
    await visitor.go(path);
    await new Keys(visitor.page).walk();
    await visitor.leave();
  });
}

for (const [who, paths] of Object.entries(staffPages)) {
  test(`every stop of ${who} is seen and none is a trap`, async () => {
    const { visitor } = await entered(people[who]);
    for (const path of paths) {
      await visitor.go(path);
      await new Keys(visitor.page).walk();
    }
    await visitor.leave();
  });
}

test("the first stop skips to the content", async () => {
  const visitor = await Visitor.arrive(browser, program.url);
  const { page } = visitor;
  await visitor.go("/sentra");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: t("site.skip") });
  assert.ok(await skip.evaluate((e) => e === document.activeElement), "the first stop is the skip link");
  const box = await skip.boundingBox();
  assert.ok(box.x >= 0 && box.y >= 0 && box.height >= 24, `the skip link shows itself: ${JSON.stringify(box)}`);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)), "the next stop is in the content");
  await visitor.leave();
});

test("a menu opens, closes with Escape and gives the focus back", async () => {
  const { visitor } = await entered(people.head);
  const keys = new Keys(visitor.page);
  await keys.to("summary", people.head.name);
  await visitor.page.keyboard.press("Enter");
  await visitor.page.getByRole("button", { name: t("site.sign_out") }).filter({ visible: true }).waitFor();
  await visitor.page.keyboard.press("Escape");
  assert.equal(await visitor.page.getByRole("button", { name: t("site.sign_out") }).filter({ visible: true }).count(), 0);
  assert.equal(await visitor.page.evaluate(() => document.activeElement.tagName), "SUMMARY");
  await visitor.leave();
});

test("sign-in, request, allocation and hand-over need no mouse", async () => {
  const social = await Visitor.arrive(browser, program.url);
  await signInWithKeys(social, people.social);
  await register(new Hands(social), { name: "Contoh Papan Ketik", nik: "3372994202950001" });
  const path = await requestWithKeys(social);
  const keeper = await Visitor.arrive(browser, program.url);
  await signInWithKeys(keeper, people.warehouse);
  await deliverWithKeys(keeper, path);
  await Promise.all([social.leave(), keeper.leave()]);
});

async function signInWithKeys(visitor, account) {
  const keys = new Keys(visitor.page);
  await visitor.go("/masuk");
  await keys.type("name", account.name);
  await keys.type("password", account.password);
  await Promise.all([visitor.page.waitForNavigation(), keys.press("Enter")]);
  assert.notEqual(where(visitor.page), "/masuk");
}

async function requestWithKeys({ page }) {
  const keys = new Keys(page);
  await keys.select("model", "Kursi roda papan ketik");
  await keys.type("reason", "Ditulis tanpa tetikus.");
  await keys.choose("risk", "2");
  await keys.enter("button", t("request.send"));
  assert.match(where(page), /^\/permohonan\/\d+-/);
  return where(page);
}

async function deliverWithKeys({ page }, path) {
  const keys = new Keys(page);
  await keys.enter("nav a", t("site.requests"));
  await keys.enter(`main a[href="${path}"]`);
  await keys.enter("main .cards button");
  await keys.enter("main a", t("handover.begin"));
  await keys.choose("identity_checked", "1");
  await keys.enter("main button", t("handover.finish"));
  assert.match(where(page), /^\/serah-terima\/\d+-/);
}
