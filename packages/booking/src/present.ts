/** The element that has to be there. Throws if it is not, which is a defect of the caller. */
export function itemAt<T>(list: ArrayLike<T | undefined>, index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error(`nothing at index ${index} of ${list.length}`);
  return item;
}

/** The value that has to be there. Throws if it is not, which is a defect of the caller, or a log that was tampered with. */
export function known<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`unknown: ${String(key)}`);
  return value;
}
