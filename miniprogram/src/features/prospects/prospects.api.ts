import type * as imports from '@linzhang/shared/prospects/prospectImports.contract';
import type * as contract from '@linzhang/shared/prospects/prospects.contract';
import * as routes from '@linzhang/shared/prospects/prospects.endpoints';
import { uploadEndpoint } from '../../lib/files/upload';
import { endpoint } from '../../lib/request';

export const listProspects = endpoint<typeof contract.listProspects>(routes.listProspects);
export const createProspect = endpoint<typeof contract.createProspect>(routes.createProspect);
export const getProspect = endpoint<typeof contract.getProspect>(routes.getProspect);
export const updateProspect = endpoint<typeof contract.updateProspect>(routes.updateProspect);
export const uploadProspectImport = uploadEndpoint<typeof imports.uploadProspectImport>(routes.uploadProspectImport);
export const listProspectImports = endpoint<typeof imports.listProspectImports>(routes.listProspectImports);
export const getProspectImport = endpoint<typeof imports.getProspectImport>(routes.getProspectImport);
export const listProspectFaults = endpoint<typeof imports.listProspectFaults>(routes.listProspectFaults);
export const getProspectFaultFile = endpoint<typeof imports.getProspectFaultFile>(routes.getProspectFaultFile);
export const getProspectTemplate = endpoint<typeof imports.getProspectTemplate>(routes.getProspectTemplate);
