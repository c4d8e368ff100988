// What is written together while the line is away is kept on this device, under who wrote it, and gone when they sign out.
const OURS = "groundswell-together:";
const SIGNED_OUT = "groundswell-signed-out";

/** The name under which one member's words for one draft are kept: on a shared phone nobody continues another's. */
export const keptName = (member: string, draft: string): string => `${OURS}${member}:${draft}`;

export const isKept = (name: string | undefined): boolean => name?.startsWith(OURS) ?? false;

/** Takes away what is kept for all drafts; the next page does what this one has no time for. */
export function forgetKept(): void {
  localStorage.setItem(SIGNED_OUT, "1");
  finishForgetting();
}

export function finishForgetting(): void {
  if (!localStorage.getItem(SIGNED_OUT)) return;
  void Promise.resolve(indexedDB.databases?.() ?? []).then((found) => {
    const ours = found.filter((one) => isKept(one.name));
    for (const one of ours) indexedDB.deleteDatabase(one.name ?? "");
    if (ours.length === 0) localStorage.removeItem(SIGNED_OUT);
  });
}
