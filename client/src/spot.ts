// Where a phone is, made coarse before it leaves the phone: to a hundredth of a degree, about a kilometre.
export type Spot = { latitude: string; longitude: string };

export function spotOf(latitude: number, longitude: number, exact: boolean): Spot {
  const places = exact ? 6 : 2;
  return { latitude: rounded(latitude, places), longitude: rounded(longitude, places) };
}

function rounded(degrees: number, places: number): string {
  const text = degrees.toFixed(places);
  return Number(text) === 0 ? "0" : text; // never "-0.00"
}
