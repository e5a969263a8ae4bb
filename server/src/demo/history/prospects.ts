import { AppError } from '@linzhang/shared/kernel/errors';
import { createProspect, getProspect, type NewProspect, updateProspect } from '../../prospects/prospects.service';
import type { CrowdMember } from './crowd';
import type { Scene } from './scene';

interface DemoProspect extends Pick<NewProspect, 'kind' | 'name' | 'industry' | 'source'> {
  /** Days before the first day on which it was entered. */
  ago: number;
  /** Number of the manager who did. */
  by: string;
  contact?: string;
  /** Without one nobody knows it. */
  phone?: string;
  at: string;
  point?: { latitude: number; longitude: number };
  remark: string;
  /** Days before the first day on which it was given up. */
  dropped?: number;
}

const XU = { by: 'JN007', source: 'supply_chain' } as const;
const LIN = { by: 'JN008', source: 'counter' } as const;
const ZHOU = { by: 'JN003', source: 'referral' } as const;
const company = { kind: 'company' } as const;
const person = { kind: 'person' } as const;

const PROSPECTS: readonly DemoProspect[] = [
  {
    ...XU,
    ...company,
    ago: 84,
    name: '江宁明发五金经营部',
    contact: '苏老板',
    phone: '13800020101',
    industry: 'wholesale',
    at: '江宁区明发商业广场 3 幢 12 号',
    remark: '每天流水两万左右，收款走别家。',
  },
  {
    ...XU,
    ...company,
    ago: 77,
    name: '小荷塘餐饮店',
    contact: '荷塘老板娘',
    phone: '13800020102',
    industry: 'catering',
    at: '江宁区天元西路 58 号',
    point: { latitude: 31.9442, longitude: 118.8318 },
    remark: '想要收款码和小额贷款。',
  },
  {
    ...XU,
    ...company,
    ago: 71,
    name: '安达汽车美容',
    industry: 'services',
    at: '江宁区胜太路 77 号',
    remark: '老板出差，店员转告。',
    dropped: 50,
  },
  {
    ...LIN,
    ...person,
    ago: 66,
    name: '鲁阿姨',
    phone: '13800020103',
    industry: null,
    at: '江宁区百家湖花园 21 幢',
    remark: '来网点问过国债，没有我行卡。',
  },
  {
    ...ZHOU,
    ...person,
    ago: 61,
    name: '柏先生',
    phone: '13800020104',
    industry: null,
    at: '江宁区翠屏山庄',
    remark: '老客户韩阿姨介绍，手里有到期存款。',
  },
  {
    ...XU,
    ...company,
    ago: 55,
    name: '金陵味道预制菜',
    contact: '采购部 车经理',
    phone: '13800020105',
    industry: 'manufacturing',
    at: '江宁区空港工业园 8 号',
    remark: '六十名员工，有代发工资的意向。',
  },
  {
    ...XU,
    ...company,
    ago: 46,
    name: '九龙湖宠物诊所',
    contact: '卜医生',
    phone: '13800020106',
    industry: 'health',
    at: '江宁区清水亭西路 31 号',
    point: { latitude: 31.9128, longitude: 118.8131 },
    remark: '装修贷款需求。',
  },
  {
    ...LIN,
    ...person,
    ago: 39,
    name: '滕女士',
    phone: '13800020107',
    industry: null,
    at: '江宁区义乌小商品城旁',
    remark: '孩子压岁钱想单独开户。',
  },
  {
    ...ZHOU,
    ...company,
    ago: 33,
    name: '阳光菜市场豆制品批发',
    contact: '老宫',
    phone: '13800020108',
    industry: 'food_market',
    at: '江宁区天元东路 16 号 B12',
    point: { latitude: 31.9468, longitude: 118.8467 },
    remark: '摊位隔壁老板推荐，日结现金多。',
  },
  {
    ...XU,
    ...company,
    ago: 27,
    name: '童趣教育江宁校区',
    contact: '校长',
    phone: '13800020109',
    industry: 'education',
    at: '江宁区竹山路 120 号',
    remark: '学费收缴对接。',
    dropped: 9,
  },
  {
    ...ZHOU,
    ...person,
    ago: 20,
    name: '荆师傅',
    phone: '13800020110',
    industry: null,
    at: '江宁区东山街道',
    remark: '拆迁款下月到账。',
  },
  {
    ...XU,
    ...company,
    ago: 13,
    name: '华欣物业江宁项目部',
    contact: '窦主任',
    phone: '13800020111',
    industry: 'property',
    at: '江宁区百家湖西路 5 号',
    point: { latitude: 31.9389, longitude: 118.8262 },
    remark: '物业费代收，愿意在前台放立牌。',
  },
  {
    ...LIN,
    ...person,
    ago: 8,
    name: '尤女士',
    phone: '13800020112',
    industry: null,
    at: '江宁区同曦鸣城',
    remark: '大堂咨询基金定投。',
  },
  {
    ...XU,
    ...company,
    ago: 5,
    name: '晨光文具店',
    contact: '店主',
    phone: '13800020113',
    industry: 'retail',
    at: '江宁区金箔路 60 号',
    point: { latitude: 31.9515, longitude: 118.8377 },
    remark: '想换聚合收款码。',
  },
  {
    ...ZHOU,
    ...company,
    ago: 3,
    name: '小熊烘焙',
    contact: '熊老板',
    phone: '13800020114',
    industry: 'catering',
    at: '江宁区金箔路 130 号',
    point: { latitude: 31.9538, longitude: 118.8421 },
    remark: '麦香烘焙介绍，准备开第二家店。',
  },
  {
    ...LIN,
    ...person,
    ago: 1,
    name: '蒙先生',
    phone: '13800020115',
    industry: null,
    at: '江宁区文鼎雅苑',
    remark: '大额存单询价，说考虑两天。',
  },
];

