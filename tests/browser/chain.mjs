// The links of the chain as people make them in the browser. Each expects to be
// where its work begins and leaves its visitor on the page that tells the result.
import assert from "node:assert/strict";
import { where } from "./chromium.mjs";
import { t } from "./words.mjs";

/** The people of one centre, and reviewers of two others. */
export function cast() {
  return {
    ska: { name: "ska", role: "ska", centre: "soeharso" },
    reviewer: { name: "penelaah", role: "reviewer", centre: "kartini" },
    reviewer2: { name: "penelaah-kedua", role: "reviewer", centre: "meohai" },
    warehouse: { name: "gudang", role: "warehouse", centre: "soeharso" },
    social: { name: "peksos", role: "social-worker", centre: "soeharso" },
    head: { name: "kepala", role: "head", centre: "soeharso" },
  };
}

/** A serialised model; returns its path. */
export async function model(hands, name, innovation) {
  await hands.visitor.go("/alat/baru");
  await hands.type("name", name);
  await hands.pick("tracking", "serialised");
  await hands.type("iso", "12 23 06");
  if (innovation) {
    await hands.unfold(t("model.more"));
    await hands.type("innovation", innovation);
  }
  await hands.press(t("model.save"));
  return where(hands.page);
}

/** Serial numbers that are unlike any other. */
export function serials(n, prefix) {
  return Array.from({ length: n }, (_, i) => `${prefix}-${String(i + 1).padStart(4, "0")}`);
}

