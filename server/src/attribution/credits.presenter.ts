import type { CreditedConversion } from '@linzhang/shared/attribution/attribution.contract';
import {
  COMPARING_MODELS,
  COMPARING_RULES,
  comparingBecause,
  comparingCredits,
  type KeptTouch,
} from '@linzhang/shared/attribution/models.rules';
import type { Page } from '@linzhang/shared/kernel/pages';
import { Types } from 'mongoose';
import { channelNames } from '../channels/journeys.service';
import { pageAfter } from '../db/pages';
import { employeeNames } from '../employees/employees.service';
import { Conversion, type ConversionRecord } from './conversion.model';
import { type KnownConversion, withCredits } from './standingConversions';

interface Names {
  employees: ReadonlyMap<string, string>;
  channels: ReadonlyMap<string, string>;
}

/** A member's conversions, newest first, with the credit that counts beside the comparing models. */
export async function presentCredits(
  memberId: string,
  query: { cursor?: string; limit: number },
): Promise<Page<CreditedConversion>> {
  const filter = { memberId: new Types.ObjectId(memberId), reverses: { $exists: false } };
  const order = { field: 'at', direction: -1 } as const;
  const page = await pageAfter(Conversion, filter, order, query, (row: ConversionRecord) => row);
  const known = await withCredits(page.items);
  const names = await namesOf(known);
  return { items: known.map((each) => presentConversion(each, names)), nextCursor: page.nextCursor };
}

async function namesOf(known: readonly KnownConversion[]): Promise<Names> {
  const touches = known.flatMap((each) => each.touches);
  const credited = known.flatMap(({ credits }) => credits.map(({ employeeId }) => employeeId.toHexString()));
  const [employees, channels] = await Promise.all([
    employeeNames([...new Set([...credited, ...touches.map(({ employeeId }) => employeeId)])]),
    channelNames([...new Set(touches.flatMap(({ channelId }) => channelId ?? []))]),
  ]);
  return { employees, channels };
}

function presentConversion(
  { row, touches, credits, reversed, held }: KnownConversion,
  names: Names,
): CreditedConversion {
  const facts = { at: row.at, because: row.because, held, touches };
  const named = (id: string) => ({ id, name: names.employees.get(id) ?? '' });
  return {
    id: row._id.toHexString(),
    kind: row.kind,
    at: row.at.toISOString(),
    amountFen: row.amountFen ?? null,
    product: row.product ?? null,
    reversed,
    held,
    origin: {
      because: credits[0]?.because ?? row.because,
      ruleVersion: row.ruleVersion,
      credits: credits.map(({ employeeId, ppm }) => ({ employee: named(employeeId.toHexString()), ppm })),
    },
    touches: touches.map((touch) => presentTouch(touch, named, names)),
    comparing: COMPARING_MODELS.map((model) => ({
      model,
      because: comparingBecause(facts),
      ruleVersion: COMPARING_RULES,
      ppm: comparingCredits(model, facts).map(({ ppm }) => ppm),
    })),
  };
}

function presentTouch(
  touch: KeptTouch,
  named: (id: string) => { id: string; name: string },
  { channels }: Names,
): CreditedConversion['touches'][number] {
  const { employeeId, channelId, source, placement, at } = touch;
  return {
    employee: named(employeeId),
    channel: channelId === null ? null : { id: channelId, name: channels.get(channelId) ?? '' },
    source,
    placement,
    at: at.toISOString(),
  };
}
