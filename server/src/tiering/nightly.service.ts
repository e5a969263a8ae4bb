import type { RecurringJob } from '../db/jobEngine';
import { recompute } from './standings.service';

/** Every night at 02:10 all standings follow the new day: months end, scores fade. */
export const standingsJob: RecurringJob = {
  name: 'standings',
  cron: '10 2 * * *',
  work: async ({ now }) => {
    await recompute(null, now());
  },
};
