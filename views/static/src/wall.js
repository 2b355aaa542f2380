// The wall of the command room: slides take turns. P or the space bar pauses,
// the arrow keys leaf through. Without this script the slides stand one below
// the other. The stream may put a new slide in the place of an old one, so they
// are looked up each time.
export function walls(root) {
  for (const wall of root.querySelectorAll("[data-wall]")) new Wall(wall);
}

class Wall {
  constructor(wall) {
    this.wall = wall;
    this.words = wall.dataset;
    this.seconds = Math.max(5, Number(wall.dataset.wall) || 30);
    this.at = 0;
    wall.classList.add("turning");
    this.addBar();
    document.addEventListener("keydown", (event) => this.key(event));
    new MutationObserver(() => this.show()).observe(wall.querySelector(".live"), { childList: true });
    this.restart();
  }

  addBar() {
    const bar = document.createElement("p");
    bar.className = "wall-bar";
    this.place = document.createElement("span");
    this.pauseButton = this.button(this.words.wallPause, () => this.toggle());
    bar.append(this.place, this.pauseButton, this.button(this.words.wallNext, () => this.turn(1)));
    this.wall.append(bar);
  }

  button(text, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = text;
    button.addEventListener("click", act);
    return button;
  }

  slides() {
    return [...this.wall.querySelectorAll(".slide")];
  }

  show() {
    const slides = this.slides();
    slides.forEach((slide, n) => { if (slide.hidden !== (n !== this.at)) slide.hidden = n !== this.at; });
    this.place.textContent = this.words.wallSlide.replace("{n}", this.at + 1).replace("{all}", slides.length);
  }

  turn(step) {
    const all = this.slides().length;
    this.at = (this.at + step + all) % all;
    this.restart();
  }

  restart() {
    clearInterval(this.timer);
    if (!this.paused) this.timer = setInterval(() => this.turn(1), this.seconds * 1000);
    this.show();
  }

  toggle() {
    this.paused = !this.paused;
    this.pauseButton.textContent = this.paused ? this.words.wallResume : this.words.wallPause;
    this.restart();
  }

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const onButton = event.target.closest?.("button, a, summary");
    if (event.key === "p" || event.key === "P" || (event.key === " " && !onButton)) this.toggle();
    else if (event.key === "ArrowRight") this.turn(1);
    else if (event.key === "ArrowLeft") this.turn(-1);
    else return;
    event.preventDefault();
  }
}
