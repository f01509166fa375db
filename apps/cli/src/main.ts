#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { resolve } from 'node:path';

// Compiled code is kept beside what was installed, so that the next start takes half the time; threads read the variable. Where the
// folder cannot be written nothing is kept.
process.env['NODE_COMPILE_CACHE'] ??= resolve(import.meta.dirname, '../../../node_modules/.cache/myevents');
enableCompileCache(process.env['NODE_COMPILE_CACHE']);

await import('./cli.ts');
