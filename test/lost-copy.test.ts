import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { createWorld } from './crash/world.ts';
import { connectApi } from './support/api.ts';
import { startProduct } from './support/product.ts';

it('gets its copy of the catalogue again when the data of the sale was lost', async () => {
  await using product = await startProduct();
  const api = connectApi(product.url);
  const [arena] = await createWorld(api);
  expect(await product.stop()).toBe(0);
  for (const suffix of ['', '-wal', '-shm']) {
    await rm(join(product.folder, `bookings.sqlite${suffix}`), { force: true });
  }
  await product.start();
  await vi.waitFor(
    async () => {
      const { status } = await api.get(`/v1/shows/${arena?.showId}/availability`);
      expect(status).toBe(200);
    },
    { timeout: 20_000 },
  );
  api.close();
});
