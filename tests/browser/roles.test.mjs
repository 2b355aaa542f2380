// Each role of the sample data: one tap to get in, its own first page, and no
// link that leads where it may not go; on a telephone.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { demo } from "./programs.mjs";
import { start, telephone, Visitor, where } from "./chromium.mjs";
import { linksOf } from "./crawl.mjs";
import { enterAs } from "./hands.mjs";
import { fits, headed } from "./looks.mjs";

const landings = {
  admin: "/admin/pengguna",
  ministry: "/ruang-komando",
  head: "/beranda-saya",
  ska: "/beranda-saya",
  reviewer: "/beranda-saya",
  warehouse: "/beranda-saya",
  social_worker: "/beranda-saya",
  auditor: "/admin/audit",
  command_room: "/ruang-komando",
};

let program, browser;

before(async () => {
  [program, browser] = await Promise.all([demo(), start()]);
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

for (const [role, landing] of Object.entries(landings)) {
  test(`${role} gets in with one tap and no link leads astray`, async () => {
    const visitor = await Visitor.arrive(browser, program.url, { viewport: telephone });
    await enterAs(visitor, role);
    const { page } = visitor;
    assert.equal(where(page), landing);
    assert.deepEqual(await astray(visitor), []);
    visitor.quiet();
    await visitor.leave();
  });
}

// astray opens each part of the navigation, and asks for every link there.
async function astray(visitor) {
  const sections = new Set([where(visitor.page), ...(await linksOf(visitor.page, "header"))]);
  const asked = new Set();
  const wrong = [];
  for (const path of sections) {
    await visitor.go(path);
    await headed(visitor.page);
    await fits(visitor.page);
    for (const link of await linksOf(visitor.page)) {
      if (asked.has(link)) continue;
      asked.add(link);
      const answer = await visitor.context.request.get(link);
      if (!answer.ok()) wrong.push(`${path} → ${link}: ${answer.status()}`);
      if (new URL(answer.url()).pathname === "/masuk" && !link.startsWith("/masuk")) wrong.push(`${path} → ${link}: asks to sign in`);
    }
  }
  return wrong;
}
