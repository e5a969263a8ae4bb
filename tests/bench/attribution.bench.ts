/**
 * Markov and Shapley over 1,000,000 synthetic paths of 12 channels: time of both together against the target, and
 * the largest resident memory. Usage: `npm run bench:attribution [-- --paths N --rounds N]`
 */
import { parseArgs } from 'node:util';
import { markovCredits } from '@linzhang/shared/attribution/markov.rules';
import type { Path } from '@linzhang/shared/attribution/paths.rules';
import { shapleyCredits } from '@linzhang/shared/attribution/shapley.rules';

const CHANNELS = 12;
const LONGEST_PATH = 8;
const TARGET_MS = 10_000;
const TARGET_MB = 500;

const { values } = parseArgs({
  options: { paths: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '3' } },
});

/** Numbers from 0 to 1 that are the same at each run (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function somePaths(count: number): Path[] {
  const next = numbersFrom(20_261_122);
  return Array.from({ length: count }, () => {
    const length = 1 + Math.floor(next() * LONGEST_PATH);
    const steps = Array.from({ length }, () => `channel-${Math.floor(next() * CHANNELS)}`);
    const converted = next() < 0.1 ? 1 : 0;
    return { steps, converted, lost: 1 - converted };
  });
}

function main(): void {
  const paths = somePaths(Number(values.paths));
  const times: number[] = [];
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const from = performance.now();
    const markov = markovCredits(paths);
    const shapley = shapleyCredits(paths);
    times.push(performance.now() - from);
    if (markov.shares.size !== CHANNELS || shapley?.size !== CHANNELS) throw new Error('a channel is missing');
  }
  const median = times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
  const mostMb = process.resourceUsage().maxRSS / 1024;
  const met = median < TARGET_MS && mostMb < TARGET_MB;
  console.log(
    `${paths.length} paths of ${CHANNELS} channels: ${median.toFixed(0)} ms (target ${TARGET_MS}), ` +
      `${mostMb.toFixed(0)} MB at most (target ${TARGET_MB}), ${met ? 'met' : 'MISSED'}`,
  );
  if (!met) process.exitCode = 1;
}

main();
