import type { OfflineScan, Shift } from '@linzhang/shared/stamps/scans.contract';
import * as routes from '@linzhang/shared/stamps/stamps.endpoints';
import { type Reply, requestId, TestApi } from '../support/api';
import { buildBranch, buildMember, buildWorker, type Person, uniqueName, type Worker } from '../support/people';
import { buildMarket, differences, type Market, type MarketWishes, showCode } from './market';

/** A scan as a device keeps it. */
export interface DeviceScan {
  code: string;
  boothId: string;
  scannedAt: string;
  sequence: number;
  requestId: string;
}

/** A branch whose people work at one market after another, with devices that record without network. */
export class Basement {
  private sequence = 0;
  market!: Market;

  private constructor(
    readonly api: TestApi,
    readonly branchId: string,
    readonly head: Worker,
    readonly staff: Worker[],
  ) {}

  static async open(api: TestApi): Promise<Basement> {
    const branchId = await buildBranch(api);
    const head = await buildWorker(api, branchId, ['head']);
    const staff = await Promise.all([1, 2, 3].map(() => buildWorker(api, branchId, ['staff'])));
    return new Basement(api, branchId, head, staff);
  }

  /** Opens the next market, at which everybody works. */
  async nextMarket(wishes: MarketWishes = {}): Promise<Market> {
    const { branchId, head, staff } = this;
    this.market = await buildMarket(this.api, { branchId, head, staff, ...wishes });
    return this.market;
  }

  tokenOf(place: number): string {
    return this.staff[place]?.token as string;
  }

  async openShift(place: number, more: Record<string, unknown> = {}): Promise<Shift> {
    const body = {
      boothId: this.market.boothIds[place],
      deviceId: uniqueName('device'),
      deviceTime: this.api.clock.now().toISOString(),
      requestId: requestId(),
      ...more,
    };
    const reply: Reply<Shift> = await this.api.call(routes.openShift, { token: this.tokenOf(place), body });
    if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
    return reply.body;
  }

  /** A scan as the device keeps it now. */
  kept(shift: Shift, code: string, more: Partial<DeviceScan> = {}): DeviceScan {
    this.sequence += 1;
    const scannedAt = new Date(this.api.clock.now().getTime() - shift.clockOffsetMs).toISOString();
    return { code, boothId: shift.boothId, scannedAt, sequence: this.sequence, requestId: requestId(), ...more };
  }

  send(place: number, shift: Shift, scans: DeviceScan[]): Promise<Reply<{ items: OfflineScan[] }>> {
    const body = { shiftToken: shift.token, scans };
    return this.api.call(routes.sendScanBatch, { token: this.tokenOf(place), body });
  }

  /** A new customer with the code that the phone shows. */
  async codeOfNew(): Promise<{ person: Person; code: string }> {
    const person = await buildMember(this.api);
    return { person, code: await showCode(this.api, person, this.market.eventId) };
  }
}

/** What became of each scan of a batch, and why. */
export function fates(reply: Reply<{ items: OfflineScan[] }>): unknown[] {
  return reply.body.items.map(({ state, because }) => [state, because]);
}

/** Starts a server for the tests of a file and opens a market for each of them; after each, what is stored agrees. */
export function marketForEach(use: (basement: Basement) => void): void {
  let basement: Basement;
  beforeAll(async () => {
    basement = await Basement.open(await TestApi.start());
  });
  beforeEach(async () => {
    await basement.nextMarket();
    use(basement);
  });
  afterEach(async () => expect(await differences()).toEqual([]));
  afterAll(() => basement.api.stop());
}
