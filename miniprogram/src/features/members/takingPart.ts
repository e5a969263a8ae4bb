import type { Me } from '@linzhang/shared/members/members.contract';
import { showSignIn } from '../../lib/session';
import { askForConsent } from './consent';

/** The step between a visitor and taking part. */
export interface FirstStep {
  /** A verb, for the button. */
  verb: string;
  why: string;
  go: () => void;
}

/** What a visitor does first: signs in, agrees to the terms; null for who may take part. */
export function firstStepOf(me: Me | null): FirstStep | null {
  if (me === null) return { verb: '去登录', why: '登录后就能报名、集章和领券。', go: showSignIn };
  if (!me.consented) return { verb: '阅读并同意', why: '同意服务条款后就能报名、集章和领券。', go: askForConsent };
  return null;
}
