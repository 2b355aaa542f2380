// A form inside [data-autosave] is saved by itself a moment after an answer was
// changed, to where its button would send it. What the server refuses waits for
// the button, which says why; nothing is lost, and without scripts the button
// does all of it.
for (const box of document.querySelectorAll("[data-autosave]")) watch(box, box.querySelector("form"));

function watch(box, form) {
  const note = box.querySelector("[role=status]");
  let timer;
  let saving;
  form?.addEventListener("change", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      saving = save(form, note, box.dataset.autosave).finally(() => (saving = undefined));
    }, 1500);
  });
  // The button waits for what is on its way, whose version it has to tell.
  form?.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (!saving) return;
    event.preventDefault();
    event.stopPropagation();
    await saving;
    form.requestSubmit(event.submitter);
  });
}

async function save(form, note, text) {
  if (form.dataset.sent) return;
  const body = new URLSearchParams(new FormData(form));
  body.delete("idempotency_key"); // it belongs to the button
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json", "X-Lumbung-Autosave": "1" } });
    if (!answer.ok) return;
    form.elements.version.value = (await answer.json()).version;
    note.textContent = text;
  } catch {
    // Offline: the browser keeps what was typed until the button is pressed.
  }
}
