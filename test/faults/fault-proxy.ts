/** Between the platform and one engine: a proxy of toxiproxy (https://github.com/Shopify/toxiproxy, its HTTP API). */
export interface FaultProxy {
  /** Closes all connections and refuses new ones until `heal`. */
  cut(): Promise<void>;
  /** Every answer comes so much later, give or take as much as `jitterMs`. */
  delay(latencyMs: number, jitterMs: number): Promise<void>;
  /** Connections are reset in the middle of what they carry. */
  reset(): Promise<void>;
  heal(): Promise<void>;
}

const toxicName = 'myevents-fault';

/** The proxy that listens where the URL of an engine points, at the toxiproxy of TOXIPROXY_URL. */
export async function findFaultProxy(engineUrl: string): Promise<FaultProxy> {
  const api = process.env['TOXIPROXY_URL'] ?? 'http://127.0.0.1:8474';
  const proxies = (await (await fetch(`${api}/proxies`)).json()) as Record<string, { readonly listen: string }>;
  const found = Object.entries(proxies).find(([, { listen }]) => engineUrl.includes(`:${listen.split(':').at(-1)}`));
  if (!found) throw new Error(`toxiproxy at ${api} has no proxy for the engine`);
  const [name] = found;

  async function call(method: string, path: string, body?: unknown): Promise<void> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const answer = await fetch(`${api}/proxies/${name}${path}`, init);
    if (!answer.ok && answer.status !== 404)
      throw new Error(`toxiproxy answered ${answer.status} to ${method} ${path}`);
  }
  const poison = async (type: string, attributes: object) =>
    call('POST', '/toxics', { name: toxicName, type, stream: 'downstream', attributes });

  return {
    cut: async () => call('POST', '', { enabled: false }),
    delay: async (latency, jitter) => poison('latency', { latency, jitter }),
    reset: async () => poison('reset_peer', { timeout: 50 }),
    async heal() {
      await call('DELETE', `/toxics/${toxicName}`);
      await call('POST', '', { enabled: true });
    },
  };
}
