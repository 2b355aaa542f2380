// Bundles and minifies the styles and scripts of views/static/src into
// views/static/dist, with the hash of the content in each name, and writes
// manifest.json: name → file. The program embeds the folder; without it it
// serves the sources, so this build makes pages smaller but never different.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "src");
const target = join(here, "dist");
const targets = ["chrome105", "firefox105", "safari16"];

for (const old of readdirSync(target)) {
  if (old !== ".gitkeep") rmSync(join(target, old), { recursive: true });
}
mkdirSync(target, { recursive: true });

const manifest = {};

function keep(name, data) {
  const hash = createHash("sha256").update(data).digest("hex").slice(0, 10);
  const ext = extname(name);
  const file = `${name.slice(0, -ext.length)}-${hash}${ext}`;
  writeFileSync(join(target, file), data);
  manifest[name] = file;
  console.log(`${file}\t${data.length} B\t${gzipSync(data).length} B gzip`);
}

for (const name of ["lumbung.css", "dark.css", "room.css", "catalogue.css", "info.css", "scan.css", "lumbung.js", "scanner.js", "decode.js", "autosave.js", "suggest.js"]) {
  const result = await build({
    entryPoints: [join(source, name)],
    bundle: true,
    minify: true,
    format: "esm",
    target: targets,
    legalComments: "none",
    write: false,
  });
  keep(name, Buffer.from(result.outputFiles[0].contents));
}
for (const name of readdirSync(source)) {
  if (extname(name) === ".svg" || extname(name) === ".png") keep(name, readFileSync(join(source, name)));
}
writeFileSync(join(target, "manifest.json"), JSON.stringify(manifest, Object.keys(manifest).sort(), 2) + "\n");
