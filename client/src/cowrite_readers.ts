// What comes to a writing page from those who read along: how many they are, and what they propose, without a reload.
import type { Line } from "./cowrite_line.ts";

/** Puts the sentence with the number in it, or nothing while nobody reads along. */
export function showFollowed(line: Line): void {
  line.onFollowed = (many) => {
    const note = document.getElementById("together-followed");
    if (note) note.textContent = many === 0 ? "" : (note.dataset[many === 1 ? "one" : "many"] ?? "").replace("{}", String(many));
  };
}

const SETTLING = 700; // milliseconds in which a second press was meant for what stood there before

/** The part of the page with the proposals asks for itself again whenever one came, was taken or was turned down. */
export function keepProposals(line: Line): void {
  const part = (): HTMLElement | null => document.getElementById("proposed");
  let missed = false;
  const fresh = (): void => {
    // The reply to a press is on its way, and would find nothing to stand in the place of.
    missed = part()?.querySelector("[aria-busy=true]") != null;
    if (!missed) part()?.dispatchEvent(new CustomEvent("proposed"));
  };
  document.addEventListener("htmx:afterRequest", () => {
    if (missed) fresh();
  });
  ignoreSecondPresses();
  line.onProposed = fresh;
  // What was decided while the line was away is known as soon as it is back.
  line.onOpened = fresh;
}

/** After a press another proposal may stand where the first one did: the second half of a double click decides nothing. */
function ignoreSecondPresses(): void {
  let pressed = false;
  let quietUntil = 0;
  document.addEventListener("htmx:afterSwap", (event) => {
    if (!pressed || !(event.target instanceof Element) || event.target.id !== "proposed") return;
    pressed = false;
    quietUntil = performance.now() + SETTLING;
  });
  document.addEventListener(
    "click",
    (event) => {
      if (!(event.target instanceof Element) || !event.target.closest("#proposed button")) return;
      if (event.timeStamp < quietUntil) event.preventDefault();
      else pressed = true;
    },
    true,
  );
}
