import { randomUUID } from 'node:crypto';
import * as contract from '@linzhang/shared/branches/branches.contract';
import { INDUSTRIES } from '@linzhang/shared/branches/branches.rules';
import { createBranch, listBranches } from '../branches/branches.service';
import type { Command } from './command';
import { checked, listOf, numberIn } from './fields';

const OPTION_OF = { 'place.address': 'address', 'place.latitude': 'latitude', 'place.longitude': 'longitude' };

/** Commands about branches. */
export const branchCommands: readonly Command[] = [
  {
    name: 'create-branch',
    summary: '新建网点',
    options: {
      name: { sentence: '网点名称', required: true },
      address: { sentence: '地址', required: true },
      latitude: { sentence: '纬度（度，GCJ-02）', required: true },
      longitude: { sentence: '经度（度，GCJ-02）', required: true },
      industries: { sentence: `服务行业，逗号分隔：${INDUSTRIES.join(', ')}` },
    },
    example: '--name 江宁支行 --address 南京市江宁区金箔路88号 --latitude 31.9522 --longitude 118.8399',
    run: async ({ options, actor, now }) => {
      const values = {
        name: options.name,
        place: {
          address: options.address,
          latitude: numberIn(options.latitude),
          longitude: numberIn(options.longitude),
        },
        industries: listOf(options.industries),
        requestId: randomUUID(),
      };
      const { requestId, ...fields } = checked(contract.createBranch.body, values, OPTION_OF);
      const branch = await createBranch(fields, requestId, actor, now);
      return [`已新建网点“${branch.name}”，编号 ${branch._id.toHexString()}`];
    },
  },
  {
    name: 'list-branches',
    summary: '列出网点',
    options: {},
    example: '',
    run: async () => {
      const branches = await listBranches();
      if (branches.length === 0) return ['还没有网点。'];
      return branches.map((branch) => `${branch._id.toHexString()}  ${branch.name}  ${branch.place.address}`);
    },
  },
];
