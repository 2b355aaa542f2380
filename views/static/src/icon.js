// The icons that scripts need, as in icon.go.
const paths = {
  good: "M12 3a9 9 0 1 0 .01 0ZM8 12.500l2.700 2.700L16 9.500",
  warn: "M12 3.500 22 20.500H2ZM12 10v4.500M12 17.500v.01",
  bad: "M8.300 3h7.400L21 8.300v7.400L15.700 21H8.300L3 15.700V8.300ZM9 9l6 6M15 9l-6 6",
  close: "M6 6l12 12M18 6 6 18",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("class", "icon");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  for (const [key, value] of [["d", paths[name]], ["fill", "none"], ["stroke", "currentColor"], ["stroke-width", "2"], ["stroke-linecap", "round"], ["stroke-linejoin", "round"]]) {
    path.setAttribute(key, value);
  }
  svg.append(path);
  return svg;
}
