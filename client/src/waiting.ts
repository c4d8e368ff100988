// Reports that wait on this device until the line is back: each with its key, so that none is ever there twice.
export type Waiting = {
  key: string;
  at: number;
  address: string;
  fields: [string, string][];
  photo: Blob | null;
  state: "waits" | "refused" | "other";
};

const STORE = "reports";
const FORTNIGHT = 14 * 86_400_000;

export function isOld(one: Waiting, now: number): boolean {
  return now - one.at > FORTNIGHT;
}

export function wordsOf(one: Waiting): string {
  return one.fields.find(([name]) => name === "what")?.[1] ?? "";
}

/** A key that two phones never make alike; the browser's own maker of keys is there on https alone. */
export function newKey(): string {
  if ("randomUUID" in crypto) return crypto.randomUUID();
  const bytes = (crypto as Crypto).getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

export async function keep(one: Waiting): Promise<void> {
  await done((await store("readwrite")).put(one));
}

export async function drop(key: string): Promise<void> {
  await done((await store("readwrite")).delete(key));
}

/** All that wait, the oldest first; what nobody would call news any more is dropped. */
export async function waiting(): Promise<Waiting[]> {
  const all = await done<Waiting[]>((await store("readonly")).getAll());
  for (const one of all) if (isOld(one, Date.now())) await drop(one.key);
  return all.filter((one) => !isOld(one, Date.now())).sort((a, b) => a.at - b.at);
}

async function store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  const request = indexedDB.open("groundswell-ground", 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
  const database = await done(request);
  const transaction = database.transaction(STORE, mode);
  for (const ending of ["complete", "abort", "error"]) transaction.addEventListener(ending, () => database.close());
  return transaction.objectStore(STORE);
}

function done<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("no storage"));
  });
}
