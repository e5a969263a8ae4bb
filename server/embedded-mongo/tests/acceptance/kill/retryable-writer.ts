import { randomUUID } from 'node:crypto';
import { Binary, type Doc, Double, docOf, type Value } from '../../../src/bson/values';
import { opMsg, RawClient } from '../../server/raw-client';
import type { RandomSource } from '../random-source';
import type { Round, Tally } from './round';

/**
 * Sends retryable writes over a socket of its own, one after another on one session, and can send the last one again.
 * Each write adds one to a counter, so the counter tells how often the writes were executed.
 */
export class RetryableWriter {
  private readonly lsid = docOf({ id: new Binary(Buffer.from(randomUUID().replaceAll('-', ''), 'hex'), 4) });
  private number = 0n;
  private last: { command: Doc; answer: Doc | undefined } | undefined;

  constructor(
    readonly id: string,
    private readonly random: RandomSource,
    private readonly tally: Tally,
  ) {}

  /** How many writes have been sent: each must count exactly once after its repetition. */
  get sent(): number {
    return Number(this.number);
  }

  async run(round: Round): Promise<void> {
    const client = await RawClient.connect(round.port);
    while (!round.stopped) {
      this.number += 1n;
      const command = this.command();
      this.last = { command, answer: undefined };
      client.send(opMsg(command));
      const answer = await Promise.race([client.next(), client.closed]);
      if (!answer) {
        this.tally.uncertain += 1;
        break;
      }
      this.last.answer = answer.doc;
      this.tally.acknowledged += 1;
    }
    client.close();
  }

  /** Sends the last write again. Answers what is wrong with the answer. */
  async repeat(port: number): Promise<string[]> {
    if (!this.last) return [];
    const client = await RawClient.connect(port);
    const reply = await client.run(this.last.command);
    client.close();
    this.tally.replayed += 1;
    const faults: string[] = [];
    if (reply.get('ok') === undefined || outcome(reply).startsWith('error')) faults.push(`repeated: ${outcome(reply)}`);
    const { answer } = this.last;
    if (answer && outcome(answer) !== outcome(reply)) {
      faults.push(`${this.id}: answered ${outcome(answer)}, after the restart ${outcome(reply)}`);
    }
    return faults;
  }

  private command(): Doc {
    const query = docOf({ _id: this.id });
    const update = docOf({ $inc: docOf({ n: 1 }) });
    const fields: [string, Value][] =
      this.random.below(2) === 0
        ? [
            ['update', 'counters'],
            ['updates', [docOf({ q: query, u: update, upsert: true })]],
          ]
        : [
            ['findAndModify', 'counters'],
            ['query', query],
            ['update', update],
            ['upsert', true],
            ['new', true],
          ];
    return new Map<string, Value>([...fields, ['$db', 'kill'], ['lsid', this.lsid], ['txnNumber', this.number]]);
  }
}

/** The part of an answer that must be the same when the write is sent again. */
function outcome(reply: Doc): string {
  const ok = reply.get('ok');
  if (!(ok instanceof Double) || ok.value !== 1 || reply.has('writeErrors'))
    return `error ${String(reply.get('errmsg'))}`;
  const value = reply.get('value');
  const counts = ['n', 'nModified'].map((name) => `${name}=${String(reply.get(name))}`);
  return `${counts} value=${value instanceof Map ? [...value].join() : String(value)}`;
}
