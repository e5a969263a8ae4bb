import type { ApiError } from '../../lib/apiError';
import { wordsFor } from '../../lib/words';
import { Notice } from './Notice';

/** Why a change failed, where it failed; nothing while there is no error. */
export function ErrorNotice({ error }: { error: ApiError | null }) {
  if (!error) return null;
  return <Notice tone="seal" icon={error.code === 'offline' ? 'offline' : 'alert'} text={wordsFor(error)} />;
}
