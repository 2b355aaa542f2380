// Goes on with what is typed into a search box, by the browser's own list, which
// keyboards and screen readers know. Without it the box works all the same.
const inputs = document.querySelectorAll("[data-suggest]");

for (const input of inputs) {
  const list = document.createElement("datalist");
  list.id = `${input.id}-list`;
  input.after(list);
  input.setAttribute("list", list.id);
  let timer, asked;
  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event.inputType === undefined || event.inputType === "insertReplacementText") return; // one was chosen
    timer = setTimeout(async () => {
      asked?.abort();
      asked = new AbortController();
      try {
        const answer = await fetch(`/api/v1/catalogue/suggest?q=${encodeURIComponent(input.value)}`, { signal: asked.signal });
        if (!answer.ok) return;
        const { items } = await answer.json();
        list.replaceChildren(...items.map((text) => new Option(text, text)));
      } catch {
        // Typed on, or no connection: what stands in the list stays.
      }
    }, 150);
  });
}
