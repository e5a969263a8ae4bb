import type { Dice } from './dice';

const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高罗郑梁谢唐许韩冯邓曹彭曾萧田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤';

/** Given names by the years in which they were given: a person of 1950 is not called like a child of today. */
const GIVEN: readonly { until: number; women: string; men: string }[] = [
  {
    until: 1964,
    women: '秀珍 桂芳 玉梅 淑华 翠萍 凤英 月娥 桂兰 素琴 惠珍 玉珍 秀兰 金凤 兰英',
    men: '福生 长根 金宝 广林 庆丰 树清 国庆 宗明 炳泉 根生 宝林 水生 炳坤 顺年',
  },
  {
    until: 1979,
    women: '彩霞 丽娟 雪梅 春花 海燕 红梅 小琴 晓萍 建芳 文英 亚琴 惠芬 爱华 美凤',
    men: '建平 志刚 永强 振华 冬生 卫民 家明 正荣 少华 祥云 克俭 学勤 大勇 立民',
  },
  {
    until: 1992,
    women: '晓燕 静怡 婷婷 慧敏 雅琴 燕妮 文静 晶莹 莉莉 丹丹 艳红 倩云 玲玲 春晓',
    men: '明辉 海涛 家俊 志鹏 文博 晓东 立诚 建锋 宏伟 少鹏 永超 振宇 国栋 新宇',
  },
  {
    until: 2100,
    women: '思雨 梦瑶 欣妍 佳宁 诗涵 若溪 雨桐 雅静 子萱 可欣 紫妍 心怡 晨曦 悦然',
    men: '宇航 子轩 天佑 嘉豪 博文 梓涵 浩轩 逸凡 子墨 俊熙 奕辰 景行 思远 一帆',
  },
];

/** Combinations that somebody well known bears. */
const TAKEN = new Set([
  '石国庆',
  '孙国庆',
  '刘海涛',
  '陈志鹏',
  '陈海燕',
  '何家明',
  '王海涛',
  '李海涛',
  '刘晓燕',
  '贾玲玲',
]);

/** A name as people of a birth year bear it; never one that somebody well known has. */
export function nameOf(dice: Dice, birthYear: number): string {
  const names = GIVEN.find(({ until }) => birthYear <= until) ?? GIVEN[0];
  for (;;) {
    const given = dice.pick((dice.in100(54) ? names?.women : names?.men)?.split(' ') ?? []);
    const name = `${dice.weighted(weightedSurnames)}${given}`;
    if (!TAKEN.has(name)) return name;
  }
}

/** The names at the front of the list are borne by most people. */
const weightedSurnames = [...SURNAMES].map((surname, place): [string, number] => [surname, 100 / (place + 4)]);

/** What a person calls oneself in WeChat: mostly the own name, else as the neighbours say. */
export function nicknameOf(dice: Dice, name: string, birthYear: number): string {
  if (dice.in100(70)) return name;
  const [surname, given] = [name.slice(0, 1), name.slice(1)];
  const woman = GIVEN.some(({ women }) => women.split(' ').includes(given));
  if (birthYear < 1970) return dice.pick([`老${surname}`, `${surname}${woman ? '阿姨' : '师傅'}`]);
  return dice.pick([`小${surname}`, given, `${surname}${woman ? '女士' : '先生'}`]);
}
