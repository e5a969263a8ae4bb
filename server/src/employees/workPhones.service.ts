import { combine } from '../db/combine';
import { readFew } from '../db/readFew';
import { Employee, type EmployeeRecord } from './employee.model';

const WORKS_HERE = { status: { $ne: 'disabled' } } as const;

/** True for the number of somebody who works here: as a customer that person credits nobody. */
export async function isWorkPhone(phone: string): Promise<boolean> {
  return (await Employee.exists({ workPhone: phone, ...WORKS_HERE })) !== null;
}

type Found = Pick<EmployeeRecord, '_id' | 'workPhone'>;

/** Whoever is scanned at the same time is looked for by one read. */
const ask = combine<string, string | null>(async (phones) => {
  const stages = [
    { $match: { workPhone: { $in: [...new Set(phones)] }, ...WORKS_HERE } },
    { $sort: { _id: 1 as const } },
    { $project: { workPhone: 1 } },
  ];
  const rows = await readFew<Found>(Employee.collection.name, stages, phones.length);
  return phones.map((phone) => rows.find(({ workPhone }) => workPhone === phone)?._id.toHexString() ?? null);
});

/** The employee whose number this is; null for a customer's. */
export function employeeOfPhone(phone: string): Promise<string | null> {
  return ask(phone);
}
