import { createHash, randomBytes } from 'node:crypto';

/** How the simulator can be told to fail: the next `times` calls of `call` answer with `errcode`, or hang for `delayMs`. */
export interface Failure {
  /** Name of the call: login, token, phone, codeImage, message, text, risk. */
  call: string;
  times: number;
  errcode?: number;
  delayMs?: number;
}

export interface SentMessage {
  touser: string;
  template_id: string;
  page: string;
  data: Record<string, { value: string }>;
  at: string;
}

export interface MadeCode {
  scene: string;
  page: string;
  width: number;
  at: string;
}

/** What the simulator remembers: tokens it gave, codes that were used, messages and codes it was asked for. */
export class SimulatorState {
  readonly messages: SentMessage[] = [];
  readonly codeImages: MadeCode[] = [];
  readonly calls: Record<string, number> = {};
  /** Members who refused messages, by openid. */
  readonly refusing = new Set<string>();
  /** Risk rank by openid; 0 for everybody else. */
  readonly ranks = new Map<string, number>();
  private readonly failures: Failure[] = [];
  private readonly usedCodes = new Set<string>();
  private token: { value: string; expiresAt: number } | null = null;

  /** The current token; `force` makes a new one and voids the former. */
  issueToken(force: boolean): { value: string; expiresIn: number } {
    const now = Date.now();
    if (force || !this.token || this.token.expiresAt - now < 300_000) {
      this.token = { value: `sim-${randomBytes(200).toString('base64url')}`, expiresAt: now + 7_200_000 };
    }
    return { value: this.token.value, expiresIn: Math.floor((this.token.expiresAt - now) / 1000) };
  }

  isToken(value: string | null): boolean {
    return this.token !== null && value === this.token.value;
  }

  /** Makes every token given so far invalid, as an outside refresh does. */
  voidToken(): void {
    this.token = null;
  }

  /** Notes a one-use code; false where it was used before. Codes without a `#` part may be used again: tests and personas repeat them. */
  useCode(code: string): boolean {
    if (!code.includes('#')) return true;
    if (this.usedCodes.has(code)) return false;
    this.usedCodes.add(code);
    return true;
  }

  failNext(failure: Failure): void {
    this.failures.push({ ...failure });
  }

  /** The failure to play for a call, if one is left. */
  takeFailure(call: string): Failure | null {
    const failure = this.failures.find((each) => each.call === call && each.times > 0);
    if (!failure) return null;
    failure.times -= 1;
    return failure;
  }

  /** True while a failure that was ordered for a call has not been played. */
  hasFailureLeft(call: string): boolean {
    return this.failures.some((each) => each.call === call && each.times > 0);
  }

  clear(): void {
    this.messages.length = 0;
    this.codeImages.length = 0;
    this.failures.length = 0;
    this.usedCodes.clear();
    this.refusing.clear();
    this.ranks.clear();
  }
}

/** The openid of a simulated person: the same for the same name, 28 characters as the platform's. */
export function openidOf(name: string): string {
  return `o${createHash('sha256').update(`openid:${name}`).digest('base64url').slice(0, 27)}`;
}
