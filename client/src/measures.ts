// Measures words for a channel while one writes: messages of a phone, characters of a post, seconds of speech.
// The server counts the same way (responses/measures.py); tests/unit/responses/measures.json is checked on both sides.
const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const EXTENDED = new Set("^{}\\[~]|€\f");
const POST = 300;
const MOST_MESSAGES = 6;
const SPEECH = 30;
const LONGEST_SPEECH = 45;
const PACE: Readonly<Record<string, number>> = { en: 150, es: 155, fr: 150, de: 125, it: 150, pt: 150 };
const PACE_ELSEWHERE = 140;

export type Facts = Readonly<Record<string, number | string>>;

export function measured(channel: string, written: string, language: string): Facts {
  const text = written.replaceAll("\r\n", "\n");
  if (channel === "sms") return ofSms(text);
  const words = text.match(/\S+/gu)?.length ?? 0;
  const characters = [...text].length;
  if (channel === "post") return { characters, left: POST - characters, over: Number(characters > POST) };
  if (channel === "email" || channel === "letter") return { words, characters };
  const seconds = Math.ceil((words * 60) / (PACE[language.split("-")[0]?.toLowerCase() ?? ""] ?? PACE_ELSEWHERE));
  if (channel === "door") return { words, seconds };
  return { words, seconds, long: Number(seconds > SPEECH), over: Number(seconds > LONGEST_SPEECH) };
}

function ofSms(text: string): Facts {
  const signs = [...text];
  const costly = [...new Set(signs.filter((sign) => !BASIC.has(sign) && !EXTENDED.has(sign)))];
  const plain = costly.length === 0;
  const sizes = signs.map((sign) => (plain ? (EXTENDED.has(sign) ? 2 : 1) : sign.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const alone = plain ? 160 : 70;
  const room = units <= alone ? alone : plain ? 153 : 67;
  let messages = 1;
  let used = 0;
  for (const size of sizes) {
    // No sign is torn apart between two messages.
    if (used + size > room) {
      messages += 1;
      used = 0;
    }
    used += size;
  }
  return { messages, units, left: room - used, plain: Number(plain), costly: costly.join(" "), over: Number(messages > MOST_MESSAGES) };
}

/** Keeps the numbers beside a field true: `data-measure="sms"` on the part that holds them, each in a `data-fact`. */
export function measureWriting(page: Document): void {
  const measure = (part: HTMLElement): void => {
    const field = page.getElementById(part.dataset["measureOf"] ?? "");
    if (!(field instanceof HTMLTextAreaElement)) return;
    const facts = measured(part.dataset["measure"] ?? "", field.value, part.dataset["language"] ?? "en");
    for (const place of part.querySelectorAll<HTMLElement>("[data-fact]")) place.textContent = String(facts[place.dataset["fact"] ?? ""] ?? "");
    for (const place of part.querySelectorAll<HTMLElement>("[data-when]")) place.hidden = !facts[place.dataset["when"] ?? ""];
    for (const place of part.querySelectorAll<HTMLElement>("[data-unless]")) place.hidden = Boolean(facts[place.dataset["unless"] ?? ""]);
  };
  for (const part of page.querySelectorAll<HTMLElement>("[data-measure]")) measure(part);
  page.addEventListener("input", (event) => {
    const id = event.target instanceof HTMLTextAreaElement ? event.target.id : "";
    const part = id && page.querySelector<HTMLElement>(`[data-measure-of="${CSS.escape(id)}"]`);
    if (part) measure(part);
  });
}
