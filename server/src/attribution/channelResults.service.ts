import { type ConversionKind, latestTouch } from '@linzhang/shared/attribution/attribution.rules';
import { broughtFen } from '@linzhang/shared/attribution/report.rules';
import type { Types } from 'mongoose';
import { Conversion, type ConversionRecord } from './conversion.model';
import { isCounted } from './reportParts';
import { type KnownConversion, withCredits } from './standingConversions';

/** What somebody did who came by a channel. */
export interface ChannelResult {
  memberId: string;
  kind: ConversionKind;
  /** What it brought to the bank, in fen; 0 for what brings none. */
  amountFen: number;
}

const BATCH = 500;

/**
 * What came of those who came by these channels from `from` to before `to`, by channel: a conversion belongs to the
 * channel of the latest touch before it, and that touch lies in the period. What was taken back, what waits for a head
 * and what people did who work here is left out.
 */
export async function channelResults(
  channelIds: readonly Types.ObjectId[],
  from: Date,
  to: Date,
): Promise<Map<string, ChannelResult[]>> {
  const results = new Map<string, ChannelResult[]>();
  const where = { channelId: { $in: channelIds }, at: { $gte: from }, reverses: { $exists: false } };
  let batch: ConversionRecord[] = [];
  const take = async () => {
    for (const each of await withCredits(batch)) addResult(results, each, from, to);
    batch = [];
  };
  for await (const row of Conversion.find(where).lean().cursor({ batchSize: BATCH })) {
    batch.push(row);
    if (batch.length === BATCH) await take();
  }
  await take();
  return results;
}

function addResult(results: Map<string, ChannelResult[]>, each: KnownConversion, from: Date, to: Date): void {
  const { row, touches } = each;
  const channelId = row.channelId?.toHexString();
  if (channelId === undefined || !isCounted(each)) return;
  const cameAt = latestTouch(
    touches.filter((touch) => touch.channelId === channelId),
    row.at,
    Number.POSITIVE_INFINITY,
  )?.at;
  if (!cameAt || cameAt < from || cameAt >= to) return;
  const result = {
    memberId: row.memberId.toHexString(),
    kind: row.kind,
    amountFen: broughtFen(row.kind, row.amountFen),
  };
  const known = results.get(channelId);
  if (known) known.push(result);
  else results.set(channelId, [result]);
}
