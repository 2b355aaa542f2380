// Buttons that need a script show themselves; filters stand open where there is
// room; menus close with Escape and when the pointer goes elsewhere.
export function smallThings(root) {
  for (const button of root.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
  for (const button of navigator.clipboard ? root.querySelectorAll("[data-copy]") : []) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(location.href);
      button.querySelector("span").textContent = button.dataset.copy;
    });
  }
  const wide = matchMedia("(min-width: 60rem)").matches;
  for (const details of wide ? root.querySelectorAll("details.facets") : []) details.open = true;
  addEventListener("beforeprint", () => {
    for (const details of root.querySelectorAll("details.more")) details.open = true;
  });
  root.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && root.querySelector("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  root.addEventListener("click", (event) => {
    for (const menu of root.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
}
