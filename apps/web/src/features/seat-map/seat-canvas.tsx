import { ActionIcon } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useTranslations } from 'use-intl';
import type { LaidSeat, LaidSection, SeatLayout } from './layout.ts';
import { createMapController, type MapController, type ViewState } from './map-controller.ts';
import type { Scene } from './scene.ts';
import styles from './seat-map.module.css';
import { seatToward } from './seat-toward.ts';

export interface SeatCanvasProps {
  readonly layout: SeatLayout;
  readonly scene: Scene | undefined;
  /** Counts the changes that came from outside: only these pulse. */
  readonly news: unknown;
  /** Shown beside the seat the mouse or the keyboard is at. */
  readonly describe: (seat: LaidSeat) => ReactNode;
  readonly onSeat: (seat: LaidSeat) => void;
  readonly announce: (text: string) => void;
  readonly nameOf: (seat: LaidSeat) => string;
  readonly onSection: (section: LaidSection | undefined) => void;
  /** A section to be shown; the same one again is shown again if the object is another. */
  /** Stands below, beside what zooms. */
  readonly children?: ReactNode;
  readonly goTo: { readonly section: LaidSection } | undefined;
}

const steps: Readonly<Record<string, { readonly x: number; readonly y: number }>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};
const zoomStep = 1.6;

/** The plan as a picture: one stop for the keyboard, inside which the arrow keys move. */
export function SeatCanvas(props: SeatCanvasProps) {
  const { layout, scene, news, describe, goTo } = props;
  const t = useTranslations('show.seatMap');
  const helpId = useId();
  const area = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const controller = useRef<MapController>(null);
  const isCalm = useReducedMotion();
  const [view, setView] = useState<ViewState>({ isWhole: true, isClosest: false, section: undefined });
  const [hint, setHint] = useState<string>();
  const [focus, setFocus] = useState<LaidSeat>();
  const [pointed, setPointed] = useState<LaidSeat>();
  const [isByKey, setByKey] = useState(false);

  const events = {
    onSeat: useEffectEvent((seat: LaidSeat) => {
      setByKey(false);
      setHint(undefined);
      setFocus(seat);
      setPointed(seat);
      props.onSeat(seat);
    }),
    onCloser: useEffectEvent(() => setHint(t('closer'))),
    onHover: useEffectEvent(setPointed),
    onUnusedWheel: useEffectEvent(() => setHint(t('wheel'))),
    onView: useEffectEvent((state: ViewState) => {
      setView(state);
      props.onSection(state.section);
    }),
  };
  const isCalmNow = useEffectEvent(() => isCalm);

  useEffect(() => {
    if (area.current === null || canvas.current === null) return;
    setFocus(undefined);
    const made = createMapController({
      element: area.current,
      canvas: canvas.current,
      layout,
      events: {
        onSeat: (seat) => events.onSeat(seat),
        onCloser: () => events.onCloser(),
        onHover: (seat) => events.onHover(seat),
        onUnusedWheel: () => events.onUnusedWheel(),
        onView: (state) => events.onView(state),
      },
      isCalm: () => isCalmNow(),
    });
    controller.current = made;
    return () => made.stop();
    // The events see the newest props by themselves.
  }, [layout]);

  const lastNews = useRef(news);
  useEffect(() => {
    if (scene === undefined) return;
    controller.current?.setScene(scene, { isPulsing: !isCalm && lastNews.current !== news });
    lastNews.current = news;
  }, [scene, news, isCalm]);

  useEffect(() => controller.current?.setFocus(isByKey ? focus : undefined), [focus, isByKey]);
  useEffect(() => {
    if (goTo !== undefined) controller.current?.showSection(goTo.section);
  }, [goTo]);
  useEffect(() => {
    const timer = setTimeout(() => setHint(undefined), 3500);
    return () => clearTimeout(timer);
  }, [hint]);

  function moveFocus(seat: LaidSeat | undefined): void {
    setByKey(true);
    if (seat === undefined) {
      props.announce(t('edge'));
      return;
    }
    setFocus(seat);
    setPointed(undefined);
    controller.current?.reveal(seat);
    props.announce(props.nameOf(seat));
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target !== area.current) return;
    const from = focus ?? controller.current?.middleSeat();
    const step = steps[event.key];
    if (step !== undefined && from !== undefined)
      moveFocus(focus === undefined ? from : seatToward(layout, from, step));
    else if (event.key === 'Home' && from !== undefined) moveFocus(from.row.seats[0]);
    else if (event.key === 'End' && from !== undefined) moveFocus(from.row.seats.at(-1));
    else if ((event.key === 'Enter' || event.key === ' ') && focus !== undefined) props.onSeat(focus);
    else if (event.key === '+' || event.key === '=') controller.current?.zoomBy(zoomStep);
    else if (event.key === '-') controller.current?.zoomBy(1 / zoomStep);
    else if (event.key === '0') controller.current?.showWhole();
    else if (event.key === 'Escape' && (pointed !== undefined || isByKey)) {
      setPointed(undefined);
      setByKey(false);
    } else return;
    event.preventDefault();
  }

  const shown = pointed ?? (isByKey ? focus : undefined);
  return (
    <div className={styles['frame']}>
      <div className={styles['picture']} style={{ '--ratio': ratioOf(layout) } as CSSProperties}>
        {/* The arrow keys are the map's own: screen readers have to pass them on. */}
        <div
          ref={area}
          className={styles['area']}
          data-on-seat={pointed === undefined ? undefined : ''}
          role="application"
          tabIndex={0}
          aria-label={`${t('plan')}, ${t('size', { count: layout.seats.length })}`}
          aria-describedby={helpId}
          onKeyDown={onKeyDown}
          onBlur={() => setByKey(false)}
        >
          <canvas ref={canvas} className={styles['canvas']} aria-hidden="true" />
        </div>
        <p id={helpId} hidden>
          {t('help')}
        </p>
        {shown !== undefined && (
          <Tip seat={shown} controller={controller.current}>
            {describe(shown)}
          </Tip>
        )}
        {hint !== undefined && <p className={styles['hint']}>{hint}</p>}
      </div>
      <div className={styles['tools']}>
        <div className={styles['zoom']}>
          <ActionIcon
            size={44}
            variant="default"
            aria-label={t('zoomIn')}
            disabled={view.isClosest}
            onClick={() => controller.current?.zoomBy(zoomStep)}
          >
            <Icon path="M12 5v14M5 12h14" />
          </ActionIcon>
          <ActionIcon
            size={44}
            variant="default"
            aria-label={t('zoomOut')}
            disabled={view.isWhole}
            onClick={() => controller.current?.zoomBy(1 / zoomStep)}
          >
            <Icon path="M5 12h14" />
          </ActionIcon>
          <ActionIcon
            size={44}
            variant="default"
            aria-label={t('whole')}
            disabled={view.isWhole}
            onClick={() => controller.current?.showWhole()}
          >
            <Icon path="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5" />
          </ActionIcon>
        </div>
        {props.children}
      </div>
    </div>
  );
}

