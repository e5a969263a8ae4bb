import type * as contract from '@linzhang/shared/aum/aum.contract';
import * as routes from '@linzhang/shared/aum/aum.endpoints';
import { uploadEndpoint } from '../../lib/files/upload';
import { endpoint } from '../../lib/request';

export const uploadAumImport = uploadEndpoint<typeof contract.uploadAumImport>(routes.uploadAumImport);
export const listAumImports = endpoint<typeof contract.listAumImports>(routes.listAumImports);
export const getAumImport = endpoint<typeof contract.getAumImport>(routes.getAumImport);
export const listAumFaults = endpoint<typeof contract.listAumFaults>(routes.listAumFaults);
export const getAumFaultFile = endpoint<typeof contract.getAumFaultFile>(routes.getAumFaultFile);
export const getAumTemplate = endpoint<typeof contract.getAumTemplate>(routes.getAumTemplate);
export const listAumDoubts = endpoint<typeof contract.listAumDoubts>(routes.listAumDoubts);
export const getAumDoubtFile = endpoint<typeof contract.getAumDoubtFile>(routes.getAumDoubtFile);
export const decideAumDoubt = endpoint<typeof contract.decideAumDoubt>(routes.decideAumDoubt);
