import { useLaunch, usePageNotFound } from '@tarojs/taro';
import type { ReactNode } from 'react';
import { startAccount, watchMe } from './features/members/account';
import { listenForPrivacy } from './features/members/consent';
import { startScanSync } from './features/stamps/scanSync';
import { speakShell } from './lib/h5Shell';
import { launchPage, openTab } from './lib/navigation';
import { tabs } from './paths';
import './app.scss';

/** Tabs whose one answer also says who is signed in. */
const TABS_WITH_ME: readonly string[] = [tabs.groups, tabs.stamps, tabs.claims];

/** Signs in silently at launch, and hands in what was scanned without network; everything else belongs to the pages. */
function App({ children }: { children?: ReactNode }) {
  useLaunch(({ path }) => {
    speakShell();
    listenForPrivacy();
    startAccount(TABS_WITH_ME.includes(launchPage(path, tabs.groups)));
    startScanSync((tell) => watchMe((me) => tell(me?.employee?.id ?? null)));
  });
  // An old link, or one cut short.
  usePageNotFound(() => openTab(tabs.groups));
  return children;
}

export default App;