/** Of a picture that shows all of it without much room around. */
function ratioOf({ bounds }: SeatLayout): number {
  return (bounds.right - bounds.left + 3) / (bounds.bottom - bounds.top + 3);
}

function Icon({ path }: { readonly path: string }) {
  return (
    <svg
      width="20"
      height="20"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.4"
      aria-hidden="true"
    >
      <path d={path} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

interface TipProps {
  readonly seat: LaidSeat;
  readonly controller: MapController | null;
  readonly children: ReactNode;
}

/** Above the seat, or below it where there is no room. What it says is announced elsewhere. */
function Tip({ seat, controller, children }: TipProps) {
  const tip = useRef<HTMLDivElement>(null);
  useLayoutEffect(
    () =>
      controller?.follow(seat, (place) => {
        const element = tip.current;
        const around = element?.parentElement;
        if (element === null || around === null || around === undefined) return;
        const half = element.offsetWidth / 2 + 4;
        const x = Math.min(Math.max(place.x, half), around.clientWidth - half);
        const isBelow = place.y < element.offsetHeight + 28;
        const y = isBelow ? place.y + 24 : place.y - element.offsetHeight - 24;
        element.style.transform = `translate(${Math.round(x - element.offsetWidth / 2)}px, ${Math.round(y)}px)`;
      }),
    [seat, controller],
  );
  return (
    <div ref={tip} className={styles['tip']} aria-hidden="true">
      {children}
    </div>
  );
}
