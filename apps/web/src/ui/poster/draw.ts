/** The colours of one poster. `top` and `bottom` are its ground, `shade` what stands in front of the light. */
export interface Inks {
  readonly top: string;
  readonly bottom: string;
  readonly shade: string;
  readonly main: string;
  readonly second: string;
  readonly light: string;
}

/** What a composition draws with: the canvas is 160 × 120, of which 20–140 × 15–105 is always seen. */
export interface Draw extends Inks {
  /** From `from` up to, not including, `to`; a whole number. The same sequence for the same event. */
  readonly pick: (from: number, to: number) => number;
}

/** FNV-1a. */
export function toSeed(text: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93);
  return hash >>> 0;
}

/** mulberry32: small, and the same on every machine. */
export function picker(seed: number): Draw['pick'] {
  let state = seed;
  return (from, to) => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return from + Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * (to - from));
  };
}

export const repeat = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join('');

export const round = (value: number): number => Math.round(value);

/** A filled circle as part of a path. */
export const dot = (x: number, y: number, radius: number): string =>
  `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${radius * 2} 0a${radius} ${radius} 0 1 0-${radius * 2} 0`;
