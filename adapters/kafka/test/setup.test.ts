import { SetupMissingError, type SetupStep } from '@myevents/ports';
import { ProtocolError, ResponseError } from '@platformatic/kafka';
import { describe, expect, it } from 'vitest';
import { createNames } from '../src/names.ts';
import { planTopics, setUpTopics, type TopicAdmin } from '../src/setup.ts';

const topology = { topics: [{ name: 'shows', groups: ['left'] }] };
const plans = planTopics(createNames('p', topology), topology, 12);
const all = ['p.shows', 'p.shows.broadcast', 'p.shows.left.replay', 'p.left.dead'];

/** Kafka as far as setting up sees it; `refuse` names the error that creating a topic meets. */
function createAdmin(topics: Set<string>, refuse: (topic: string) => string | undefined = () => undefined) {
  const calls: {
    readonly topic: string;
    readonly replicas: number | undefined;
    readonly policy: string | undefined;
  }[] = [];
  const admin: TopicAdmin = {
    listTopics: async () => [...topics],
    async createTopics({ topics: wanted, configs }) {
      const policy = configs.find(({ name }) => name === 'cleanup.policy')?.value;
      const errors = wanted.flatMap(({ topic, replicas }, n) => {
        calls.push({ topic, replicas, policy });
        const apiId = topics.has(topic) ? 'TOPIC_ALREADY_EXISTS' : refuse(topic);
        if (apiId === undefined) topics.add(topic);
        return apiId === undefined ? [] : [new ProtocolError(apiId, null, { path: `/topics/${n}` })];
      });
      if (errors.length > 0) throw new AggregateError([Object.assign(new ResponseError(19, 7, {}, {}), { errors })]);
    },
  };
  return { admin, calls };
}

async function stepsOf(admin: TopicAdmin, replication?: number): Promise<readonly SetupStep[]> {
  const steps: SetupStep[] = [];
  await setUpTopics(admin, plans, replication === undefined ? {} : { replication }, (step) => steps.push(step));
  return steps;
}

describe('setting up topics', () => {
  it('creates what is missing and tells of everything', async () => {
    const { admin, calls } = createAdmin(new Set(['p.shows', 'another']));
    const steps = await stepsOf(admin, 3);
    expect(steps).toContainEqual({ what: 'topic p.shows', outcome: 'present' });
    expect(steps.filter(({ outcome }) => outcome === 'created').map(({ what }) => what)).toEqual(
      expect.arrayContaining(all.slice(1).map((name) => `topic ${name}`)),
    );
    expect(steps).toHaveLength(all.length);
    expect(calls.every(({ replicas }) => replicas === 3)).toBe(true);
    expect(calls.find(({ topic }) => topic === 'p.left.dead')?.policy).toBe('compact');
    expect(calls.find(({ topic }) => topic === 'p.shows.left.replay')?.policy).toBe('delete');
  });

  it('takes it as present when another process was faster', async () => {
    const present = new Set<string>();
    const { admin } = createAdmin(present);
    const late: TopicAdmin = {
      ...admin,
      async listTopics() {
        const before = [...present];
        for (const name of all) present.add(name);
        return before;
      },
    };
    const steps = await stepsOf(late);
    expect(new Set(steps.map(({ outcome }) => outcome))).toEqual(new Set(['present']));
    expect(steps).toHaveLength(all.length);
  });

  it('names everything that is missing where it may not create', async () => {
    const { admin } = createAdmin(new Set(['p.shows.broadcast']), () => 'TOPIC_AUTHORIZATION_FAILED');
    const failure = await stepsOf(admin).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SetupMissingError);
    for (const name of all.filter((each) => each !== 'p.shows.broadcast')) expect(String(failure)).toContain(name);
    expect(String(failure)).not.toContain('broadcast');
  });

  it('does not take another refusal for a denial', async () => {
    const { admin } = createAdmin(new Set(), () => 'INVALID_REPLICATION_FACTOR');
    await expect(stepsOf(admin, 9)).rejects.not.toBeInstanceOf(SetupMissingError);
  });
});
