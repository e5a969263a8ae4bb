import { setImmediate as nextTurn } from 'node:timers/promises';
import { combine } from '../../server/src/db/combine';

/** A command that answers when told to, and what it was asked. */
function heldCommand() {
  const asked: number[][] = [];
  const open: (() => void)[] = [];
  const ask = combine(async (questions: readonly number[]) => {
    asked.push([...questions]);
    await new Promise<void>((resolve) => open.push(resolve));
    if (questions.includes(13)) throw new Error('refused');
    return questions.map((question) => question * 10);
  });
  return { ask, asked, answerNext: () => open.shift()?.() };
}

describe('questions of one moment', () => {
  it('share a command, and each gets its own answer', async () => {
    const { ask, asked, answerNext } = heldCommand();
    const answers = Promise.all([ask(1), ask(2), ask(1)]);
    await nextTurn();
    answerNext();
    expect(await answers).toEqual([10, 20, 10]);
    expect(asked).toEqual([[1, 2, 1]]);
  });

  it('are never answered by a command that was sent before them', async () => {
    const { ask, asked, answerNext } = heldCommand();
    const first = ask(1);
    await nextTurn();
    const second = ask(1);
    await nextTurn();
    expect(asked).toEqual([[1], [1]]);
    answerNext();
    answerNext();
    expect(await Promise.all([first, second])).toEqual([10, 10]);
  });

  it('wait together while two commands are under way, and go when one has ended', async () => {
    const { ask, asked, answerNext } = heldCommand();
    const answers = [ask(1)];
    await nextTurn();
    answers.push(ask(2));
    await nextTurn();
    answers.push(ask(3), ask(4));
    await nextTurn();
    answers.push(ask(5));
    await nextTurn();
    expect(asked).toEqual([[1], [2]]);
    answerNext();
    await answers[0];
    await nextTurn();
    expect(asked).toEqual([[1], [2], [3, 4, 5]]);
    answerNext();
    answerNext();
    expect(await Promise.all(answers)).toEqual([10, 20, 30, 40, 50]);
  });

  it('go a hundred in a command at most', async () => {
    const { ask, asked, answerNext } = heldCommand();
    const answers = Promise.all(Array.from({ length: 250 }, (_none, index) => ask(index + 100)));
    for (let turn = 0; turn < 5; turn += 1) {
      await nextTurn();
      answerNext();
    }
    expect(await answers).toHaveLength(250);
    expect(asked.map((questions) => questions.length)).toEqual([100, 100, 50]);
  });

  it('fail at once where no database answers, those who wait too', async () => {
    const away = Object.assign(new Error('nobody there'), { name: 'MongoServerSelectionError' });
    const ends: ((error: Error) => void)[] = [];
    const ask = combine(
      (_questions: readonly number[]) => new Promise<number[]>((_resolve, reject) => ends.push(reject)),
    );
    const answers: Promise<number>[] = [];
    for (let question = 0; question < 4; question += 1) {
      answers.push(ask(question));
      await nextTurn();
    }
    const settled = Promise.allSettled([answers[0], answers[2], answers[3]]);
    ends[0]?.(away);
    expect((await settled).map((result) => result.status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(ends).toHaveLength(2);
    ends[1]?.(away);
    await expect(answers[1]).rejects.toBe(away);
  });

  it('fail with their command, and those after it do not', async () => {
    const { ask, answerNext } = heldCommand();
    const failing = Promise.allSettled([ask(13), ask(1)]);
    await nextTurn();
    answerNext();
    expect((await failing).map((result) => result.status)).toEqual(['rejected', 'rejected']);
    const later = ask(2);
    await nextTurn();
    answerNext();
    expect(await later).toBe(20);
  });
});
