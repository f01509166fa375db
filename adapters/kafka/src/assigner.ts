/** What a member of a consumer group says of itself when it joins. */
export interface Joining {
  readonly topics?: readonly string[];
  readonly ownedPartitions?: readonly { readonly topic: string; readonly partitions: readonly number[] }[];
  /** Of the last change that it took part in. */
  readonly generationId?: number;
}

export interface Assigned {
  readonly memberId: string;
  readonly assignments: Map<string, { topic: string; partitions: number[] }>;
}

/**
 * Spreads each topic evenly over the members that read it, and moves as few partitions as that takes. What must move is given to nobody
 * this time: who has it lets go and joins again, and the next assignment gives it away. The library's own assigner counts
 * partitions over all topics together, so that one member may have all messages and another all replays, which are seldom any.
 */
export function assignEvenly(
  members: ReadonlyMap<string, Joining>,
  partitionCounts: ReadonlyMap<string, number>,
): Assigned[] {
  const assigned = [...members.keys()].toSorted().map((memberId): Assigned => ({ memberId, assignments: new Map() }));
  for (const [topic, count] of partitionCounts) {
    const readers = assigned.filter(({ memberId }) => members.get(memberId)?.topics?.includes(topic));
    const claims = claimsOf(members, topic, count);
    const shares = shareOut(
      readers.map(({ memberId }) => claims.get(memberId) ?? []),
      count,
    );
    for (const [n, { memberId, assignments }] of readers.entries()) {
      const isFree = (partition: number) =>
        [...claims].every(([other, claimed]) => other === memberId || !claimed.includes(partition));
      const partitions = (shares[n] ?? []).filter(isFree).toSorted((a, b) => a - b);
      if (partitions.length > 0) assignments.set(topic, { topic, partitions });
    }
  }
  return assigned;
}

/** What each member has of a topic. Whoever missed the last change has nothing: it was given away. */
function claimsOf(members: ReadonlyMap<string, Joining>, topic: string, count: number): Map<string, readonly number[]> {
  const newest = Math.max(...[...members.values()].map(({ generationId = -1 }) => generationId));
  const claims = new Map<string, readonly number[]>();
  for (const [memberId, { ownedPartitions = [], generationId = -1 }] of members) {
    const owned = ownedPartitions.filter((each) => each.topic === topic).flatMap(({ partitions }) => partitions);
    if (generationId === newest)
      claims.set(
        memberId,
        owned.filter((partition) => partition < count),
      );
  }
  return claims;
}

/** Of so many partitions a share for each claim, equal up to one; as much of what was claimed stays as can. */
function shareOut(claims: readonly (readonly number[])[], count: number): readonly (readonly number[])[] {
  const least = Math.floor(count / claims.length);
  const byClaim = claims
    .map((_, n) => n)
    .toSorted((a, b) => (claims[b]?.length ?? 0) - (claims[a]?.length ?? 0) || a - b);
  const sizes = new Map(byClaim.map((n, rank) => [n, least + (rank < count % claims.length ? 1 : 0)]));
  const given = new Set<number>();
  const shares = claims.map((claimed, n) => {
    const kept = claimed.filter((partition) => !given.has(partition)).slice(0, sizes.get(n));
    for (const partition of kept) given.add(partition);
    return kept;
  });
  const rest = Array.from({ length: count }, (_, partition) => partition).filter((partition) => !given.has(partition));
  return shares.map((kept, n) => [...kept, ...rest.splice(0, (sizes.get(n) ?? 0) - kept.length)]);
}
