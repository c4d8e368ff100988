// Runs in the browser when a message comes, with no page open: shows it, and opens its page when it is pressed.
self.addEventListener("push", (event) => {
  let said = {};
  try {
    said = event.data ? event.data.json() : {};
  } catch {
    // Not one of ours: what cannot be read is not shown.
  }
  if (!said.title) return;
  event.waitUntil(self.registration.showNotification(said.title, { body: said.body, tag: said.tag, data: { url: said.url } }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const target = new URL(event.notification.data?.url || "/", self.location.origin);
  if (target.origin !== self.location.origin) return;
  event.waitUntil(self.clients.openWindow(target.href));
});
