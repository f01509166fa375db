import { setTimeout as pause } from 'node:timers/promises';

/** Waits until `read` answers something true, looking again and again. @throws with `what` if it does not within 30 s. */
export async function until<Answer>(read: () => Promise<Answer> | Answer, what = 'it'): Promise<NonNullable<Answer>> {
  const end = performance.now() + 30_000;
  for (;;) {
    const answer = await read();
    if (answer) return answer;
    if (performance.now() > end) throw new Error(`${what} did not come about`);
    await pause(2);
  }
}
