/** Everything that tells or uses time but the date itself: those run on, so that pages and tests wait as always. */
const REST = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'requestAnimationFrame',
  'cancelAnimationFrame',
  'requestIdleCallback',
  'cancelIdleCallback',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;

/** Stops the phone's clock at an instant; timers go on. `jest.useRealTimers()` lets it run again. */
export function stopClockAt(at: Date): void {
  jest.useFakeTimers({ now: at, doNotFake: [...REST] });
}
