// Keeps the page on which members say what they see, and the files it is made of: it opens again without a line.
const KEPT = "groundswell-ground";
const REPORT = /^\/[^/]+\/wire\/ground\/new\/$/;
const FILES = "/static/";
const PATIENCE = 4000; // a line that answers so slowly is none
const MOST = 80; // files of pages long gone are let go

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { keep, files } = event.data ?? {};
  if (typeof keep !== "string" || !REPORT.test(keep) || !Array.isArray(files)) return;
  event.waitUntil(keepPage(keep, files).then(() => event.source?.postMessage({ kept: keep })));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && REPORT.test(pathname)) event.respondWith(opened(request, pathname));
  else if (pathname.startsWith(FILES)) event.respondWith(file(request));
});

async function keepPage(path, files) {
  const kept = await caches.open(KEPT);
  if ((await kept.keys()).length > MOST) for (const one of await kept.keys()) await kept.delete(one);
  const wanted = files.filter((one) => typeof one === "string" && one.startsWith(FILES));
  await Promise.all([path, ...wanted].map((one) => keep(kept, one)));
}

async function keep(kept, path) {
  if (await kept.match(path, { ignoreVary: true })) return;
  const answer = await fetch(path, { credentials: "same-origin", redirect: "manual" });
  if (!answer.ok) throw new Error(`${path} is not there to be kept`);
  await kept.put(path, answer);
}

/** The page as it is now, else as it was when there was a line. */
async function opened(request, path) {
  const kept = await caches.open(KEPT);
  const before = await kept.match(path, { ignoreVary: true });
  try {
    const asked = fetch(request);
    asked.catch(() => {}); // said below, or too late to matter
    const answer = await (before ? Promise.race([asked, tooLate()]) : asked);
    if (answer.ok) await kept.put(path, answer.clone());
    else if (answer.status < 500) await kept.delete(path); // signed out, or no member here any more
    return before && answer.status >= 500 ? before : answer;
  } catch (error) {
    if (before) return before;
    throw error;
  }
}

function tooLate() {
  return new Promise((_found, lost) => setTimeout(() => lost(new Error("no answer")), PATIENCE));
}

async function file(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}
