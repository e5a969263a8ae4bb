import { documentOf, type RawConnection } from './raw-connection';
import type { Workload } from './workloads';

/** Makes the numbers of the messages: each connection walks over all documents in a scattered order. */
const STRIDE = 7919;

let issued = 0;

/** Commands answered per second, every connection sending its next message when the last one is answered. */
export async function throughput(
  workload: Workload,
  connections: readonly RawConnection[],
  documents: number,
  milliseconds: number,
): Promise<number> {
  const start = performance.now();
  const until = start + milliseconds;
  let answered = 0;
  const drive = async (connection: RawConnection, index: number): Promise<void> => {
    const { bytes, number } = workload.template(index);
    while (performance.now() < until) {
      issued += 1;
      number((issued * STRIDE) % documents);
      const reply = await connection.exchange(bytes);
      if (!reply.includes(workload.expects))
        throw new Error(`${workload.name}: unexpected reply ${JSON.stringify(documentOf(reply))}`);
      answered += 1;
    }
  };
  await Promise.all(connections.map(drive));
  return (answered / (performance.now() - start)) * 1000;
}

/** The middle one. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
