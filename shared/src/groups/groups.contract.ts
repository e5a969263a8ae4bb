import { z } from 'zod';
import { IndustryName, Place } from '../branches/branches.contract';
import { contract } from '../kernel/contract';
import { Id, Instant, RequestId } from '../kernel/ids';
import { PageQuery, pageOf } from '../kernel/pages';
import { line, paragraph } from '../kernel/text';
import * as routes from './groups.endpoints';
import {
  GROUP_FAULTS,
  GROUP_KINDS,
  GROUP_NAME_LIMIT,
  GROUP_STATUSES,
  MAX_MANAGERS,
  MAX_MEMBER_LIMIT,
  NOTICE_LIMIT,
  WELCOME_LIMIT,
} from './groups.rules';

export const GroupKindName = z.enum(GROUP_KINDS);
const Named = z.object({ id: Id, name: z.string() });
const GroupParams = z.object({ groupId: Id });

/** A line of a customer's list of groups. */
export const GroupSummary = z.object({
  id: Id,
  name: z.string(),
  kind: GroupKindName,
  branch: Named,
  place: Place,
  memberCount: z.int(),
  /** Name of the first manager; null where there is none any more. */
  managerName: z.string().nullable(),
  /** Metres from where the member is; null where that is not known. */
  distanceMeters: z.int().nullable(),
  joined: z.boolean(),
  full: z.boolean(),
  open: z.boolean(),
});
export type GroupSummary = z.infer<typeof GroupSummary>;

/** Somebody of the bank whom members of a group may ask. */
export const GroupContact = z.object({ name: z.string(), workPhone: z.string().nullable() });

/** A group as its page shows it. What is meant for members is null for others. */
export const GroupDetail = z.object({
  id: Id,
  name: z.string(),
  kind: GroupKindName,
  branch: Named,
  merchantName: z.string().nullable(),
  place: Place,
  industry: IndustryName,
  notice: z.string(),
  memberCount: z.int(),
  open: z.boolean(),
  full: z.boolean(),
  /** When the member joined; null for who did not. */
  joinedAt: Instant.nullable(),
  welcome: z.string().nullable(),
  contacts: z.array(GroupContact).nullable(),
  managerNames: z.array(z.string()),
  can: z.object({ join: z.boolean(), leave: z.boolean() }),
});
export type GroupDetail = z.infer<typeof GroupDetail>;

export const listGroups = contract(routes.listGroups, {
  summary:
    'Groups the member joined, newest first; or open ones to join: the nearest first where a place is given (at most 50, within 20 km), else the newest.',
  access: 'member',
  query: PageQuery.extend({
    scope: z.enum(['joined', 'nearby']).default('joined'),
    latitude: z.coerce.number().min(-90).max(90).optional(),
    longitude: z.coerce.number().min(-180).max(180).optional(),
  }),
  response: pageOf(GroupSummary),
});

export const getGroup = contract(routes.getGroup, {
  summary: 'A group that was opened; also for who opens a shared link.',
  access: 'anyone',
  params: GroupParams,
  response: GroupDetail,
  errors: ['not_found'],
});

export const joinGroup = contract(routes.joinGroup, {
  summary: 'Joins a group. Safe to retry; who is in it stays in it.',
  access: 'member',
  params: GroupParams,
  body: z.strictObject({ requestId: RequestId }),
  response: GroupDetail,
  status: 201,
  errors: ['not_found', 'group_closed', 'group_full', 'request_reused'],
});

export const leaveGroup = contract(routes.leaveGroup, {
  summary: 'Leaves a group; who is not in it stays out.',
  access: 'member',
  params: GroupParams,
  response: GroupDetail,
  errors: ['not_found'],
});

export const GroupFaultRow = z.object({
  code: z.enum(GROUP_FAULTS),
  field: z.enum(['name', 'notice', 'welcome', 'managerIds', 'merchantId']),
});

