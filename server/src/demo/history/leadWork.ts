import { AppError } from '@linzhang/shared/kernel/errors';
import { addBusinessDays, businessDay } from '@linzhang/shared/kernel/time';
import type { FollowUpState, HeldAsset, HeldProduct } from '@linzhang/shared/leads/followUp.rules';
import type { LostReason } from '@linzhang/shared/leads/leads.rules';
import { assignLeads } from '../../leads/assigning.service';
import { type Feedback, followUpLead } from '../../leads/followUps.service';
import { type LeadRecord, listLeads } from '../../leads/leads.service';
import { takeLead } from '../../leads/taking.service';
import { headOf } from '../people';
import { type Dice, diceOf } from './dice';
import { HANDED_ON, NOTES, PLANS, TARGETS } from './leadWords';
import type { Scene } from './scene';

/** How a manager works: in so many of a hundred cases a lead is left lying, or one of the pool taken on a day. */
const MANAGERS = [
  { number: 'JN003', leftLying: 3, takes: 20 },
  { number: 'JN007', leftLying: 9, takes: 26 },
  { number: 'JN008', leftLying: 24, takes: 8 },
] as const;

/** More than a manager may hold. */
const MOST = 100;
/** A pool as short as this is left alone. */
const SHORT_POOL = 5;

/** What comes of touching a lead, by where it stands: in so many of a hundred cases, and how often it is touched at all. */
const OUTCOMES: Readonly<
  Record<'held' | 'contacted' | 'qualified', { touched: number; to: readonly (readonly [FollowUpState, number])[] }>
> = {
  held: {
    touched: 55,
    to: [
      ['contacted', 64],
      ['qualified', 20],
      ['lost', 10],
      ['won', 6],
    ],
  },
  contacted: {
    touched: 36,
    to: [
      ['contacted', 24],
      ['qualified', 36],
      ['lost', 24],
      ['won', 16],
    ],
  },
  qualified: {
    touched: 26,
    to: [
      ['contacted', 8],
      ['qualified', 30],
      ['lost', 12],
      ['won', 50],
    ],
  },
};

/** A morning at the managers' desks: leads are called, and one may be taken from the pool. */
export async function workLeads(scene: Scene, at: Date): Promise<void> {
  for (const manager of MANAGERS) {
    const employeeId = scene.world.idOf(`employee:${manager.number}`);
    const { items } = await listLeads({ scope: { kind: 'mine', employeeId }, limit: MOST }, at);
    for (const lead of items) await workLead(scene, lead, manager, at);
    await takeOne(scene, manager, at);
  }
}

async function workLead(
  scene: Scene,
  lead: LeadRecord,
  { number, leftLying }: (typeof MANAGERS)[number],
  at: Date,
): Promise<void> {
  const today = businessDay(at);
  const who = nameOf(scene, lead);
  const { state } = lead;
  if (state !== 'held' && state !== 'contacted' && state !== 'qualified') return;
  // What was agreed for later waits; what this morning has seen already, before the run was cut short, is done.
  if ((lead.nextOn && lead.nextOn > today) || (lead.lastWorkedAt && lead.lastWorkedAt >= at)) return;
  if (state === 'held' && diceOf(`lies/${number}/${who}`).in100(leftLying)) return;
  const dice = diceOf(`lead/${today}/${who}`);
  const { touched, to } = OUTCOMES[state];
  if (!dice.in100(lead.nextOn ? 90 : touched)) return;
  const requestId = scene.world.requestIdOf(`follow/${today}/${lead._id.toHexString()}`);
  const employeeId = scene.world.idOf(`employee:${number}`);
  await followUpLead(lead._id.toHexString(), employeeId, feedbackOf(dice, dice.weighted(to), today), requestId, at);
}

/** The same name at each run for who is of the crowd or a prospect, so that the same becomes of the lead. */
function nameOf(scene: Scene, { memberId, prospectName, _id }: LeadRecord): string {
  const member = memberId ? scene.crowdOf(memberId.toHexString()) : null;
  return member?.login ?? prospectName ?? _id.toHexString();
}

function feedbackOf(dice: Dice, state: FollowUpState, today: string): Feedback {
  const goesOn = state === 'contacted' || state === 'qualified';
  const known = state === 'qualified' || state === 'won';
  const lostReasons: readonly LostReason[] = ['no_answer', 'not_interested', 'other_bank', 'wrong_contact', 'no_funds'];
  return {
    assets: known ? some<HeldAsset>(dice, ['deposits', 'wealth_products', 'funds', 'property', 'business']) : [],
    products: known
      ? some<HeldProduct>(dice, ['mobile_bank', 'debit_card', 'payroll', 'merchant_code', 'mortgage'])
      : [],
    decisionMaker: known && dice.in100(50) ? dice.pick(['本人', '配偶', '夫妻商量', '店主']) : null,
    informant: null,
    actor: null,
    target: goesOn ? dice.pick(TARGETS) : null,
    plan: goesOn ? dice.pick(PLANS) : null,
    nextOn: goesOn && dice.in100(60) ? addBusinessDays(today, dice.between(1, 6)) : null,
    state,
    lostReason: state === 'lost' ? dice.pick(lostReasons) : null,
    note: dice.pick(NOTES[state]),
  };
}

function some<T>(dice: Dice, list: readonly T[]): T[] {
  return list.filter(() => dice.in100(45));
}

async function takeOne(scene: Scene, { number, takes }: (typeof MANAGERS)[number], at: Date): Promise<void> {
  const { world } = scene;
  const today = businessDay(at);
  const dice = diceOf(`take/${today}/${number}`);
  if (!dice.in100(takes)) return;
  const branchId = world.idOf('branch');
  const { items } = await listLeads({ scope: { kind: 'pool', branchId }, limit: SHORT_POOL + 1 }, at);
  const [lead] = items;
  if (!lead || items.length <= SHORT_POOL) return;
  const employee = { employeeId: world.idOf(`employee:${number}`), branchId };
  const leadId = lead._id.toHexString();
  await takeLead({ leadId, employee, requestId: world.requestIdOf(`take/${today}/${leadId}`) }, at).catch(leaveIt);
}

/** Who let a lead go may not take it again at once. */
function leaveIt(error: unknown): void {
  if (!(error instanceof AppError)) throw error;
}

/** The head gives leads that owners let go stale to whoever has most room. */
export async function assignStale(scene: Scene, at: Date): Promise<void> {
  const { world } = scene;
  const branchId = world.idOf('branch');
  const { items } = await listLeads({ scope: { kind: 'branch', branchId }, state: 'open', limit: MOST }, at);
  const leads = items.filter(({ desk }) => desk === 'head');
  if (leads.length === 0) return;
  const requestId = world.requestIdOf(`assign/${businessDay(at)}`);
  const by = headOf(world).actorId ?? '';
  await assignLeads({ leads, branchId, employeeId: null, note: HANDED_ON, requestId, by }, at);
}
