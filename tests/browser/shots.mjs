// Pictures of each role's main pages at both widths, from sample data, to look
// at: node tests/browser/shots.mjs OUTDIR [/path…]
// With paths, only those are taken, as a guest; role:/path takes one as a role.
// --print, --forced, --dark, --magnified and --nojs take them as whoever prints,
// needs more contrast or larger letters, or has no scripts sees them;
// --at=http://… takes them from a program that runs already.
// node tests/browser/shots.mjs docs/screenshot.png takes the picture of the README.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { demo } from "./programs.mjs";
import { start, Visitor, desk, magnified, telephone } from "./chromium.mjs";
import { linksOf } from "./crawl.mjs";
import { enterAs } from "./hands.mjs";

const tour = {
  guest: ["/", "/katalog", "/inovasi/*", "/alat/*", "/sentra", "/sentra/*", "/kebutuhan", "/ruang-komando", "/ruang-komando/tv", "/masuk", "/tentang", "/bantuan", "/aksesibilitas"],
  admin: ["/admin/pengguna", "/admin/audit", "/akun"],
  ministry: ["/ruang-komando", "/inovasi", "/rujukan"],
  head: ["/ruang-komando", "/permohonan"],
  ska: ["/inovasi", "/inovasi/baru", "/inovasi/*"],
  reviewer: ["/telaah", "/inovasi/*/telaah"],
  warehouse: ["/gudang", "/gudang/terima", "/gudang/penerimaan", "/gudang/unit", "/alokasi", "/alat/baru"],
  social_worker: ["/permohonan", "/permohonan/baru", "/permohonan/*", "/penerima", "/penerima/*", "/penerima/baru", "/tindak-lanjut", "/tindak-lanjut/*", "/serah-terima", "/serah-terima/*", "/rujukan"],
  auditor: ["/admin/audit"],
};

const paper = { width: 794, height: 1123 }; // A4 at 96 dots an inch
const sheets = {
  "--print": { widths: [paper], media: { media: "print" } },
  "--forced": { media: { forcedColors: "active" } },
  "--dark": { media: { colorScheme: "dark" } },
  "--magnified": { widths: [magnified] },
  "--nojs": { options: { javaScriptEnabled: false } },
};

const words = process.argv.slice(2);
const way = words.find((x) => x in sheets);
const { widths = [telephone, desk], media = {}, options = {} } = sheets[way] ?? {};
const running = words.find((x) => x.startsWith("--at="))?.slice(5);
const [out, ...wanted] = words.filter((x) => !x.startsWith("--"));
if (!out) {
  console.error("usage: node tests/browser/shots.mjs [--print|--forced|--dark|--magnified|--nojs] [--at=URL] OUTDIR [path…]");
  process.exit(2);
}
const readme = out.endsWith(".png");
if (!readme) await mkdir(out, { recursive: true });
const [program, browser] = await Promise.all([running ? { url: running, stop() {} } : demo(), start()]);
try {
  if (readme) await command(out);
  else for (const [role, paths] of Object.entries(wanted.length ? chosen(wanted) : tour)) await take(role, paths);
} finally {
  await browser.close();
  await program.stop();
}

// command takes the command room on a big screen, drawn 1280 pixels wide.
async function command(file) {
  const visitor = await Visitor.arrive(browser, program.url, { viewport: { width: 1600, height: 1000 }, deviceScaleFactor: 0.8 });
  await visitor.go("/ruang-komando");
  await visitor.page.locator("[data-live] button").first().waitFor(); // the script has run
  await visitor.page.screenshot({ path: file });
}

function chosen(list) {
  const by = {};
  for (const entry of list) {
    const [role, at] = entry.startsWith("/") ? ["guest", entry] : entry.split(":");
    (by[role] ??= []).push(at);
  }
  return by;
}

async function take(role, paths) {
  const visitor = await Visitor.arrive(browser, program.url, { deviceScaleFactor: 1, ...options });
  if (role !== "guest") await enterAs(visitor, role);
  for (const wish of paths) {
    const at = wish.includes("*") ? await firstLike(visitor, wish) : wish;
    if (at) await shoot(visitor, role, at);
    else console.log(`${role}: nothing like ${wish}`);
  }
  await visitor.leave();
}

async function shoot(visitor, role, at) {
  await visitor.page.emulateMedia(media);
  for (const viewport of widths) {
    await visitor.page.setViewportSize(viewport);
    const answer = await visitor.page.goto(at);
    await visitor.page.evaluate(() => Promise.all([...document.images].map((i) => ((i.loading = "eager"), i.decode().catch(() => {})))));
    const name = `${role}${at.replace(/[^a-z0-9-]+/gi, "_").slice(0, 60)}-${viewport.width}${way ?? ""}.png`;
    await visitor.page.screenshot({ path: path.join(out, name), fullPage: !at.endsWith("/tv") });
    console.log(`${answer.status()} ${name}`);
  }
}

// firstLike finds a link that matches a path with a * on the page before it.
async function firstLike(visitor, wish) {
  const [before] = wish.split("/*");
  const list = { "/inovasi": wish.endsWith("/telaah") ? "/telaah" : "/katalog", "/alat": "/katalog?jenis=alat" }[before] ?? before;
  await visitor.page.goto(list);
  const like = new RegExp(`^${wish.replace("*", "(?!baru)[^/?]+")}$`);
  return (await linksOf(visitor.page, "main")).find((link) => like.test(link));
}
