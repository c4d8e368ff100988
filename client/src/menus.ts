// Menus are `details` elements: they open without us; we close them on Escape and on a press elsewhere.
export function closeMenus(page: Document): void {
  const opened = (): HTMLDetailsElement[] => [...page.querySelectorAll<HTMLDetailsElement>("details.menu[open]")];
  page.addEventListener("click", (event) => {
    for (const menu of opened()) if (!(event.target instanceof Node && menu.contains(event.target))) menu.open = false;
  });
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of opened()) {
      menu.open = false;
      if (menu.contains(page.activeElement)) menu.querySelector("summary")?.focus();
    }
  });
}
