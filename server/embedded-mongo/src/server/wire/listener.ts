import { type AddressInfo, createServer, type Server } from 'node:net';
import { Connection, type RequestHandler } from './connection';

/** Only this machine may connect: the server has no users and no passwords. */
export const LISTEN_ADDRESS = '127.0.0.1';

/** Accepts connections on the loopback interface. */
export class Listener {
  private readonly server: Server;
  private readonly open = new Set<Connection>();
  private accepted = 0;

  constructor(handler: RequestHandler, connectionLimit: number) {
    this.server = createServer((socket) => {
      this.accepted += 1;
      const connection = new Connection(this.accepted, socket, handler);
      this.open.add(connection);
      connection.onClose(() => this.open.delete(connection));
    });
    this.server.maxConnections = connectionLimit;
  }

  /** Number of connections now and since the start. */
  get connectionCounts(): { current: number; totalCreated: number } {
    return { current: this.open.size, totalCreated: this.accepted };
  }

  /** Starts listening; port 0 takes any free one. Resolves to the port. */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, LISTEN_ADDRESS, () => {
        this.server.off('error', reject);
        this.server.on('error', () => undefined);
        resolve((this.server.address() as AddressInfo).port);
      });
    });
  }

  /** Stops accepting, lets commands in progress answer for at most `graceMs`, then drops what is left. */
  async close(graceMs: number): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    const grace = setTimeout(() => {
      for (const connection of this.open) connection.destroy();
    }, graceMs);
    await Promise.all([...this.open].map((connection) => connection.finish()));
    clearTimeout(grace);
    for (const connection of this.open) connection.destroy();
    await closed;
  }
}
