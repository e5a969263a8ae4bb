import type { Doc } from '../bson/values';

/** What commands may know and do about the connection they came over. */
export interface ClientConnection {
  readonly id: number;
  /** host:port of the client. */
  readonly remote: string;
  /** `client` document of the driver's hello. */
  metadata?: Doc;
  /** Application name out of that document; failpoints can be limited to it. */
  appName?: string;
  readonly closed: boolean;
  /** The read being done for it, which is interrupted when the connection goes. A connection runs one command at a time. */
  reading?: { interrupted: boolean };
  /** Drops the connection without an answer, as a crash would. */
  destroy(): void;
  /** Calls back once when the connection has gone; returns how to forget that. */
  onClose(callback: () => void): () => void;
}
