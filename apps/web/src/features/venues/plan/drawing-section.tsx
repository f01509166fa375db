import { memo, useMemo } from 'react';
import type { LaidSection } from '../../seat-map/layout.ts';
import type { Point } from '../../seat-map/plan.ts';
import styles from './drawing.module.css';
import { outlinePath, rowEnds, seatPaths } from './drawing-paths.ts';
import type { Section } from './plan-parts.ts';

interface DrawnSectionProps {
  readonly section: Section;
  readonly laid: LaidSection;
  readonly isSelected: boolean;
  readonly hasRowNames: boolean;
  /** While it is dragged. */
  readonly moved: Point | undefined;
}

/** A section as a picture, in seat pitches. Where it has a shape, nothing but the section itself decides how it looks. */
export const DrawnSection = memo(
  function DrawnSection({ laid, isSelected, hasRowNames, moved }: DrawnSectionProps) {
    const paths = useMemo(() => seatPaths(laid), [laid]);
    const { front, rows, name } = laid;
    return (
      <g
        className={styles['section']}
        data-selected={isSelected || undefined}
        {...(moved !== undefined && { transform: `translate(${moved.x} ${moved.y})` })}
      >
        <path className={styles['floor']} d={outlinePath(laid)} />
        {paths.byLook.map(([look, path]) => (
          <path key={look} className={styles['seats']} data-look={look} d={path} />
        ))}
        <path className={styles['signs']} d={paths.signs} />
        <path className={styles['alsoRestricted']} d={paths.alsoRestricted} />
        <text className={styles['name']} x={front.x} y={front.y}>
          {name}
        </text>
        {hasRowNames &&
          rows.flatMap((row) =>
            rowEnds(row.seats).map(({ x, y }) => (
              <text key={`${row.key} ${x} ${y}`} className={styles['row']} x={x} y={y}>
                {row.name}
              </text>
            )),
          )}
      </g>
    );
  },
  (before, after) =>
    before.section === after.section &&
    (after.section.shape !== undefined || before.laid === after.laid) &&
    before.isSelected === after.isSelected &&
    before.hasRowNames === after.hasRowNames &&
    before.moved === after.moved,
);
