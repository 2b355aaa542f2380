// Nothing typed is lost when a session ends before the form is sent: what is
// typed in a form with data-keep stays in this tab (sessionStorage) until a page
// says that the last request did what was asked. Fields marked data-private,
// passwords and files are never kept. A draft belongs to the account that typed
// it: on a shared phone nobody sees another's.
const PREFIX = "lumbung-draft:";

export function keepDrafts(root) {
  if (!storage()) return;
  const { who = "", delivered, session } = root.body.dataset;
  if (delivered !== undefined) dropSent();
  if (session !== undefined) return;
  for (const form of root.querySelectorAll("form[data-keep]")) attach(form, who);
}

function attach(form, who) {
  const key = PREFIX + form.dataset.keep;
  const draft = read(key);
  if (form.dataset.keepRefused !== undefined) {
    write(key, { who, sent: false, values: values(form) }); // the server gave the values back
  } else if (draft && draft.who === who && restore(form, draft.values)) {
    announce(form, key);
  }
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => write(key, { who, sent: false, values: values(form) }), 300);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    write(key, { who, sent: true, values: values(form) });
  });
}

function keepable(input) {
  return input.name && !["hidden", "password", "file", "submit", "button"].includes(input.type) && input.dataset.private === undefined;
}

function values(form) {
  const all = [];
  for (const input of form.elements) {
    if (!keepable(input)) continue;
    if (input.type === "checkbox" || input.type === "radio") all.push([input.name, input.value, input.checked]);
    else all.push([input.name, input.value]);
  }
  return all;
}

function restore(form, kept) {
  let changed = false;
  for (const [name, value, checked] of kept) {
    for (const input of form.elements) {
      if (input.name !== name || !keepable(input)) continue;
      if (checked === undefined) {
        if (input.value !== value) [input.value, changed] = [value, true];
      } else if (input.value === value && input.checked !== checked) [input.checked, changed] = [checked, true];
    }
  }
  return changed;
}

function announce(form, key) {
  const box = document.createElement("div");
  box.className = "notice tone-info";
  box.setAttribute("role", "status");
  const text = document.createElement("p");
  text.textContent = form.dataset.keepRestored;
  const discard = document.createElement("button");
  discard.type = "button";
  discard.className = "button";
  discard.textContent = form.dataset.keepDiscard;
  discard.addEventListener("click", () => {
    sessionStorage.removeItem(key);
    form.reset();
    box.remove();
    form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  });
  const inside = document.createElement("div");
  inside.append(text, discard);
  box.append(inside);
  form.prepend(box);
}

function dropSent() {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX) && read(key)?.sent) sessionStorage.removeItem(key);
  }
}

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, draft) {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // Full or forbidden: the page works as without scripts.
  }
}

function storage() {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}
