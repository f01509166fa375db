/** The colours of a map, as a canvas takes them. */
export interface Palette {
  readonly panel: string;
  readonly floor: string;
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly stage: string;
  readonly act: string;
  readonly onAct: string;
  readonly held: string;
  readonly taken: string;
  readonly onTier: string;
  /** By the order of the tiers; more tiers than colours begin again. */
  readonly tiers: readonly string[];
}

export const tierColours = 6;

/** The custom property with a tier's colour; `seat-map.module.css` declares them. */
export const tierVariable = (tier: number): string => `--tier-${(tier % tierColours) + 1}`;

/** Reads the colours where an element stands: scheme and forced colours are resolved by the browser. */
export function readPalette(element: HTMLElement): Palette {
  const style = getComputedStyle(element);
  const before = element.style.color;
  const read = (name: string) => {
    element.style.color = `var(${name})`;
    return style.color;
  };
  const palette = {
    panel: read('--panel'),
    floor: read('--floor'),
    ink: read('--ink'),
    soft: read('--ink-soft'),
    line: read('--line'),
    stage: read('--stage'),
    act: read('--act'),
    onAct: read('--on-act'),
    held: read('--waiting'),
    taken: read('--seat-taken'),
    onTier: read('--on-tier'),
    tiers: Array.from({ length: tierColours }, (_, tier) => read(tierVariable(tier))),
  };
  element.style.color = before;
  return palette;
}
