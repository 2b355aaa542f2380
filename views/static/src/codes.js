// What scanners do to a code on its way.

/**
 * The codes in what was typed or pasted. A code ends with CR, LF or Tab; control
 * characters are no part of it but the separator of GS1.
 */
export function split(text) {
  return text.split(/[\r\n\t]+/).map((code) => code.replace(/[\u0000-\u001c\u001e\u001f\u007f]/g, "").trim()).filter(Boolean);
}

/** Writes the separator that many scanners press as Ctrl+], which types nothing. */
export function separated(event, line) {
  if (!event.ctrlKey || event.key !== "]") return false;
  event.preventDefault();
  line.setRangeText("\u001d", line.selectionStart, line.selectionEnd, "end");
  return true;
}