/** Receives units from the page of a model, scan after scan. */
export async function receive(hands, codes) {
  await hands.follow(t("stock.receive"));
  await hands.pick("source", "production");
  await hands.type("fund", "APBN 2026");
  await hands.page.locator("[data-scan] input[type=text]").focus();
  for (const code of codes) await hands.scan(code);
  await hands.press(t("receipt.post"));
  assert.match(where(hands.page), /^\/gudang\/penerimaan\//);
}

/** Registers a person who asks for something; ends on the request form. */
export async function register(hands, { name, nik }) {
  await hands.visitor.go("/permohonan/baru");
  await hands.follow(t("request.register_first"));
  await hands.type("name", name);
  await hands.type("nik", nik);
  await hands.type("address", "Jalan Contoh 1");
  await hands.pick("consent_by", "person");
  await hands.pick("consent_mode", "lisan");
  await hands.type("consent_on", "2026-01-05");
  await hands.press(t("person.save"));
}

/** Files a request from its form; returns its path. */
export async function request(hands, slug) {
  await hands.pick("model", slug);
  await hands.type("reason", "Perlu berpindah sendiri di dalam rumah.");
  await hands.press(t("request.send"));
  assert.match(where(hands.page), /^\/permohonan\/\d+-/);
  return where(hands.page);
}

/** Reserves the first suggested unit for a request. */
export async function reserve(hands, path) {
  await hands.visitor.go(path);
  await hands.lead(hands.page.locator("main .cards button").first());
}

/** Hands over what is reserved for a request; returns the path of the minutes. */
export async function deliver(hands, path) {
  await hands.visitor.go(path);
  await hands.follow(t("handover.begin"));
  await hands.pick("identity_checked", "1");
  await hands.press(t("handover.finish"));
  assert.match(where(hands.page), /^\/serah-terima\/\d+-/);
  return where(hands.page);
}

/** Logs an innovation from the page where the SKA begins; returns its slug. */
export async function draft(hands, title, photo, kind = "assistive_device") {
  await hands.follow(t("innovation.new"));
  await hands.type("title", title);
  await hands.type("problem", "Orang yang lengannya lemah tidak dapat mengayuh kursi rodanya sendiri.");
  await hands.pick("kind", kind);
  await hands.attach("photo", photo);
  await hands.press(t("innovation.save_draft"));
  return where(hands.page).match(/^\/inovasi\/([^/?]+)/)[1];
}

/** What a draft still needs to be published, part by part. */
const missing = [
  ["inti", { summary: "Kursi roda dengan motor dan tuas kendali, dibuat di sentra.", novelty: "Rangka dari bahan setempat." }],
  ["foto", { "photos.0.alt": "Kursi roda hijau dengan tuas kendali di kanan." }],
  ["sasaran", { iso: "12 23 06", easy: "Kursi ini berjalan sendiri." }, { clusters: "disability", atensi: "aksesibilitas", outcomes: "self_care" }],
  ["kesiapan", { tkt_on: "2026-01-15", tkt_by: "Tim teknik", applied_on: "2025-01-15" }, { tkt: "8", diffusion: "developed" }],
  ["bukti", { "proof.0.result": "Delapan dari sepuluh memakainya.", lessons: "Motor pertama lemah.", warnings: "Jangan dipakai di tangga." }, { evidence: "1", "proof.0.kind": "trial" }],
  ["biaya", { unit_cost: "12500000", priced_on: "2026-01-15", days: "6", tools: "Las listrik" }],
  ["sebaran", { prerequisites: "Bengkel las.", mentor: "SKA pemilik", sustainability: "Anggaran tahunan sentra." }],
  ["orang", { responsible: "Contoh Penanggung Jawab", contributors: "Kelompok pengguna" }],
];

/** Fills in what a draft still needs to be published; returns how many fields that took. */
export async function complete(hands, slug) {
  let fields = 0;
  for (const [part, typed, picked = {}] of missing) {
    await hands.visitor.go(`/inovasi/${slug}/sunting/${part}`);
    for (const [name, value] of Object.entries(picked)) await hands.pick(name, value);
    if (picked.tkt) {
      await hands.unfold("TKT 8");
      for (const tick of ["8.1", "8.2", "8.3", "8.4"]) await hands.pick("tkt_ticks", tick);
      fields += 4;
    }
    for (const [name, value] of Object.entries(typed)) await hands.type(name, value);
    fields += Object.keys(typed).length + Object.keys(picked).length;
    await hands.press(t("innovation.part_next"));
  }
  return fields + (await design(hands, slug));
}

/** What a design still needs, page by page. */
const undesigned = [
  ["ukuran", {
    "sizes.length_mm": "1100", "sizes.width_mm": "640", "sizes.height_mm": "925", "sizes.mass_g": "38500", "sizes.power": "Baterai 24 V", "sizes.user": "Tinggi 140 sampai 180 cm",
    "sizes.fittings.0.name": "Lebar dudukan", "sizes.fittings.0.from": "380", "sizes.fittings.0.to": "460",
  }, { "sizes.fittings.0.unit": "mm" }],
  ["versi", { "releases.rows.0.version": "1.0.0", "releases.rows.0.note": "Rancangan pertama." }, {}],
  ["uji", { "tests.rows.0.batch": "B-1" }, { "tests.rows.0.parameter": "braking", "tests.rows.0.result": "pass" }],
  ["hak", {}, { "rights.producer": "centres", "rights.ip": "none" }],
];

/** Fills in the design of a device; returns how many fields that took. */
async function design(hands, slug) {
  let fields = 0;
  for (const [part, typed, picked] of undesigned) {
    await hands.visitor.go(`/inovasi/${slug}/rancangan/${part}`);
    for (const [name, value] of Object.entries(picked)) await hands.pick(name, value);
    for (const [name, value] of Object.entries(typed)) await hands.type(name, value);
    fields += Object.keys(typed).length + Object.keys(picked).length;
    await hands.press(t("blueprint.save"));
  }
  return fields;
}

/** Hands a complete draft in. */
export async function submit(hands, slug) {
  await hands.visitor.go(`/inovasi/${slug}/ajukan`);
  await hands.press(t("innovation.submit"));
}

/** Approves an innovation from the queue of a reviewer; the second who does publishes it. */
export async function approve(hands, title) {
  await hands.lead(hands.page.getByRole("row", { name: title }).getByRole("link").first());
  await hands.pick("decision", "publish");
  await hands.press(t("review.send"));
}
