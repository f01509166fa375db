import { ActionIcon } from '@mantine/core';
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useId,
  useMemo,
  useState,
} from 'react';
import { useTranslations } from 'use-intl';
import type { LaidSeat, SeatLayout } from '../../seat-map/layout.ts';
import type { Point } from '../../seat-map/plan.ts';
import { toPlan } from '../../seat-map/viewport.ts';
import styles from './drawing.module.css';
import { isInside, ringPath, toBox } from './drawing-paths.ts';
import { DrawnSection } from './drawing-section.tsx';
import { followDrawing, type Keys } from './follow-drawing.ts';
import type { SeatingPlan } from './plan-parts.ts';
import { type DrawingView, useDrawingView } from './use-drawing-view.ts';

export type Tool = 'sections' | 'seats';
/** A section by its place in the plan, or the stage. */
export type Selected = number | 'stage' | undefined;

export interface DrawingProps {
  readonly plan: SeatingPlan;
  readonly layout: SeatLayout;
  readonly tool: Tool;
  readonly selected: Selected;
  readonly seats: ReadonlySet<string>;
  readonly focus: LaidSeat | undefined;
  /** Another one, and the whole is shown anew. */
  readonly fitKey: unknown;
  readonly onSelect: (selected: Selected) => void;
  readonly onMove: (by: Point) => void;
  readonly onSeat: (seat: LaidSeat | undefined, keys: Keys) => void;
  readonly onBox: (seats: readonly LaidSeat[], keys: Keys) => void;
  /** True if the key meant something. */
  readonly onKey: (event: KeyboardEvent) => boolean;
}

type Drag =
  | { readonly kind: 'move'; readonly by: Point }
  | { readonly kind: 'box'; readonly from: Point; readonly to: Point };

const zoomStep = 1.5;

/** The plan as a picture to work on: one stop for the keyboard, inside which the builder's keys count. */
export function Drawing(props: DrawingProps) {
  const { layout, tool, focus, onKey } = props;
  const t = useTranslations('venues.plan.drawing');
  const helpId = useId();
  const window = useDrawingView(layout.bounds, props.fitKey);
  const drag = useDrawingGestures(window, props);
  const revealFocus = useEffectEvent((seat: LaidSeat) => window.reveal(seat));
  useEffect(() => {
    if (focus !== undefined) revealFocus(focus);
  }, [focus]);

  function press(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget) return;
    const isZoom = !event.ctrlKey && !event.metaKey && zoomByKey(event.key);
    if (isZoom || onKey(event)) event.preventDefault();
  }

  function zoomByKey(key: string): boolean {
    if (key === '+' || key === '=') window.zoomBy(zoomStep);
    else if (key === '-') window.zoomBy(1 / zoomStep);
    else if (key === '0') window.showWhole();
    else return false;
    return true;
  }

  return (
    <div className={styles['frame']}>
      {/* The keys are the drawing's own: screen readers have to pass them on. */}
      <div
        ref={window.setElement}
        className={styles['area']}
        data-tool={tool}
        role="application"
        tabIndex={0}
        aria-label={t('label', { count: layout.seats.length })}
        aria-describedby={helpId}
        onKeyDown={press}
      >
        <Picture {...props} window={window} drag={drag} />
      </div>
      <p id={helpId} className={styles['help']}>
        {tool === 'sections' ? t('helpSections') : t('helpSeats')}
      </p>
      <div className={styles['zoom']}>
        <ZoomButton label={t('zoomIn')} onClick={() => window.zoomBy(zoomStep)}>
          <path d="M12 5v14M5 12h14" />
        </ZoomButton>
        <ZoomButton label={t('zoomOut')} onClick={() => window.zoomBy(1 / zoomStep)}>
          <path d="M5 12h14" />
        </ZoomButton>
        <ZoomButton label={t('whole')} onClick={window.showWhole}>
          <path d="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5" />
        </ZoomButton>
      </div>
    </div>
  );
}

