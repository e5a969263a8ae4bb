import { useLaunch } from '@tarojs/taro';
import type { ReactNode } from 'react';
import { startAccount } from './features/members/account';
import { listenForPrivacy } from './features/members/consent';
import './app.scss';

/** Signs in silently at launch; everything else belongs to the pages. */
function App({ children }: { children?: ReactNode }) {
  useLaunch(() => {
    listenForPrivacy();
    startAccount();
  });
  return children;
}

export default App;
