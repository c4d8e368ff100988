// Where the token against forged requests is found: in the page, else in the cookie.
export function csrfToken(page: Document): string {
  const meta = page.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content;
  const field = page.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value;
  return meta || field || fromCookies(page.cookie, "csrftoken");
}

export function fromCookies(cookies: string, name: string): string {
  for (const part of cookies.split(";")) {
    const [key, ...value] = part.trim().split("=");
    if (key === name) return decodeURIComponent(value.join("="));
  }
  return "";
}
