import type { Me } from '@linzhang/shared/members/members.contract';
import Taro from '@tarojs/taro';
import { createStore } from '../../lib/store';

/** The id of WeChat's own agree button: `resolve` names it. */
export const AGREE_BUTTON_ID = 'agree-privacy';

type Resolve = (answer: { event: 'agree' | 'disagree'; buttonId?: string }) => void;

interface ConsentState {
  /** Somebody asked for the sheet, or WeChat did. */
  wanted: boolean;
  /** "Not now", until the app is opened again. */
  postponed: boolean;
  /** WeChat holds back a call until this is answered. */
  waiting: Resolve | null;
}

/** Whether the consent sheet is shown, on whichever page is in front. */
export const consentStore = createStore<ConsentState>({ wanted: false, postponed: false, waiting: null });

/** WeChat asks before the first call that touches personal data; the sheet answers. */
export function listenForPrivacy(): void {
  if (process.env.TARO_ENV !== 'weapp') return;
  Taro.onNeedPrivacyAuthorization?.((resolve: Resolve) => {
    consentStore.set({ ...consentStore.get(), wanted: true, waiting: resolve });
  });
}

/** Shows the sheet, after a tap that asked for it. */
export function askForConsent(): void {
  consentStore.set({ ...consentStore.get(), wanted: true });
}

/** Answers WeChat, if it waits, and closes the sheet. */
export function closeConsent(agreed: boolean): void {
  const { waiting } = consentStore.get();
  waiting?.(agreed ? { event: 'agree', buttonId: AGREE_BUTTON_ID } : { event: 'disagree' });
  consentStore.set({ wanted: false, postponed: !agreed, waiting: null });
}

/** The sheet opens by itself once for who has not agreed yet. */
export function isSheetDue(state: ConsentState, me: Me | undefined): boolean {
  return state.wanted || (me !== undefined && !me.consented && !state.postponed);
}
