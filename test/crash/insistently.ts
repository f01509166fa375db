import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, Api } from '../support/api.ts';

const patienceMs = 120_000;
const pauseMs = 200;

/**
 * The same API, asked again as long as it says so (503) or gives no answer: what a check finds is about what is true, not about
 * how busy the machine was when it asked. What is posted needs a key, so that it happens once.
 */
export function insistently(api: Api): Api {
  async function insist(send: () => Promise<Answer>): Promise<Answer> {
    for (const until = performance.now() + patienceMs; ; await pause(pauseMs)) {
      const isLast = performance.now() > until;
      try {
        const answer = await send();
        if (answer.status !== 503 || isLast) return answer;
      } catch (error) {
        if (isLast) throw error;
      }
    }
  }

  return {
    get: (path) => insist(() => api.get(path)),
    post: (path, body, key = crypto.randomUUID()) => insist(() => api.post(path, body, key)),
    delete: (path) => insist(() => api.delete(path)),
    close: () => api.close(),
  };
}
