import { useLaunch } from '@tarojs/taro';
import type { ReactNode } from 'react';
import { startAccount, watchMe } from './features/members/account';
import { listenForPrivacy } from './features/members/consent';
import { startScanSync } from './features/stamps/scanSync';
import './app.scss';

/** Signs in silently at launch, and hands in what was scanned without network; everything else belongs to the pages. */
function App({ children }: { children?: ReactNode }) {
  useLaunch(() => {
    listenForPrivacy();
    startAccount();
    startScanSync((tell) => watchMe((me) => tell(me?.employee?.id ?? null)));
  });
  return children;
}

export default App;
