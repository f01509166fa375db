/**
 * Rendezvous hashing: of all members the one with the highest weight for the key. Every gateway comes to the same one, and when a member
 * goes only its own keys move.
 */
export function chooseByKey<Member extends { readonly address: string }>(
  members: readonly Member[],
  key: string,
): Member | undefined {
  let chosen: Member | undefined;
  let highest = -1;
  for (const member of members) {
    const weight = weigh(member.address, key);
    if (weight > highest || (weight === highest && chosen !== undefined && member.address < chosen.address)) {
      chosen = member;
      highest = weight;
    }
  }
  return chosen;
}

/** FNV-1a over both, then the finish of MurmurHash3, without which addresses that differ in one digit would weigh alike. */
function weigh(address: string, key: string): number {
  let state = 0x811c9dc5;
  for (const text of [address, '/', key]) {
    for (let at = 0; at < text.length; at += 1) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  }
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