const ENTERED = 15 * 60;
/** Days between an entry and the day on which the person binds the phone. */
const BEFORE_BINDING = 4;
/** Members of the crowd who were prospects first. */
const CONVERTS = 4;

/** What managers enter and give up on a day; some of the crowd were prospects before they bound their phone. */
export async function enterProspects(scene: Scene, daysAgo: number): Promise<void> {
  for (const prospect of [...PROSPECTS, ...converts(scene.crowd)]) {
    if (prospect.ago === daysAgo) await enter(scene, prospect);
    if (prospect.dropped === daysAgo) await drop(scene, prospect);
  }
}

function converts(crowd: readonly CrowdMember[]): DemoProspect[] {
  const fitting = crowd.filter(({ bound, joined }) => bound !== null && bound > 3 && joined < 80);
  return fitting.slice(0, CONVERTS).map(({ name, phone, bound }) => ({
    ...(bound !== null && bound % 2 === 0 ? XU : ZHOU),
    ...person,
    ago: (bound ?? 0) + BEFORE_BINDING,
    name,
    phone,
    industry: null,
    at: '江宁区秣陵街道',
    remark: '在市集上留了电话。',
  }));
}

async function enter({ world, secrets }: Scene, prospect: DemoProspect): Promise<void> {
  const { kind, name, industry, source, by, contact, phone, at, point, remark } = prospect;
  const employee = { employeeId: world.idOf(`employee:${by}`), branchId: world.idOf('branch') };
  const place = { address: `南京市${at}`, point: point ?? null };
  const input: NewProspect = {
    kind,
    name,
    industry,
    source,
    remark,
    place,
    contactName: contact ?? null,
    phone: phone ?? null,
  };
  const requestId = world.requestIdOf(`prospect/${name}`);
  const when = world.day(prospect.ago, ENTERED);
  try {
    await world.make(
      `prospect:${name}`,
      async () => (await createProspect(employee, input, requestId, secrets, when))._id,
    );
  } catch (error) {
    // Entered by a run that was cut short before it had written so down.
    if (!(error instanceof AppError) || error.code !== 'prospect_known') throw error;
  }
}

async function drop({ world }: Scene, { name, dropped }: DemoProspect): Promise<void> {
  const { state, version, ...row } = await getProspect(world.idOf(`prospect:${name}`));
  if (state !== 'open') return;
  const { source, remark, contactName = null, industry = null, place } = row;
  const fields = {
    name,
    source,
    remark,
    contactName,
    industry,
    place: place ? { address: place.address, point: place.point ?? null } : null,
    state: 'dropped' as const,
  };
  await updateProspect(row._id.toHexString(), fields, version, world.day(dropped ?? 0, ENTERED));
}
