import type { BusTopology } from '@myevents/ports';

/** The topic with a group in these tests, and the one without. */
export const work = 'work';
export const news = 'news';
export const workers = 'workers';

export const topology: BusTopology = {
  topics: [
    { name: work, groups: [workers] },
    { name: news, groups: [] },
  ],
};
