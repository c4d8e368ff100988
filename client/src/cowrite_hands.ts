// Which colour stands for whom: the same for everybody who looks, as long as no two of those present share it.
const COLOURS = 7;

export class Hands {
  private readonly known = new Map<string, number>();

  /** The number of somebody's colour; once given it stays as long as this page is open. */
  of(id: string): number {
    const found = this.known.get(id);
    if (found !== undefined) return found;
    const uses = Array.from({ length: COLOURS }, () => 0);
    for (const colour of this.known.values()) uses[colour - 1] = (uses[colour - 1] ?? 0) + 1;
    const wished = [...id].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 9973, 7) % COLOURS;
    const least = Math.min(...uses);
    const colour = Array.from({ length: COLOURS }, (_, nth) => (wished + nth) % COLOURS).find((one) => uses[one] === least) ?? wished;
    this.known.set(id, colour + 1);
    return colour + 1;
  }
}
