// The words of the screens, so that a test names a button as people read it.
import { readFileSync } from "node:fs";

const read = (lang) => JSON.parse(readFileSync(new URL(`../../views/i18n/${lang}.json`, import.meta.url), "utf8"));
const words = { id: read("id"), en: read("en") };

/** The text of a key with its {placeholders} filled in. */
export function t(key, args = {}, lang = "id") {
  const text = words[lang][key];
  if (text === undefined) throw new Error(`no word for ${key}`);
  return text.replace(/\{(\w+)\}/g, (whole, name) => args[name] ?? whole);
}

/** The text of a key as a pattern, with anything in place of its placeholders. */
export function pattern(key, lang = "id") {
  const escaped = t(key, {}, lang).replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  return new RegExp(escaped.replace(/\{\w+\}/g, ".+"));
}
