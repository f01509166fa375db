import { buildWeb } from './build-web.ts';

// Builds the web app if its sources, or what they are built with, have changed since the last time.
const isForced = process.argv.includes('--force');
const { outcome, ms } = await buildWeb({ isForced });
if (outcome === 'built') process.stderr.write(`Web app built in ${(ms / 1000).toFixed(1)} s.\n`);
