import { COLUMN_NAMES } from '@linzhang/shared/aum/aumRow.rules';
import { getImport, uploadImport } from '../../aum/imports.service';
import { workImports } from '../../aum/importWorker.service';
import { considerNoted } from '../../leads/following.service';
import { CHENS_PHONE, headOf } from '../people';
import { type BankList, listText, rowOf } from './bankLists';
import type { Customer } from './customers';
import type { Scene } from './scene';

const TRIES = 3;
const POLL_MS = 500;

/** 陈阿姨 as the bank knows her: 18.6万, near the next line. She bound her phone on the first day. */
const CHEN: Customer = {
  customerNo: '621788660001',
  name: '陈桂兰',
  phone: CHENS_PHONE,
  birthYear: 1968,
  managerNo: 'JN003',
  course: 'near',
  base: 152_400,
  last: 5.2,
  now: 16.85,
  products: ['deposit', 'debit_card', 'mobile_bank', 'wealth'],
  opens: null,
  loans: 0,
  cardSpending: 0,
  cardGrade: '无',
  transactions: 31,
  channelPercent: 64,
  mobileActive: true,
};

/** Sends a file of the bank in and lets the server work on it, as of an instant. */
export async function importList(scene: Scene, list: BankList, at: Date, more: string[][] = []): Promise<void> {
  const { world, customers } = scene;
  const text = listText(customers, list, world.today, [...faultyRows(list, customers, world.today), ...more]);
  for (let tries = 1; ; tries += 1) {
    const upload = { branchId: world.idOf('branch'), fileName: list.fileName, source: piecesOf(text) };
    const { _id } = await uploadImport(upload, headOf(world), at);
    const status = await workedOn(scene, _id.toHexString(), at);
    if (status === 'done') break;
    // Pieces of a file of months ago may be cleared away at once, as old ones are: the same file is read again.
    if (status !== 'failed' || tries === TRIES) throw new Error(`${list.fileName} came to ${status}`);
  }
  await considerNoted(at);
}

/** What became of a file. One that a killed process had in hand is free a little later. */
async function workedOn({ secrets, logger }: Scene, importId: string, at: Date): Promise<string> {
  for (;;) {
    await workImports({ hashPhone: secrets.hashPhone, logger, now: () => at, stopping: () => false });
    const { status } = await getImport(importId);
    if (status !== 'uploaded' && status !== 'applying') return status;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function* piecesOf(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

/** The rows of 陈阿姨 for all days known on the first one: the months before come with them. */
export function chensRows(days: readonly string[], today: string): string[][] {
  return days.map((day) => rowOf(CHEN, day, today));
}

/** Rows as lists have them now and then: an amount that is none, a manager whom nobody knows, a number of two. */
function faultyRows({ days }: BankList, customers: readonly Customer[], today: string): string[][] {
  const [day, ...others] = days;
  const [shared, unknown, broken] = customers.filter((_customer, index) => index % 61 === 30);
  if (!day || others.length > 0 || !shared || !unknown || !broken) return [];
  const row = (customer: Customer, change: Partial<Customer>) => rowOf({ ...customer, ...change }, day, today);
  const wrong = row(broken, { customerNo: '621799000003' });
  wrong[COLUMN_NAMES.indexOf('deposits')] = '约3万';
  return [
    // A couple with one phone: whose account it is the head has to say.
    row(shared, { customerNo: '621799000001', course: 'small', base: 12_600, managerNo: null, opens: null }),
    row(unknown, {
      customerNo: '621799000002',
      phone: '13800020002',
      name: '高慧芳',
      managerNo: 'JN099',
      base: 36_000,
    }),
    wrong,
  ];
}
