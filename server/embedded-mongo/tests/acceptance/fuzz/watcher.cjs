/**
 * Pings a server from a thread of its own, so that work of the test is not taken for slowness of the server. Tells the
 * longest time an answer took and the most memory the server had since it was last asked.
 */
const { readFileSync } = require('node:fs');
const { connect } = require('node:net');
const { parentPort, workerData } = require('node:worker_threads');

const PING_EVERY_MS = 50;
/** OP_MSG with { ping: 1, $db: 'admin' }. */
const PING = Buffer.from(
  '330000000100000000000000dd07000000000000001e0000001070696e67000100000002246462000600000061646d696e0000',
  'hex',
);

let slowest = 0;
let memory = 0;
let sentAt;

function observe() {
  if (sentAt !== undefined) slowest = Math.max(slowest, performance.now() - sentAt);
  try {
    const status = readFileSync(`/proc/${workerData.pid}/status`, 'utf8');
    memory = Math.max(memory, Math.round(Number(/RssAnon:\s+(\d+)/.exec(status)[1]) / 1024));
  } catch {
    memory = Math.max(memory, 0);
  }
}

const socket = connect(workerData.port, '127.0.0.1');
socket.on('error', () => undefined);
const timer = setInterval(() => {
  observe();
  if (sentAt !== undefined) return;
  sentAt = performance.now();
  socket.write(PING);
}, PING_EVERY_MS);
socket.on('data', () => {
  observe();
  sentAt = undefined;
});
parentPort.on('message', (message) => {
  observe();
  if (message === 'report') {
    parentPort.postMessage({ slowest, memory });
    slowest = 0;
    memory = 0;
    return;
  }
  clearInterval(timer);
  socket.destroy();
  parentPort.close();
});
