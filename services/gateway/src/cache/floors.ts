/** More streams than this are not remembered at once, unless an entry needs them. */
const floorsMax = 200_000;
/** Looked at in one go when there are too many. */
const forgetStep = 8;

/** The lowest version of a stream that may still be served. Entries hold it and compare, so raising it reaches all of them at once. */
export interface Floor {
  readonly stream: string;
  version: number;
  /** Entries that hold this floor: while there are some, it must not be forgotten. */
  entries: number;
}

/**
 * The floors of all streams. A stream without versions (the pseudo streams of lists) is counted by a sequence instead: what was begun
 * before its last bump is too old.
 */
export class Floors {
  readonly #floors = new Map<string, Floor>();
  #sequence = 0;
  #forgotten = 0;

  /** A moment in the order of things: later calls give larger numbers. */
  nextMoment(): number {
    this.#sequence += 1;
    return this.#sequence;
  }

  /** How many floors were forgotten: where this changed during a fill, an unknown stream may have had one. */
  get forgotten(): number {
    return this.#forgotten;
  }

  has(stream: string): boolean {
    return this.#floors.has(stream);
  }

  of(stream: string): Floor {
    const known = this.#floors.get(stream);
    if (known !== undefined) return known;
    const floor: Floor = { stream, version: 0, entries: 0 };
    this.#floors.set(stream, floor);
    if (this.#floors.size > floorsMax) this.#forgetSome();
    return floor;
  }

  /** 0: nothing is known of it. */
  versionOf(stream: string): number {
    return this.#floors.get(stream)?.version ?? 0;
  }

  raise(stream: string, version: number): void {
    const floor = this.of(stream);
    if (version > floor.version) floor.version = version;
  }

  /** Makes everything too old that was begun until now. */
  bump(stream: string): void {
    this.of(stream).version = this.nextMoment();
  }

  #forgetSome(): void {
    let left = forgetStep;
    for (const [stream, floor] of this.#floors) {
      this.#floors.delete(stream);
      if (floor.entries > 0) this.#floors.set(stream, floor);
      else this.#forgotten += 1;
      left -= 1;
      if (left === 0) return;
    }
  }
}
