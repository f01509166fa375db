import type { ReactNode } from 'react';
import { type Draw, picker, toSeed } from './poster/draw.ts';
import { broadcast, bubbles, network, tiles, waves } from './poster/form-art.tsx';
import { inksOf } from './poster/inks.ts';
import * as air from './poster/open-air-art.tsx';
import * as stage from './poster/stage-art.tsx';

type Composition = (draw: Draw) => ReactNode;

const compositions: Readonly<Record<string, readonly Composition[]>> = {
  concert: [stage.spotlights, stage.levels, stage.record, waves],
  carnival: [air.confetti, air.streamers, air.feathers],
  circus: [air.bigTop, air.canvas, air.juggling],
  play: [stage.curtains, stage.chair, stage.masks, stage.balconies],
  festival: [air.hills, air.lanterns, air.confetti, stage.spotlights],
  opera: [stage.balconies, stage.chandelier, stage.fan, stage.curtains],
  sport: [air.pitch, air.track, air.throwArc],
  conference: [network, bubbles, broadcast, tiles],
  comedy: [stage.openMic, stage.grin, bubbles, stage.spotlights],
  other: [tiles, waves, broadcast],
};

const known = (type: string): string => (Object.hasOwn(compositions, type) ? type : 'other');

export interface PosterProps {
  /** Of the event: the same id always has the same picture, on the server too. */
  readonly id: string;
  readonly type: string;
  readonly className?: string | undefined;
}

/**
 * A drawn picture for an event that has none: what it shows comes from the type, how it looks from the id. Fills its box, whatever the
 * shape; says nothing to screen readers.
 */
export function Poster({ id, type, className }: PosterProps) {
  const kind = known(type);
  const pick = picker(toSeed(id));
  const inks = oneOf(inksOf[kind], pick);
  const compose = oneOf(compositions[kind], pick);
  const isMirrored = pick(0, 2) === 1;
  if (inks === undefined || compose === undefined) return null;
  return (
    <svg
      className={className}
      viewBox="0 0 160 120"
      preserveAspectRatio="xMidYMid slice"
      width="100%"
      height="100%"
      aria-hidden="true"
      focusable="false"
      style={{ display: 'block', background: `linear-gradient(${inks.top},${inks.bottom})` }}
    >
      <g transform={isMirrored ? 'matrix(-1 0 0 1 160 0)' : undefined}>{compose({ ...inks, pick })}</g>
    </svg>
  );
}

function oneOf<One>(list: readonly One[] | undefined, pick: Draw['pick']): One | undefined {
  return list?.[pick(0, list.length)];
}
