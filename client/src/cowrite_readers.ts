// What comes to a writing page from those who read along: how many they are, and what they propose, without a reload.
import type { Line } from "./cowrite_line.ts";

/** Puts the sentence with the number in it, or nothing while nobody reads along. */
export function showFollowed(line: Line): void {
  line.onFollowed = (many) => {
    const note = document.getElementById("together-followed");
    if (note) note.textContent = many === 0 ? "" : (note.dataset[many === 1 ? "one" : "many"] ?? "").replace("{}", String(many));
  };
}

/** The part of the page with the proposals asks for itself again whenever one came, was taken or was turned down. */
export function keepProposals(line: Line): void {
  const fresh = (): void => void document.getElementById("proposed")?.dispatchEvent(new CustomEvent("proposed"));
  line.onProposed = fresh;
  // What was decided while the line was away is known as soon as it is back.
  line.onOpened = fresh;
}
