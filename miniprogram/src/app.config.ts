import {
  branchPages,
  channelPages,
  codePage,
  eventPages,
  groupPages,
  kitPage,
  managerPages,
  memberPages,
  offerPages,
  personasPage,
  tabs,
  workPages,
} from './paths';

const weapp = process.env.TARO_ENV === 'weapp';

/** Paths below the root of their sub-package. */
function packageOf(root: string, name: string, paths: readonly string[]) {
  return { root, name, pages: paths.map((path) => path.slice(root.length + 1)) };
}

/** WeChat reads theme.json; h5 has no such thing and takes the light colours. */
function themed(name: string, inH5: string): string {
  return weapp ? `@${name}` : inH5;
}

function tab(pagePath: string, text: string, icon: string) {
  return {
    pagePath,
    text,
    iconPath: themed(`${icon}Icon`, `assets/tabs/${icon}.png`),
    selectedIconPath: themed(`${icon}IconOn`, `assets/tabs/${icon}-on.png`),
  };
}

const signIn = [codePage, ...(BUILD_PERSONAS ? [personasPage] : [])];

export default defineAppConfig({
  pages: Object.values(tabs),
  subPackages: [
    packageOf('pages/members', 'members', Object.values(memberPages)),
    packageOf('pages/channels', 'channels', Object.values(channelPages)),
    packageOf('pages/groups', 'groups', Object.values(groupPages)),
    packageOf('pages/events', 'events', Object.values(eventPages)),
    packageOf('pages/offers', 'offers', Object.values(offerPages)),
    packageOf('pages/work', 'work', Object.values(workPages)),
    packageOf('pages/manager', 'manager', Object.values(managerPages)),
    packageOf('pages/branch', 'branch', Object.values(branchPages)),
    ...(weapp ? [] : [packageOf('pages/signin', 'signin', signIn)]),
    ...(BUILD_KIT ? [packageOf('pages/kit', 'kit', [kitPage])] : []),
  ],
  preloadRule: {
    [tabs.groups]: { network: 'all', packages: ['groups'] },
    [tabs.me]: { network: 'all', packages: ['members'] },
    [tabs.stamps]: { network: 'all', packages: ['events'] },
    [tabs.claims]: { network: 'all', packages: ['offers'] },
  },
  darkmode: true,
  ...(weapp ? { themeLocation: 'theme.json' } : { animation: false }),
  window: {
    navigationStyle: 'default',
    navigationBarTitleText: '邻章',
    navigationBarBackgroundColor: themed('paper', '#FBF7F0'),
    navigationBarTextStyle: themed('barText', 'black') as 'black',
    backgroundColor: themed('paper', '#FBF7F0'),
    backgroundTextStyle: themed('pullText', 'dark') as 'dark',
  },
  tabBar: {
    color: themed('ink2', '#6B6058'),
    selectedColor: themed('seal', '#B8322A'),
    backgroundColor: themed('card', '#FFFFFF'),
    borderStyle: themed('barBorder', 'black') as 'black',
    list: [
      tab(tabs.groups, '福利圈', 'home'),
      tab(tabs.stamps, '集章', 'stamp'),
      tab(tabs.claims, '券包', 'ticket'),
      tab(tabs.me, '我的', 'person'),
    ],
  },
  lazyCodeLoading: 'requiredComponents',
  __usePrivacyCheck__: true,
  permission: {
    'scope.userLocation': { desc: '用于在地图上选择商户和网点的位置' },
    'scope.userFuzzyLocation': { desc: '用于把离您近的福利圈排在前面' },
  },
  requiredPrivateInfos: ['chooseLocation', 'getFuzzyLocation'],
});
