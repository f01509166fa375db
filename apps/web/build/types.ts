import { join } from 'node:path';
import { writeApiTypes } from './write-api-types.ts';

// The types alone, for editors and `npm run check`.
await writeApiTypes(join(import.meta.dirname, '../generated/api.ts'));
