import { z } from 'zod';
import { contract } from '../kernel/contract';
import { FileAnswer } from '../kernel/fileAnswer';
import { Id, Instant } from '../kernel/ids';
import { PageQuery, pageOf } from '../kernel/pages';
import { FILE_FAULTS } from '../kernel/sheets';
import { line } from '../kernel/text';
import { PROSPECT_COLUMN_NAMES, PROSPECT_IMPORT_STATUSES, PROSPECT_ROW_FAULTS } from './prospectRow.rules';
import * as routes from './prospects.endpoints';

/** A list of prospects on its way into the branch. */
export const ProspectImport = z.object({
  id: Id,
  branch: z.object({ id: Id, name: z.string() }),
  fileName: z.string(),
  bytes: z.int(),
  status: z.enum(PROSPECT_IMPORT_STATUSES),
  fault: z.enum(FILE_FAULTS).nullable(),
  /** Headings that are needed and missing, where that is the fault. */
  missing: z.array(z.enum(PROSPECT_COLUMN_NAMES)),
  /** Rows of the file, its headings and empty lines left out; null before it was read. */
  rows: z.int().nullable(),
  /** Rows that are through, of whatever became of them. */
  done: z.int(),
  /** Rows that became prospects with a lead in the pool. */
  added: z.int(),
  /** Rows left out because somebody entered them before, or they are members. */
  known: z.int(),
  /** Rows left out for anything else. */
  rejected: z.int(),
  uploadedBy: z.object({ id: Id, name: z.string() }),
  uploadedAt: Instant,
  endedAt: Instant.nullable(),
});
export type ProspectImport = z.infer<typeof ProspectImport>;

const ImportParams = z.object({ importId: Id });

export const uploadProspectImport = contract(routes.uploadProspectImport, {
  summary:
    'Takes an .xlsx or .csv file as the raw body, or as the file of a multipart form, into the own branch. The same file again answers the first one.',
  access: 'employee',
  query: z.object({ fileName: line(1, 100) }),
  response: ProspectImport,
  status: 201,
  errors: ['request_too_large', 'file_missing'],
});

export const listProspectImports = contract(routes.listProspectImports, {
  summary: 'Files with prospects, newest first: the own ones, or all of the branch for its head.',
  access: 'employee',
  query: PageQuery.extend({ scope: z.enum(['mine', 'branch']).default('mine'), branchId: Id.optional() }),
  response: pageOf(ProspectImport),
});

export const getProspectImport = contract(routes.getProspectImport, {
  summary: 'How far a file has come.',
  access: 'employee',
  params: ImportParams,
  response: ProspectImport,
  errors: ['not_found'],
});

/** A row that was not taken. */
export const ProspectFault = z.object({
  /** Row of the file; the headings are row 1. */
  row: z.int(),
  /** As it stood in the row; empty where it is missing. */
  name: z.string(),
  faults: z.array(z.object({ fault: z.enum(PROSPECT_ROW_FAULTS), column: z.enum(PROSPECT_COLUMN_NAMES).nullable() })),
});
export type ProspectFault = z.infer<typeof ProspectFault>;

export const listProspectFaults = contract(routes.listProspectFaults, {
  summary: 'Rows of a file that were not taken, with number and reason; kept for 30 days.',
  access: 'employee',
  params: ImportParams,
  query: PageQuery,
  response: pageOf(ProspectFault),
  errors: ['not_found'],
});

export const getProspectFaultFile = contract(routes.getProspectFaultFile, {
  summary: 'The same rows as .xlsx, as they stood in the list, to be put right and sent again.',
  access: 'employee',
  params: ImportParams,
  response: FileAnswer,
  errors: ['not_found'],
});

export const getProspectTemplate = contract(routes.getProspectTemplate, {
  summary: 'An empty list with the headings, as .xlsx.',
  access: 'employee',
  response: FileAnswer,
});
