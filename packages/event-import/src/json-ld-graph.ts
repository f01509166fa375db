import { isNode, type JsonLdDocument, listOf, type Node, textOf, typesOf } from './json-ld-nodes.ts';

/** An event in a document, with the one it is a part of. */
export interface EventNode {
  /** JSON pointer, behind the place of the script in its page. */
  readonly at: string;
  readonly node: Node;
  readonly parts: readonly EventNode[];
}

/** Looks up what is only mentioned: `{"@id": "#venue"}`. */
export type Resolve = (value: unknown) => unknown;

export interface EventGraph {
  readonly events: readonly EventNode[];
  readonly resolve: Resolve;
}

const depthMax = 60;

/** Events that are not in the list of schema.org but call themselves so are taken as well. */
const notForVisitors = new Set(['PublicationEvent', 'BroadcastEvent', 'OnDemandEvent', 'DeliveryEvent']);

export function isEventType(type: string): boolean {
  if (notForVisitors.has(type)) return false;
  return type.endsWith('Event') || ['Festival', 'EventSeries', 'CourseInstance', 'Hackathon'].includes(type);
}

/** Finds every event in documents of any shape: lists, `@graph`, item lists, things that have events. Each is told once. */
export function eventGraphOf(documents: readonly JsonLdDocument[]): EventGraph {
  const byId = new Map<string, Node>();
  for (const { value } of documents) indexIds(value, byId, 0);
  const resolve: Resolve = (value) => {
    if (!isNode(value)) return value;
    const id = textOf(value['@id']);
    const whole = id === undefined ? undefined : byId.get(id);
    return whole && Object.keys(value).length < Object.keys(whole).length ? whole : value;
  };
  const seen = new Set<Node | string>();
  const partIds = new Set([...byId.values()].flatMap((node) => partsOf(node)).flatMap((part) => idOf(part) ?? []));
  const walk = (value: unknown, at: string, depth: number): EventNode[] => {
    if (depth > depthMax) return [];
    if (Array.isArray(value)) return value.flatMap((item, index) => walk(item, `${at}/${index}`, depth + 1));
    if (!isNode(value)) return [];
    if (!typesOf(value).some(isEventType))
      return Object.entries(value).flatMap(([key, item]) => walk(item, `${at}/${key}`, depth + 1));
    const isListedElsewhere = partIds.has(idOf(value) ?? '') && !at.includes('/subEvent');
    return isListedElsewhere ? [] : toEventNode(value, at, depth);
  };
  const toEventNode = (value: Node, at: string, depth: number): EventNode[] => {
    const node = resolve(value) as Node;
    const id = idOf(node);
    // Some sites give all dates of an event the same id.
    const identity = id === undefined ? node : JSON.stringify([id, node.startDate]);
    if (seen.has(identity) || depth > depthMax || isReference(node)) return [];
    seen.add(identity);
    const parts = partsOf(node).flatMap((part, index) =>
      isNode(part) ? toEventNode(part, `${at}/subEvent/${index}`, depth + 1) : [],
    );
    return [{ at, node, parts }];
  };
  return { events: documents.flatMap(({ at, value }) => walk(value, at, 0)), resolve };
}

function partsOf(node: Node): readonly unknown[] {
  return [...listOf(node.subEvent), ...listOf(node.subEvents)];
}

function idOf(value: unknown): string | undefined {
  return isNode(value) ? textOf(value['@id']) : undefined;
}

function isReference(node: Node): boolean {
  return Object.keys(node).every((key) => key === '@id' || key === '@type');
}

/** The fullest node of each id. */
function indexIds(value: unknown, byId: Map<string, Node>, depth: number): void {
  if (depth > depthMax) return;
  if (Array.isArray(value)) {
    for (const item of value) indexIds(item, byId, depth + 1);
    return;
  }
  if (!isNode(value)) return;
  const id = textOf(value['@id']);
  const known = id === undefined ? undefined : byId.get(id);
  if (id !== undefined && (!known || Object.keys(value).length > Object.keys(known).length)) byId.set(id, value);
  for (const item of Object.values(value)) indexIds(item, byId, depth + 1);
}
