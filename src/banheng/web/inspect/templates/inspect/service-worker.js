// Keeps the inspection screen and its files, so that it opens without network. Version {{ version }}.
"use strict";

const FILES = [{% for file in files %}"{{ file|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const FILE_CACHE = "banheng-files";
const SCREEN_CACHE = "banheng-screens";
const SCREEN = /^\/s\/[-\w]+\/inspect\/$/;
const HASHED = /\.[0-9a-f]{12}\.\w+$/;
const PATIENCE = 3000;

self.addEventListener("install", (event) => {
  event.waitUntil(keepFiles().then(keepOpenScreens).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && SCREEN.test(address.pathname)) event.respondWith(screen(event.request));
  else if (FILES.includes(address.pathname)) event.respondWith(file(event.request));
});

async function keepFiles() {
  const cache = await caches.open(FILE_CACHE);
  const asked = (file) => new Request(file, { cache: HASHED.test(file) ? "default" : "no-cache" });
  await cache.addAll(FILES.map(asked));
}

// The screen that is open was fetched before this worker was there; it needs the files that were kept now.
async function keepOpenScreens() {
  for (const client of await self.clients.matchAll({ includeUncontrolled: true, type: "window" })) {
    const address = new URL(client.url);
    if (SCREEN.test(address.pathname)) await keepScreen(address.pathname, await fetch(address.pathname));
  }
}

async function keepScreen(request, response) {
  if (!response.ok || response.type !== "basic" || response.redirected) return;
  const cache = await caches.open(SCREEN_CACHE);
  await cache.put(request, response.clone());
}

// The newest screen if it arrives in good time, else the one kept.
async function screen(request) {
  const cache = await caches.open(SCREEN_CACHE);
  const address = new URL(request.url).pathname;
  const kept = await cache.match(address, { ignoreVary: true });
  const fresh = fetch(request).then(async (response) => {
    await keepScreen(address, response);
    await dropOldFiles();
    return response;
  });
  if (!kept) return fresh;
  fresh.catch(() => {});
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
  return Promise.race([fresh.then((response) => (response.status >= 500 ? kept : response)).catch(() => kept), late]);
}

// A name with a digest in it never changes its content; the others do.
async function file(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept && HASHED.test(request.url)) return kept;
  const fresh = fetch(request).then((response) => (response.ok ? response : kept || response));
  if (!kept) return fresh;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
  return Promise.race([fresh.catch(() => kept), late]);
}

// Once a newer screen is kept, no kept screen asks for the files of an older one.
async function dropOldFiles() {
  const cache = await caches.open(FILE_CACHE);
  for (const request of await cache.keys()) {
    if (!FILES.includes(new URL(request.url).pathname)) await cache.delete(request);
  }
}