interface ZoomButtonProps {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function ZoomButton({ label, onClick, children }: ZoomButtonProps) {
  return (
    <ActionIcon size={44} variant="default" aria-label={label} onClick={onClick}>
      <svg
        viewBox="0 0 24 24"
        width="22"
        height="22"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        aria-hidden="true"
      >
        {children}
      </svg>
    </ActionIcon>
  );
}

/** Follows the hands; answers with what is being dragged. */
function useDrawingGestures(
  { element, view, size, panBy, zoomBy }: DrawingView,
  props: DrawingProps,
): Drag | undefined {
  const { layout, tool } = props;
  const [drag, setDrag] = useState<Drag>();
  const at = (point: Point) => toPlan(view, size, point);

  const seatAt = (point: Point, reach: number): LaidSeat | undefined => {
    const [nearest] = layout.index.near(at(point), Math.max(reach, 8 / view.scale));
    return nearest === undefined ? undefined : layout.seats[nearest];
  };
  const partAt = (point: Point): Selected => {
    const seat = seatAt(point, 0.9);
    if (seat !== undefined) return seat.row.section.index;
    const { stage } = layout;
    return props.plan.stage !== undefined && stage !== undefined && isInside(stage, at(point)) ? 'stage' : undefined;
  };

  const events = {
    onDown: useEffectEvent((point: Point) => {
      if (tool === 'seats') return 'own' as const;
      const part = partAt(point);
      if (part === undefined) return 'pan' as const;
      props.onSelect(part);
      return 'own' as const;
    }),
    onPan: useEffectEvent(panBy),
    onZoom: useEffectEvent((point: Point, factor: number) => zoomBy(factor, point)),
    onDrag: useEffectEvent((from: Point, to: Point) => {
      const [start, end] = [at(from), at(to)];
      if (tool === 'seats') setDrag({ kind: 'box', from: start, to: end });
      else setDrag({ kind: 'move', by: { x: end.x - start.x, y: end.y - start.y } });
    }),
    onDrop: useEffectEvent((from: Point, to: Point, keys: Keys) => {
      const [start, end] = [at(from), at(to)];
      setDrag(undefined);
      if (tool === 'sections') props.onMove({ x: end.x - start.x, y: end.y - start.y });
      else {
        const box = toBox(start, end);
        props.onBox(
          layout.seats.filter((seat) => isInside(box, seat)),
          keys,
        );
      }
    }),
    onTap: useEffectEvent((point: Point, keys: Keys) => {
      if (tool === 'sections') props.onSelect(partAt(point));
      else props.onSeat(seatAt(point, 0.6), keys);
    }),
    onCancel: useEffectEvent(() => setDrag(undefined)),
  };
  useEffect(() => {
    if (element === null) return;
    return followDrawing(element, {
      onDown: (point) => events.onDown(point),
      onPan: (by) => events.onPan(by),
      onZoom: (point, factor) => events.onZoom(point, factor),
      onDrag: (from, to) => events.onDrag(from, to),
      onDrop: (from, to, keys) => events.onDrop(from, to, keys),
      onTap: (point, keys) => events.onTap(point, keys),
      onCancel: () => events.onCancel(),
    });
    // The events see the newest props by themselves.
  }, [element]);
  return drag;
}

interface PictureProps extends DrawingProps {
  readonly window: DrawingView;
  readonly drag: Drag | undefined;
}

const rowNamesFrom = 6;
const labelsFrom = 17;

function Picture({ plan, layout, selected, seats, focus, tool, window, drag }: PictureProps) {
  const t = useTranslations('venues.plan.drawing');
  const { view, size } = window;
  const moved = drag?.kind === 'move' ? drag.by : undefined;
  const chosen = useMemo(() => ringPath(layout.seats.filter(({ id }) => seats.has(id))), [layout, seats]);
  const box = drag?.kind === 'box' ? toBox(drag.from, drag.to) : undefined;
  return (
    <svg className={styles['picture']} width={size.width} height={size.height} aria-hidden="true">
      <g
        style={textSizes(view.scale)}
        transform={`translate(${size.width / 2 - view.x * view.scale} ${size.height / 2 - view.y * view.scale}) scale(${view.scale})`}
      >
        {layout.stage !== undefined && (
          <g
            className={styles['stage']}
            data-selected={selected === 'stage' || undefined}
            data-own={plan.stage !== undefined || undefined}
            {...(moved !== undefined && selected === 'stage' && { transform: `translate(${moved.x} ${moved.y})` })}
          >
            <rect
              x={layout.stage.left}
              y={layout.stage.top}
              width={layout.stage.right - layout.stage.left}
              height={layout.stage.bottom - layout.stage.top}
              rx={0.4}
            />
            <text x={(layout.stage.left + layout.stage.right) / 2} y={(layout.stage.top + layout.stage.bottom) / 2}>
              {layout.stage.label ?? t('stage')}
            </text>
          </g>
        )}
        {plan.sections.map((section, at) => {
          const laid = layout.sections[at];
          if (laid === undefined) return null;
          return (
            <DrawnSection
              key={section.name}
              section={section}
              laid={laid}
              isSelected={selected === at}
              hasRowNames={view.scale >= rowNamesFrom}
              moved={selected === at ? moved : undefined}
            />
          );
        })}
        {view.scale >= labelsFrom && <Labels layout={layout} window={window} />}
        <path className={styles['chosen']} d={chosen} />
        {tool === 'seats' && focus !== undefined && <path className={styles['focus']} d={ringPath([focus])} />}
        {box !== undefined && (
          <rect
            className={styles['box']}
            x={box.left}
            y={box.top}
            width={box.right - box.left}
            height={box.bottom - box.top}
          />
        )}
      </g>
    </svg>
  );
}

/** In seat pitches, but never larger than text needs to be. */
const textSizes = (scale: number) =>
  ({
    '--name-size': `${Math.min(1.15, 17 / scale)}px`,
    '--row-size': `${Math.min(0.6, 13 / scale)}px`,
  }) as CSSProperties;

function Labels({ layout, window: { view, size } }: { readonly layout: SeatLayout; readonly window: DrawingView }) {
  const box = toBox(toPlan(view, size, { x: 0, y: 0 }), toPlan(view, size, { x: size.width, y: size.height }));
  return layout.seats
    .filter((seat) => isInside(box, seat) && !seat.marks.includes('accessible') && !seat.marks.includes('companion'))
    .map(({ id, x, y, label, row }) => (
      <text
        key={id}
        className={styles['label']}
        x={x}
        y={y}
        style={{ fontSize: row.section.seatSize * (label.length > 2 ? 0.28 : 0.36) }}
      >
        {label}
      </text>
    ));
}
