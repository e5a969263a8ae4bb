import type { ComponentProps } from 'react';
import { addWords } from '../../lib/words';
import { WORK_WORDS } from '../../lib/workWords';
import { AccountScreen } from './AccountScreen';

addWords(WORK_WORDS);

/** A page of 工作台: the account's page, with the words that only employees need. */
export function WorkScreen(props: ComponentProps<typeof AccountScreen>) {
  return <AccountScreen {...props} />;
}
