import { expect, it } from 'vitest';
import { connectApi } from './support/api.ts';
import { startProduct } from './support/product.ts';

it('sells a show as soon as its creation was answered', async () => {
  await using product = await startProduct();
  const api = connectApi(product.url);
  const post = async (path: string, body: unknown, status = 201) => {
    const answer = await api.post(path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
    return answer.body;
  };
  const location = await post('/v1/locations', {
    name: 'Here',
    address: { city: 'Oslo', countryCode: 'NO' },
    timeZone: 'Europe/Oslo',
    halls: [{ name: 'Hall', capacity: 10 }],
  });
  const [hall] = location.halls as [{ id: string }];
  for (let day = 1; day <= 10; day += 1) {
    const event = await post('/v1/events', { name: 'Now', type: 'concert', locationId: location.id, duration: 60 });
    const startsAt = Date.now() + day * 86_400_000;
    const show = await post(`/v1/events/${String(event.id)}/shows`, {
      hallId: hall.id,
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(startsAt + 3_600_000).toISOString(),
      tiers: [{ id: 'regular', name: 'Regular', price: { amount: 100, currency: 'NOK' }, capacity: 10 }],
    });
    await post(`/v1/events/${String(event.id)}/publish`, {}, 200);
    await post(`/v1/shows/${String(show.id)}/bookings`, {
      userId: 'ada',
      name: 'Ada',
      tickets: [{ tier: 'regular', quantity: 1 }],
    });
  }
  api.close();
});
