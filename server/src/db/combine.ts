import { isDatabaseAway } from './databaseAway';

/** Commands of one kind under way at a time in a process; with one, a slow answer would hold everybody up. */
const MOST_UNDER_WAY = 2;
/** Questions in one command at most. */
const MOST_TOGETHER = 100;

interface Waiting<Q, A> {
  question: Q;
  resolve: (answer: A) => void;
  reject: (error: unknown) => void;
}

/**
 * Lets callers who ask at the same time share one command: `answerAll` gets the questions that wait and answers in
 * their order. Nothing is kept: an answer is always read after its question came. A failure is everybody's in that
 * command, so this is for questions of which none can spoil it alone.
 */
export function combine<Q, A>(
  answerAll: (questions: readonly Q[]) => Promise<readonly A[]>,
): (question: Q) => Promise<A> {
  let waiting: Waiting<Q, A>[] = [];
  let underWay = 0;
  let called = false;

  const ask = async (callers: readonly Waiting<Q, A>[]): Promise<void> => {
    try {
      const answers = await answerAll(callers.map((caller) => caller.question));
      for (const [index, caller] of callers.entries()) caller.resolve(answers[index] as A);
    } catch (error) {
      // Where no database answers, who waits would only wait for the same, and the line would grow meanwhile.
      const refused = isDatabaseAway(error) ? [...callers, ...waiting.splice(0)] : callers;
      for (const caller of refused) caller.reject(error);
    }
  };
  const start = (): void => {
    called = false;
    while (waiting.length > 0 && underWay < MOST_UNDER_WAY) {
      const callers = waiting.slice(0, MOST_TOGETHER);
      waiting = waiting.slice(MOST_TOGETHER);
      underWay += 1;
      void ask(callers).finally(() => {
        underWay -= 1;
        start();
      });
    }
  };
  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      if (called || underWay >= MOST_UNDER_WAY) return;
      called = true;
      // After the requests that came in with this one have got here too.
      setImmediate(start);
    });
}
