/** A random UUID (version 4); the mini-program has no `crypto`, and the server keeps these apart by actor and operation. */
export function newRequestId(): string {
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (mark) => {
    const digit = Math.floor(Math.random() * 16);
    return (mark === 'x' ? digit : (digit % 4) + 8).toString(16);
  });
}

/** Names a call in the server's log. */
export function newTraceId(): string {
  return newRequestId().replace(/-/g, '');
}
