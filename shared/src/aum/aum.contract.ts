import { z } from 'zod';
import { contract } from '../kernel/contract';
import { FileAnswer } from '../kernel/fileAnswer';
import { Id, Instant, RequestId } from '../kernel/ids';
import { PageQuery, pageOf } from '../kernel/pages';
import { FILE_FAULTS } from '../kernel/sheets';
import { line } from '../kernel/text';
import * as routes from './aum.endpoints';
import { DOUBTS, IMPORT_STATUSES } from './aum.rules';
import { COLUMN_NAMES, ROW_FAULTS } from './aumRow.rules';

/** A list of the bank's customers on its way into the product. */
export const AumImport = z.object({
  id: Id,
  branch: z.object({ id: Id, name: z.string() }),
  /** Counts the branch's files; of two rows for one day the higher number holds. */
  number: z.int(),
  fileName: z.string(),
  bytes: z.int(),
  status: z.enum(IMPORT_STATUSES),
  fault: z.enum(FILE_FAULTS).nullable(),
  /** Headings that are needed and missing, where that is the fault. */
  missing: z.array(z.enum(COLUMN_NAMES)),
  /** Rows of the file; null before it was read to its end. */
  rows: z.int().nullable(),
  /** Rows read so far in the step that runs. */
  done: z.int(),
  applied: z.int(),
  rejected: z.int(),
  /** Rows that were taken although their manager's number is not known. */
  noted: z.int(),
  /** Customers who were members by this file. */
  matched: z.int(),
  /** The branch's total before, and by how much the file moves it, in fen; null before it was read. */
  beforeFen: z.int().nullable(),
  movedFen: z.int().nullable(),
  uploadedBy: z.string(),
  uploadedAt: Instant,
  endedAt: Instant.nullable(),
});
export type AumImport = z.infer<typeof AumImport>;

const BranchQuery = z.object({ branchId: Id });
const ImportParams = z.object({ importId: Id });

export const uploadAumImport = contract(routes.uploadAumImport, {
  summary:
    'Takes an .xlsx or .csv file as the raw body, or as the file of a multipart form. The same file again answers the first one.',
  access: 'employee',
  query: z.object({ branchId: Id, fileName: line(1, 100) }),
  response: AumImport,
  status: 201,
  errors: ['not_found', 'request_too_large', 'file_missing'],
});

export const listAumImports = contract(routes.listAumImports, {
  summary: 'Files of a branch, newest first.',
  access: 'employee',
  query: PageQuery.extend(BranchQuery.shape),
  response: pageOf(AumImport),
});

export const getAumImport = contract(routes.getAumImport, {
  summary: 'How far a file has come.',
  access: 'employee',
  params: ImportParams,
  response: AumImport,
  errors: ['not_found'],
});

/** A row that was not taken, or not wholly. */
export const AumFault = z.object({
  /** Row of the file; the headings are row 1. */
  row: z.int(),
  /** False for a row that was taken all the same. */
  rejected: z.boolean(),
  faults: z.array(z.object({ fault: z.enum(ROW_FAULTS), column: z.enum(COLUMN_NAMES).nullable() })),
});
export type AumFault = z.infer<typeof AumFault>;

export const listAumFaults = contract(routes.listAumFaults, {
  summary: 'Rows of a file that were not taken, with number and reason.',
  access: 'employee',
  params: ImportParams,
  query: PageQuery,
  response: pageOf(AumFault),
  errors: ['not_found'],
});

export const getAumFaultFile = contract(routes.getAumFaultFile, {
  summary: 'The same rows as a file, as they stood in the list, to be put right and sent again.',
  access: 'employee',
  params: ImportParams,
  response: FileAnswer,
  errors: ['not_found'],
});

export const getAumTemplate = contract(routes.getAumTemplate, {
  summary: 'An empty list with the headings, as .xlsx.',
  access: 'employee',
  response: FileAnswer,
});

/** A customer of the list of whom it is not plain which member it is. */
export const AumDoubt = z.object({
  accountId: Id,
  customerNo: z.string(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  birthYear: z.int().nullable(),
  aumFen: z.int(),
  asOf: z.string(),
  doubt: z.enum(DOUBTS),
  /** The member who bound the phone; number as the member may read it out. */
  member: z.object({ id: Id, name: z.string(), number: z.string() }),
});
export type AumDoubt = z.infer<typeof AumDoubt>;

export const listAumDoubts = contract(routes.listAumDoubts, {
  summary: 'Customers of a branch whose match waits for the head.',
  access: 'employee',
  query: PageQuery.extend(BranchQuery.shape),
  response: pageOf(AumDoubt),
});

export const getAumDoubtFile = contract(routes.getAumDoubtFile, {
  summary: 'The same customers as a file.',
  access: 'employee',
  query: BranchQuery,
  response: FileAnswer,
});

export const decideAumDoubt = contract(routes.decideAumDoubt, {
  summary: 'Says whether the customer is that member; it is asked once.',
  access: 'employee',
  params: z.object({ accountId: Id }),
  body: z.strictObject({ memberId: Id, accept: z.boolean(), requestId: RequestId }),
  response: z.object({ outcome: z.enum(['matched', 'refused']) }),
  errors: ['not_found', 'already_decided', 'request_reused'],
});
