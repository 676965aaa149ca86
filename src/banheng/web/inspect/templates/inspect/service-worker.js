// Keeps the inspection screen, the page of today, the work forms and their files, so that they open without network.
"use strict";

const FILES = [{% for file in files %}"{{ file|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const FORMS = [{% for form in forms %}"{{ form|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}]; // none of them restricted
const FILE_CACHE = "banheng-files";
const SCREEN_CACHE = "banheng-screens";
const PAGE_CACHE = "banheng-pages-{{ version }}"; // pages of an older version ask for files that are gone
const SCREEN = /^\/s\/[-\w]+\/inspect\/$/;
const TODAY = /^\/s\/[-\w]+\/$/;
const FORM = /^\/s\/[-\w]+\/work\/new\/([-\w]+)\/$/;
const SIGNING = /^\/(account\/.*(login|logout|sign-out)|pass\/)/;
const MESSAGE = /<div class="alert[^>]* role="status">[^]*?<\/div>/g;
const HASHED = /\.[0-9a-f]{12}\.\w+$/;
const PATIENCE = 3000;
const LONG_PATIENCE = 8000; // a page of today that is not today's misleads sooner than an old screen
const MOST_FORMS = 12;
const WITHOUT_NETWORK = "{% filter escapejs %}{% include "inspect/without-network.html" %}{% endfilter %}";

self.addEventListener("install", (event) => {
  event.waitUntil(keepFiles().then(keepOpenPages).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil(dropOldPages().then(() => self.clients.claim())));
self.addEventListener("message", (event) => event.waitUntil(keepForms(event.data.keep)));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (address.origin !== self.location.origin) return;
  // Who signs in or out leaves no page for the next one: names of pupils stand in them.
  if (request.mode === "navigate" && SIGNING.test(address.pathname)) event.waitUntil(caches.delete(PAGE_CACHE));
  if (request.method !== "GET") return;
  if (request.mode !== "navigate") {
    if (FILES.includes(address.pathname)) event.respondWith(file(request));
  } else if (SCREEN.test(address.pathname)) event.respondWith(screen(request));
  else if (nameOf(address)) event.respondWith(page(request));
  else if (/^\/(s\/.*)?$/.test(address.pathname)) event.respondWith(fetch(request).catch(() => instead(address)));
});

async function keepFiles() {
  const cache = await caches.open(FILE_CACHE);
  const asked = (file) => new Request(file, { cache: HASHED.test(file) ? "default" : "no-cache" });
  await cache.addAll(FILES.map(asked));
}

// What is open was fetched before this worker was there; it needs the files that were kept now.
async function keepOpenPages() {
  for (const client of await self.clients.matchAll({ includeUncontrolled: true, type: "window" })) {
    const address = new URL(client.url);
    if (SCREEN.test(address.pathname)) await keepScreen(address.pathname, await fetch(address.pathname));
    const name = nameOf(address);
    if (name) await keepPage(name, await fetch(name));
  }
}

async function keepScreen(request, response) {
  if (!mayKeep(response)) return;
  const cache = await caches.open(SCREEN_CACHE);
  await cache.put(request, response.clone());
}

function mayKeep(response) {
  return response.ok && response.type === "basic" && !response.redirected;
}

async function screen(request) {
  const cache = await caches.open(SCREEN_CACHE);
  const address = new URL(request.url).pathname;
  const kept = await cache.match(address, { ignoreVary: true });
  const fresh = fetch(request).then(async (response) => {
    await keepScreen(address, response);
    await dropOldFiles();
    return response;
  });
  return newest(fresh, kept, PATIENCE);
}

// The newest if it arrives in good time, else the one kept.
async function newest(fresh, kept, patience) {
  if (!kept) return fresh;
  fresh.catch(() => {});
  const late = new Promise((resolve) => setTimeout(resolve, patience, kept));
  return Promise.race([fresh.then((response) => (response.status >= 500 ? kept : response)).catch(() => kept), late]);
}

// Under which name a page is kept: a form once for each class; null if it is not kept.
function nameOf(address) {
  if (TODAY.test(address.pathname)) return address.pathname;
  const form = FORM.exec(address.pathname);
  if (!form || !FORMS.includes(form[1])) return null;
  const chosen = address.searchParams.get("class");
  return chosen ? `${address.pathname}?class=${encodeURIComponent(chosen)}` : address.pathname;
}

async function page(request) {
  const address = new URL(request.url);
  const name = nameOf(address);
  const cache = await caches.open(PAGE_CACHE);
  const fresh = fetch(request).then(async (response) => {
    await keepPage(name, response);
    return response;
  });
  return newest(fresh, await cache.match(name, { ignoreVary: true }), LONG_PATIENCE).catch(() => instead(address));
}

// Kept with the time, which the page tells, and without what was said once ("saved").
async function keepPage(name, response) {
  if (!mayKeep(response)) return;
  const now = new Date().toISOString();
  const text = (await response.clone().text()).replace(MESSAGE, "").replace("<html ", `<html data-kept="${now}" `);
  const headers = new Headers(response.headers);
  for (const each of ["Content-Encoding", "Content-Length"]) headers.delete(each); // they are no longer true
  headers.set("X-Kept", now);
  const cache = await caches.open(PAGE_CACHE);
  await cache.put(name, new Response(text, { headers }));
  const forms = (await cache.keys()).filter((each) => FORM.test(new URL(each.url).pathname));
  for (const old of forms.slice(0, -MOST_FORMS)) await cache.delete(old);
}

// The forms that a page leads to, once a day.
async function keepForms(addresses) {
  const names = new Set(addresses.map((address) => nameOf(new URL(address))).filter(Boolean));
  const cache = await caches.open(PAGE_CACHE);
  for (const name of [...names].slice(0, MOST_FORMS)) {
    const kept = await cache.match(name, { ignoreVary: true });
    if (kept?.headers.get("X-Kept").slice(0, 10) === new Date().toISOString().slice(0, 10)) continue;
    await keepPage(name, await fetch(name));
  }
}

// What stands in for a page that needs the network; the first page of the site is that of today.
async function instead(address) {
  const cache = await caches.open(PAGE_CACHE);
  const kept = (await cache.keys()).map((each) => new URL(each.url).pathname).find((each) => TODAY.test(each));
  if (kept && address.pathname === "/") return Response.redirect(kept);
  return new Response(WITHOUT_NETWORK, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

async function dropOldPages() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("banheng-pages-") && name !== PAGE_CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  if (!names.includes(SCREEN_CACHE)) await dropOldFiles();
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
