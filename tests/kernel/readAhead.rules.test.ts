import { readAhead } from '../../server/src/db/readAhead';

const asked: number[] = [];
let closed = false;

async function* numbers(until: number): AsyncGenerator<number> {
  try {
    for (let at = 1; at <= until; at += 1) {
      asked.push(at);
      if (at === 4) throw new Error('no fourth one');
      yield at;
    }
  } finally {
    closed = true;
  }
}

beforeEach(() => {
  asked.length = 0;
  closed = false;
});

const all = async (source: AsyncGenerator<number>): Promise<number[]> => {
  const given: number[] = [];
  for await (const each of source) given.push(each);
  return given;
};

it('gives everything in order, and has the next one fetched while one is worked on', async () => {
  for await (const each of readAhead(numbers(3))) {
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked.at(-1)).toBe(Math.min(each + 1, 3));
  }
  expect(await all(readAhead(numbers(3)))).toEqual([1, 2, 3]);
});

it('tells a failure when its turn comes', async () => {
  const given: number[] = [];
  const reading = (async () => {
    for await (const each of readAhead(numbers(5))) given.push(each);
  })();
  await expect(reading).rejects.toThrow('no fourth one');
  expect(given).toEqual([1, 2, 3]);
});

it('closes its source where the reader stops early', async () => {
  for await (const each of readAhead(numbers(3))) if (each === 1) break;
  expect(closed).toBe(true);
});
