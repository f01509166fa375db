import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../../api/problem.ts';
import { saveEdits } from './save-edits.ts';

interface Thing {
  readonly version: number;
  readonly name: string;
}

/** A server that holds one thing and takes edits of its present version alone. */
function serverWith(now: Thing) {
  let thing = now;
  return {
    read: async () => thing,
    put: async (version: number, name: string) => {
      if (version !== thing.version) throw new ApiProblem({ status: 412, code: 'version-conflict', title: 'Changed' });
      thing = { version: thing.version + 1, name };
      return thing;
    },
  };
}

const toValues = ({ name }: Thing) => ({ name });

describe('saving what was typed', () => {
  it('goes on top of a newer version that shows the same', async () => {
    const server = serverWith({ version: 4, name: 'old' });
    const saved = await saveEdits(
      { name: 'new' },
      {
        base: { version: 1, name: 'old' },
        toValues,
        send: ({ version }) => server.put(version, 'new'),
        read: server.read,
      },
    );
    expect(saved).toEqual({ kind: 'saved', resource: { version: 5, name: 'new' } });
  });

  it('stops where somebody else changed what is shown', async () => {
    const server = serverWith({ version: 2, name: 'theirs' });
    const saved = await saveEdits(
      { name: 'new' },
      {
        base: { version: 1, name: 'old' },
        toValues,
        send: ({ version }) => server.put(version, 'new'),
        read: server.read,
      },
    );
    expect(saved).toEqual({
      kind: 'conflict',
      base: { version: 1, name: 'old' },
      theirs: { version: 2, name: 'theirs' },
    });
    expect(await server.read()).toEqual({ version: 2, name: 'theirs' });
  });

  it('gives up where versions never stand still, and hands on any other refusal', async () => {
    const server = serverWith({ version: 2, name: 'old' });
    const steps = { base: { version: 1, name: 'old' }, toValues, read: async () => ({ version: 9, name: 'old' }) };
    await expect(
      saveEdits({ name: 'new' }, { ...steps, send: ({ version }) => server.put(version + 100, 'new') }),
    ).rejects.toMatchObject({ code: 'version-conflict' });
    const refusal = new ApiProblem({ status: 409, code: 'hall-occupied', title: 'Taken' });
    await expect(saveEdits({ name: 'new' }, { ...steps, send: async () => Promise.reject(refusal) })).rejects.toBe(
      refusal,
    );
  });
});
