/**
 * Keeps the built h5 pages on the device, so that 工作台 opens without network. It is registered only by an employee who
 * prepares a shift. The build puts the names of its files in place of FILES; they carry a hash, so a kept file is never
 * out of date. The document itself is asked for first, always; the kept one answers only where the server does not.
 * Calls of the API are never touched.
 */
const FILES = [];
const CACHE = 'pages-VERSION';
const DOCUMENT = './';
const PATIENCE_MS = 4000;

async function keepFiles() {
  const cache = await caches.open(CACHE);
  await cache.addAll([new Request(DOCUMENT, { cache: 'reload' }), ...FILES]);
}

async function dropOthers() {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith('pages-') && name !== CACHE).map((name) => caches.delete(name)),
  );
  await self.clients.claim();
}

async function answerDocument(request) {
  const kept = await caches.match(DOCUMENT, { cacheName: CACHE });
  if (!kept) return fetch(request);
  const late = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE_MS));
  const answered = fetch(request).then(
    (answer) => (answer.ok ? answer : kept),
    () => kept,
  );
  return Promise.race([answered, late]);
}

async function answerFile(request) {
  return (await caches.match(request, { cacheName: CACHE })) ?? fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(keepFiles()));
self.addEventListener('activate', (event) => event.waitUntil(dropOthers()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || pathname.startsWith('/api/')) return;
  event.respondWith(request.mode === 'navigate' ? answerDocument(request) : answerFile(request));
});
