import { periodOf } from '@linzhang/shared/portfolio/quarters.rules';
import { Types } from 'mongoose';
import { type OpenedProducts, productsCredited } from '../attribution/memberRelations.service';
import { PortfolioRow } from './portfolioRow.model';

/** What members opened in a quarter to the credit of an employee who does not serve them, by member. */
export type MovedProducts = ReadonlyMap<string, OpenedProducts>;

/** Product amounts after a move: of the members of a quarter whom somebody else serves, or nobody. */
export async function movedProducts(quarter: string, employeeId: string): Promise<MovedProducts> {
  const opened = await productsCredited(employeeId, periodOf(quarter));
  const memberId = { $in: [...opened.keys()].map((id) => new Types.ObjectId(id)) };
  const ownerId = { $ne: new Types.ObjectId(employeeId) };
  const rows = await PortfolioRow.find({ quarter, memberId, ownerId }, { memberId: 1 }).lean();
  return new Map(
    rows.flatMap((row): [string, OpenedProducts][] => {
      const id = row.memberId.toHexString();
      const found = opened.get(id);
      return found ? [[id, found]] : [];
    }),
  );
}
