// Measures the public pages with Lighthouse and prints a table. It fetches
// Lighthouse into a folder of its own for the time of the run, so it needs the
// network and is no part of the tests: `make lighthouse`.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { FLAGS } from "./chromium.mjs";
import { placed } from "./programs.mjs";

const run = promisify(execFile);
const LIGHTHOUSE = process.env.LIGHTHOUSE_VERSION || "12.8.2"; // the last for Node 20
const PAGES = ["/", "/katalog", "/sentra", "/data", "/cara-mendapatkan"];
const KINDS = ["performance", "accessibility", "best-practices", "seo"];

const dir = await mkdtemp(path.join(tmpdir(), "lumbung-lighthouse-"));
const program = await placed();
try {
  await run("npm", ["install", "--prefix", dir, "--ignore-scripts", "--no-audit", "--no-fund", `lighthouse@${LIGHTHOUSE}`]);
  const cli = path.join(dir, "node_modules", "lighthouse", "cli", "index.js");
  const env = { ...process.env, CHROME_PATH: process.env.CHROMIUM || "/usr/bin/chromium" };
  const first = await linked("/katalog");
  console.log(["page", ...KINDS].join("\t"));
  for (const page of [...PAGES, ...first]) {
    const out = path.join(dir, "report.json");
    const flags = FLAGS.filter((x) => x !== "--disable-gpu").join(" ");
    await run(process.execPath, [cli, program.url + page, "--quiet", "--output=json", `--output-path=${out}`, `--chrome-flags=${flags}`, `--only-categories=${KINDS}`], { env });
    const report = JSON.parse(await readFile(out, "utf8"));
    console.log([page, ...KINDS.map((k) => Math.round(100 * report.categories[k].score))].join("\t"));
    for (const kind of KINDS.filter((k) => report.categories[k].score < 1)) {
      for (const { id, weight } of report.categories[kind].auditRefs) {
        const audit = report.audits[id];
        if (weight > 0 && audit.score !== null && audit.score < 0.9) console.log(`\t${kind}: ${audit.title} ${audit.displayValue ?? ""}`);
      }
    }
  }
} finally {
  await program.stop();
  await rm(dir, { recursive: true, force: true });
}

// linked are the first innovation and the first device of a list.
async function linked(list) {
  const html = await (await fetch(program.url + list)).text();
  return ["inovasi", "alat"].map((kind) => html.match(new RegExp(`href="(/${kind}/[^"]+)"`))?.[1]).filter(Boolean);
}
