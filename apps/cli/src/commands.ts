import type { Command } from './command.ts';

/** A subcommand as the overview lists it; its code is loaded when it is called. */
export interface CommandEntry {
  readonly summary: string;
  load(): Promise<Command>;
}

/** Every subcommand, in the order of the help. */
export const commands: Readonly<Record<string, CommandEntry>> = {
  serve: {
    summary: 'run the platform',
    load: async () => (await import('./commands/serve.ts')).serve,
  },
  seed: {
    summary: 'fill it with the demo catalogue',
    load: async () => (await import('./commands/seed.ts')).seed,
  },
  import: {
    summary: 'take events from an iCalendar or schema.org file',
    load: async () => (await import('./commands/import.ts')).importFile,
  },
  migrate: {
    summary: 'create what databases and brokers need, apart from a start',
    load: async () => (await import('./commands/migrate.ts')).migrate,
  },
  rebuild: {
    summary: 'make the read models anew from the event log',
    load: async () => (await import('./commands/rebuild.ts')).rebuild,
  },
  republish: {
    summary: 'send the present state of everything to the bus again',
    load: async () => (await import('./commands/republish.ts')).republish,
  },
  'dead-letters': {
    summary: 'show the messages that could not be handled, and hand them over again',
    load: async () => (await import('./commands/dead-letters.ts')).deadLetters,
  },
  openapi: {
    summary: 'print the description of the HTTP API',
    load: async () => (await import('./commands/openapi.ts')).openapi,
  },
  doctor: {
    summary: 'check that the configured engines keep every promise',
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
};
