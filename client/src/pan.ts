// Lets a drawing that is larger than its window be pushed with the mouse; a finger and the arrow keys push it by themselves.
const STILL = 4; // points: less is a click with an unsteady hand

export function letPan(page: Document): void {
  for (const frame of page.querySelectorAll<HTMLElement>("[data-pan]")) hold(frame);
}

function hold(frame: HTMLElement): void {
  let from: { x: number; y: number; left: number; top: number } | undefined;
  let moved = false;
  show(frame);
  frame.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    from = { x: event.clientX, y: event.clientY, left: frame.scrollLeft, top: frame.scrollTop };
    moved = false;
  });
  frame.addEventListener("pointermove", (event) => {
    if (!from) return;
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    if (!moved && Math.hypot(dx, dy) < STILL) return;
    if (!moved) frame.setPointerCapture(event.pointerId);
    moved = true;
    frame.classList.add("held");
    frame.scrollTo(from.left - dx, from.top - dy);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    frame.addEventListener(end, () => {
      from = undefined;
      frame.classList.remove("held");
    });
  }
  // Whoever pushed the drawing did not mean the version under the mouse.
  frame.addEventListener(
    "click",
    (event) => {
      if (!moved) return;
      event.preventDefault();
      moved = false;
    },
    true,
  );
  frame.addEventListener("dragstart", (event) => event.preventDefault());
}

/** Begins where the answer itself stands. */
function show(frame: HTMLElement): void {
  const here = frame.querySelector(".here circle");
  if (!here) return;
  const [box, window_] = [here.getBoundingClientRect(), frame.getBoundingClientRect()];
  frame.scrollTo(box.left - window_.left - frame.clientWidth / 2, box.top - window_.top - frame.clientHeight / 2);
}
