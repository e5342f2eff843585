/**
 * The service worker: shows what a push message says while Perin isn't open, and leads there. It keeps no pages and fetches nothing, so it can't
 * serve anything old. Same-origin, and under the policy of its own answer, which allows it nothing else.
 */
export const dynamic = "force-dynamic";

const script = `"use strict";
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const read = (data) => {
  try {
    const said = data.json();
    return typeof said === "object" && said !== null ? said : {};
  } catch {
    return {};
  }
};
const words = (value, other) => (typeof value === "string" && value !== "" ? value : other);

self.addEventListener("push", (event) => {
  const said = read(event.data);
  const show = async () => {
    const pages = await self.clients.matchAll({ type: "window" });
    // Whoever looks at Perin has seen it already: it stands in the list without a sound.
    const seen = pages.some((page) => page.visibilityState === "visible" && page.focused);
    await self.registration.showNotification(words(said.title, "Perin"), {
      body: words(said.body, ""),
      tag: words(said.id, "perin"),
      icon: "/icon.svg",
      silent: seen,
      data: { href: words(said.href, "/notifications") },
    });
  };
  event.waitUntil(show());
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const address = new URL(words(event.notification.data?.href, "/notifications"), self.location.origin);
  if (address.origin !== self.location.origin) return;
  const open = async () => {
    const pages = await self.clients.matchAll({ type: "window" });
    const [page] = pages;
    if (page === undefined) return self.clients.openWindow(address.href);
    await page.focus();
    return page.navigate(address.href);
  };
  event.waitUntil(open());
});
`;

export const GET = (): Response =>
  new Response(script, { headers: { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-cache", "service-worker-allowed": "/" } });
