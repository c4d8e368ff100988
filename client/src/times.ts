// Times the way people say them, "12 minutes ago", kept true while the page is open; the exact time stays in the title.
const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["minute", 60],
  ["hour", 3_600],
  ["day", 86_400],
];
const LONGEST = 6.5 * 86_400; // older than that, the date on the page says more

export function tellTimes(page: Document): void {
  const language = page.documentElement.lang || "en";
  const tell = (part: ParentNode): void => {
    for (const time of part.querySelectorAll<HTMLTimeElement>("time[data-relative]")) {
      const said = relative(Date.parse(time.dateTime), Date.now(), language);
      if (!time.title) time.title = time.textContent?.trim() ?? "";
      if (said !== undefined && said !== time.textContent) time.textContent = said;
      else if (said === undefined && time.title) time.textContent = time.title;
    }
  };
  tell(page);
  page.addEventListener("groundswell:fresh", () => tell(page));
  window.setInterval(() => page.hidden || tell(page), 30_000);
}

/** `then` as seen from `now`, both in milliseconds; nothing when a date would say it better. */
export function relative(then: number, now: number, language: string): string | undefined {
  const seconds = (then - now) / 1_000;
  if (!Number.isFinite(seconds) || Math.abs(seconds) > LONGEST) return undefined;
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  if (Math.abs(seconds) < 45) return format.format(0, "second");
  const [unit, length] = [...STEPS].reverse().find((step) => Math.abs(seconds) >= step[1]) ?? ["minute", 60];
  return format.format(Math.sign(seconds) * Math.max(1, Math.floor(Math.abs(seconds) / length)), unit);
}