/** A group as those who work with it see it. */
export const WorkGroup = z.object({
  id: Id,
  branch: Named,
  kind: GroupKindName,
  merchant: Named.nullable(),
  name: z.string(),
  notice: z.string(),
  welcome: z.string(),
  managers: z.array(Named),
  place: Place,
  industry: IndustryName,
  memberLimit: z.int(),
  memberCount: z.int(),
  status: z.enum(GROUP_STATUSES),
  version: z.int(),
  /** What is to mend before it can be opened; empty where nothing is. */
  faults: z.array(GroupFaultRow),
  can: z.object({ update: z.boolean(), open: z.boolean(), close: z.boolean(), seeMembers: z.boolean() }),
});
export type WorkGroup = z.infer<typeof WorkGroup>;

const Fields = z.strictObject({
  kind: GroupKindName,
  merchantId: Id.nullable(),
  name: line(2, GROUP_NAME_LIMIT),
  notice: paragraph(0, NOTICE_LIMIT),
  welcome: paragraph(0, WELCOME_LIMIT),
  managerIds: z
    .array(Id)
    .max(MAX_MANAGERS)
    .refine((ids) => new Set(ids).size === ids.length, 'a manager stands once'),
  place: Place,
  industry: IndustryName,
  memberLimit: z.int().min(1).max(MAX_MEMBER_LIMIT),
});

export const listWorkGroups = contract(routes.listWorkGroups, {
  summary: 'Groups of the own branch (admin: of any), by name.',
  access: 'employee',
  query: PageQuery.extend({
    branchId: Id.optional(),
    status: z.enum(GROUP_STATUSES).optional(),
    search: line(0, 30).optional(),
  }),
  response: pageOf(WorkGroup),
});

export const createGroup = contract(routes.createGroup, {
  summary: 'Makes a group of a branch, as a draft.',
  access: 'employee',
  body: Fields.extend({ branchId: Id, requestId: RequestId }),
  response: WorkGroup,
  status: 201,
  errors: ['group_name_taken', 'not_found', 'request_reused'],
});

export const getWorkGroup = contract(routes.getWorkGroup, {
  summary: 'One group, with what is to mend before it can be opened.',
  access: 'employee',
  params: GroupParams,
  response: WorkGroup,
  errors: ['not_found'],
});

export const updateGroup = contract(routes.updateGroup, {
  summary: 'Changes a group; `version` is the one that was read. What is on show is checked as at opening.',
  access: 'employee',
  params: GroupParams,
  body: Fields.extend({ version: z.int().min(0) }),
  response: WorkGroup,
  errors: [
    'not_found',
    'group_name_taken',
    'group_not_ready',
    'group_limit_below_members',
    'version_conflict',
    'wechat_unavailable',
  ],
});

export const setGroupStatus = contract(routes.setGroupStatus, {
  summary: 'Opens a group, once WeChat has let its texts pass, or closes it to newcomers.',
  access: 'employee',
  params: GroupParams,
  body: z.strictObject({ status: z.enum(['open', 'closed']), version: z.int().min(0) }),
  response: WorkGroup,
  errors: ['not_found', 'group_not_ready', 'group_status_fixed', 'version_conflict', 'wechat_unavailable'],
});

export const previewGroup = contract(routes.previewGroup, {
  summary: 'A group as a customer would see it after joining, before it is opened.',
  access: 'employee',
  params: GroupParams,
  response: GroupDetail,
  errors: ['not_found'],
});

/** A member of a group; the name is masked. */
export const GroupMember = z.object({
  id: Id,
  member: z.object({ name: z.string(), number: z.string() }),
  joinedAt: Instant,
});
export type GroupMember = z.infer<typeof GroupMember>;

export const listGroupMembers = contract(routes.listGroupMembers, {
  summary: 'Who is in a group, newest first, with masked names; for the head and the managers of the group.',
  access: 'employee',
  params: GroupParams,
  query: PageQuery,
  response: pageOf(GroupMember),
  errors: ['not_found'],
});
