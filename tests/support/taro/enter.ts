import type { Me } from '@linzhang/shared/members/members.contract';
import { act } from '@testing-library/react';
import { leave, setMe } from '../../../miniprogram/src/features/members/account';
import { consentStore } from '../../../miniprogram/src/features/members/consent';
import { keepToken } from '../../../miniprogram/src/lib/session';
import { buildMe } from './me';

/** Signs somebody in, as the launch of the app does. */
export function enterAs(me: Me = buildMe()): void {
  keepToken('token');
  act(() => setMe(me));
}

/** Nobody is signed in, nor could be without a person's doing. */
export function enterAsStranger(): void {
  act(leave);
}

/** Forgets who was signed in, after a test. */
export function forgetWhoEntered(): void {
  act(() => {
    leave();
    consentStore.set({ wanted: false, postponed: false, waiting: null });
  });
}
