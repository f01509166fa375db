import { followGestures } from './gestures.ts';
import type { LaidSeat, LaidSection, SeatLayout } from './layout.ts';
import { createMapRenderer } from './map-renderer.ts';
import type { Box, Point } from './plan.ts';
import { type Scene, showsSeats } from './scene.ts';
import {
  betweenViews,
  fitView,
  limitView,
  type Size,
  scaleMax,
  toPlan,
  toScreen,
  type View,
  zoomAt,
} from './viewport.ts';

/** What the map tells the page it is in. */
export interface MapEvents {
  readonly onSeat: (seat: LaidSeat) => void;
  /** A seat was too small to be meant for sure: the map came closer instead. */
  readonly onCloser: () => void;
  readonly onHover: (seat: LaidSeat | undefined) => void;
  readonly onUnusedWheel: () => void;
  readonly onView: (state: ViewState) => void;
}

export interface ViewState {
  readonly isWhole: boolean;
  readonly isClosest: boolean;
  /** What is in the middle of a picture that does not show the whole. */
  readonly section: LaidSection | undefined;
}

export interface MapController {
  readonly setScene: (scene: Scene, options: { readonly isPulsing: boolean }) => void;
  readonly setFocus: (seat: LaidSeat | undefined) => void;
  readonly zoomBy: (factor: number) => void;
  readonly showWhole: () => void;
  readonly showSection: (section: LaidSection) => void;
  /** Moves as little as needed for a seat to be seen well. */
  readonly reveal: (seat: LaidSeat) => void;
  /** The seat nearest to the middle of the picture. */
  readonly middleSeat: () => LaidSeat | undefined;
  /** Says where a seat is, in CSS pixels from the map's top left corner, at once and whenever the map has moved, until it is ended. */
  readonly follow: (seat: LaidSeat, onMove: (place: Point) => void) => () => void;
  readonly stop: () => void;
}

/** In CSS pixels: how large a seat must be to be tapped by a finger, clicked by a mouse, and how large the map then makes it. */
const fingerSize = 22;
const mouseSize = 7;
const closeSize = 34;
const readableSize = 16;
const moveMs = 260;

interface Options {
  readonly element: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly layout: SeatLayout;
  readonly events: MapEvents;
  readonly isCalm: () => boolean;
}

