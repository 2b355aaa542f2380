// A form is sent once: the second press of an impatient finger is dropped. The
// server holds the same promise with the idempotency key; this spares the wait.
export function sendOnce(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    const sending = form.dataset.once;
    if (!sending) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    // After the event, so that the pressed button's own name and value are sent.
    setTimeout(() => mark(form, event.submitter, sending));
  });
  // A page that comes back from the browser's memory may be sent again.
  addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of root.querySelectorAll("form[data-sent]")) unmark(form);
  });
}

function mark(form, button, sending) {
  const pressed = button || form.querySelector("[type=submit]");
  if (!pressed) return;
  pressed.dataset.text = pressed.textContent;
  pressed.textContent = sending;
  pressed.setAttribute("aria-disabled", "true");
}

function unmark(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[data-text]")) {
    button.textContent = button.dataset.text;
    button.removeAttribute("aria-disabled");
    delete button.dataset.text;
  }
}
