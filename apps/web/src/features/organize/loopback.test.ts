import { expect, it } from 'vitest';
import { isLoopback } from './loopback.ts';

it.each(['localhost', 'app.localhost', '127.0.0.1', '127.1.2.3', '[::1]'])('%s is this machine', (host) => {
  expect(isLoopback(host)).toBe(true);
});

it.each(['example.org', '192.168.1.5', '127.0.0.1.example.org', 'localhost.example.org', '[::2]', ''])(
  '%j may be another',
  (host) => {
    expect(isLoopback(host)).toBe(false);
  },
);