export function createMapController({ element, canvas, layout, events, isCalm }: Options): MapController {
  const renderer = createMapRenderer(canvas);
  const { bounds } = layout;
  let size: Size = { width: 0, height: 0 };
  let view: View = { x: 0, y: 0, scale: 1 };
  let isWhole = true;
  let told = '';
  let focus: LaidSeat | undefined;
  let hover: LaidSeat | undefined;
  let animation = 0;
  const followers = new Set<() => void>();

  const resizing = new ResizeObserver(() => resize());
  resizing.observe(element);
  const release = followGestures(element, {
    onPan: (by) => {
      stopAnimation();
      show({ ...view, x: view.x - by.x / view.scale, y: view.y - by.y / view.scale }, true);
    },
    onZoom: (at, factor) => {
      stopAnimation();
      show(zoomAt(view, size, at, limitedScale(view.scale * factor)), true);
    },
    onSettle: () => show(view, false),
    onTap: (at, { isTouch }) => tap(at, isTouch ? fingerSize : mouseSize),
    onHover: (at) => setHover(at === undefined ? undefined : seatAt(at, mouseSize)),
    onUnusedWheel: events.onUnusedWheel,
  });

  return {
    setScene: renderer.setScene,
    setFocus(seat) {
      focus = seat;
      updateRings();
    },
    zoomBy(factor) {
      const middle = focus === undefined ? undefined : toScreen(view, size, focus);
      moveTo(
        zoomAt(view, size, middle ?? { x: size.width / 2, y: size.height / 2 }, limitedScale(view.scale * factor)),
      );
    },
    showWhole: () => moveTo(fitView(bounds, size)),
    showSection,
    reveal,
    middleSeat: () => seatNear(view, 40 / view.scale + 6) ?? layout.seats[0],
    follow(seat, onMove) {
      const follower = () => onMove(toScreen(view, size, seat));
      followers.add(follower);
      follower();
      return () => followers.delete(follower);
    },
    stop() {
      stopAnimation();
      release();
      resizing.disconnect();
      renderer.stop();
    },
  };

  function resize(): void {
    size = { width: element.clientWidth, height: element.clientHeight };
    if (size.width === 0 || size.height === 0) return;
    renderer.setSize(size);
    show(isWhole ? fitView(bounds, size) : view, false);
  }

  function show(wanted: View, isMoving: boolean): void {
    view = limitView(wanted, bounds, size);
    renderer.setView(view, { isMoving });
    if (isMoving) setHover(undefined);
    for (const follower of followers) follower();
    tellView();
  }

  function tellView(): void {
    isWhole = view.scale <= fitView(bounds, size).scale * 1.01;
    const isClosest = view.scale >= scaleMax * 0.99;
    const section = isWhole ? undefined : seatNear(view, 30 / view.scale + 3)?.row.section;
    const state = `${isWhole} ${isClosest} ${section?.index}`;
    if (state === told) return;
    told = state;
    // At rest a finger that moves up or down scrolls the page past the map; closer it moves the map.
    element.style.touchAction = isWhole ? 'pan-y' : 'none';
    events.onView({ isWhole, isClosest, section });
  }

  function moveTo(wanted: View): void {
    stopAnimation();
    const from = view;
    const to = limitView(wanted, bounds, size);
    if (isCalm()) {
      show(to, false);
      return;
    }
    const startedAt = performance.now();
    const step = (now: number) => {
      const share = Math.min(1, Math.max(0, (now - startedAt) / moveMs));
      const eased = 1 - (1 - share) ** 3;
      show(share === 1 ? to : betweenViews(from, to, eased), share < 1);
      animation = share < 1 ? requestAnimationFrame(step) : 0;
    };
    animation = requestAnimationFrame(step);
  }

  function stopAnimation(): void {
    cancelAnimationFrame(animation);
    animation = 0;
  }

  function limitedScale(scale: number): number {
    return limitView({ ...view, scale }, bounds, size).scale;
  }

  function seatNear(at: Point, reach: number): LaidSeat | undefined {
    const [nearest] = layout.index.near(at, reach);
    return nearest === undefined ? undefined : layout.seats[nearest];
  }

  /** The seat under a point of the screen, allowing for a pointer that is not exact. */
  function seatAt(at: Point, allowance: number): LaidSeat | undefined {
    if (!showsSeats(view, layout)) return undefined;
    return seatNear(toPlan(view, size, at), Math.max(0.5, allowance / 2 / view.scale));
  }

  function tap(at: Point, sizeMin: number): void {
    const point = toPlan(view, size, at);
    if (!showsSeats(view, layout)) {
      const section = seatNear(point, 4 + 12 / view.scale)?.row.section;
      if (section !== undefined) showSection(section, point);
      return;
    }
    const seat = seatAt(at, sizeMin);
    if (seat === undefined) return;
    const { seatSize } = seat.row.section;
    if (view.scale * seatSize >= sizeMin) events.onSeat(seat);
    else {
      events.onCloser();
      moveTo({ ...point, scale: closeSize / seatSize });
    }
  }

  /** All of it where its seats are then large enough to be seen, else the part that was pointed at. */
  function showSection(section: LaidSection, at?: Point): void {
    const whole = fitView(grown(section.bounds), size);
    const least = readableSize / section.seatSize;
    const middle = at ?? section.front;
    moveTo(whole.scale >= least * 0.6 ? whole : { ...middle, scale: least });
  }

  function reveal(seat: LaidSeat): void {
    const scale = Math.max(view.scale, readableSize / seat.row.section.seatSize);
    const at = toScreen({ ...view, scale }, size, seat);
    const room = Math.min(60, size.width / 5, size.height / 5);
    const isSeen = at.x > room && at.y > room && at.x < size.width - room && at.y < size.height - room;
    if (scale !== view.scale) moveTo({ x: seat.x, y: seat.y, scale });
    else if (!isSeen) moveTo({ ...view, x: seat.x, y: seat.y });
  }

  function setHover(seat: LaidSeat | undefined): void {
    if (seat === hover) return;
    hover = seat;
    updateRings();
    events.onHover(seat);
  }

  function updateRings(): void {
    renderer.setRings({ focus: focus?.index, hover: hover?.index });
  }
}

const grown = ({ left, top, right, bottom }: Box): Box => ({
  left: left - 1,
  top: top - 1.5,
  right: right + 1,
  bottom: bottom + 1,
});
