import { ActionIcon } from '@mantine/core';
import { useEffect, useId, useMemo, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { useSettings } from '../../settings.ts';
import { type Cluster, isSplittable, type Placed, toClusters } from './clusters.ts';
import { tilePx, tilesOf, toScreen, type View, viewOf, type WorldPoint } from './geometry.ts';
import { drawOutlines, outlinePx } from './outlines.ts';
import { type MapView, useMapView } from './use-map-view.ts';
import styles from './world-map.module.css';

export interface MapPlace extends Placed {
  readonly name: string;
  readonly city: string;
}

interface WorldMapProps {
  readonly places: readonly MapPlace[];
  readonly chosenId: string | undefined;
  /** One place, or several that no zoom can part. */
  readonly onChoose: (ids: readonly string[]) => void;
}

const clusterPx = 46;
const chosenWorldPx = tilePx * 2 ** 5;
const namedMax = 14;
const namedWorldPx = tilePx * 2 ** 4;
const edgePx = 40;

/** The world with its places: outlines of our own, or an operator's tiles. */
export function WorldMap({ places, chosenId, onChoose }: WorldMapProps) {
  const t = useTranslations('map');
  const box = useRef<HTMLDivElement>(null);
  const helpId = useId();
  const map = useMapView(box);
  useFollowChosen(map, places, chosenId);
  return (
    // The map is as the world is, whatever the direction of the text.
    <div className={styles['frame']} dir="ltr">
      <div
        ref={box}
        className={styles['map']}
        role="group"
        tabIndex={0}
        aria-label={t('map')}
        aria-describedby={helpId}
        {...map?.handlers}
      >
        {map !== undefined && <Ground map={map} />}
        {map !== undefined && <Markers map={map} places={places} chosenId={chosenId} onChoose={onChoose} />}
      </div>
      <p id={helpId} className={styles['help']}>
        {t('help')}
      </p>
      <div className={styles['controls']}>
        <Control label={t('zoomIn')} path="M8 2v12M2 8h12" onPress={() => map?.zoom(2)} />
        <Control label={t('zoomOut')} path="M2 8h12" onPress={() => map?.zoom(0.5)} />
        <Control
          label={t('world')}
          path="M8 1.500a6.500 6.500 0 1 0 0 13a6.500 6.500 0 1 0 0-13M1.500 8h13M8 1.500c-4 4-4 9 0 13c4-4 4-9 0-13"
          onPress={() => map?.showWorld()}
        />
      </div>
    </div>
  );
}

/** When a place is chosen elsewhere, or the page begins with one, the map goes there, unless it is well in sight. */
function useFollowChosen(map: MapView | undefined, places: readonly MapPlace[], chosenId: string | undefined): void {
  const followed = useRef<string>(undefined);
  const place = places.find(({ id }) => id === chosenId);
  const isReady = map !== undefined;
  const latest = useRef(map);
  latest.current = map;
  useEffect(() => {
    const now = latest.current;
    if (!isReady || now === undefined || place === undefined || followed.current === place.id) return;
    followed.current = place.id;
    const { x, y } = toScreen(place, now.view, now.size);
    const isInSight = x > edgePx && y > edgePx && x < now.size.width - edgePx && y < now.size.height - edgePx;
    if (isInSight && now.view.worldPx >= chosenWorldPx) return;
    now.flyTo({ x: place.x, y: place.y, worldPx: Math.max(now.view.worldPx, chosenWorldPx) });
  }, [isReady, place]);
}

function Ground({ map: { view, size } }: { readonly map: MapView }) {
  const t = useTranslations('map');
  const { mapTilesUrl, mapTilesAttribution } = useSettings();
  const outlines = useMemo(drawOutlines, []);
  if (mapTilesUrl !== undefined) {
    return (
      <>
        {tilesOf(mapTilesUrl, view, size).map(({ key, url, x, y, sizePx }) => (
          <img
            key={key}
            src={url}
            alt=""
            draggable={false}
            referrerPolicy="no-referrer"
            className={styles['tile']}
            style={{ transform: `translate(${x}px, ${y}px)`, width: sizePx, height: sizePx }}
          />
        ))}
        {mapTilesAttribution !== undefined && (
          <p className={styles['attribution']}>{t('tiles', { attribution: mapTilesAttribution })}</p>
        )}
      </>
    );
  }
  const origin = toScreen({ x: 0, y: 0 }, view, size);
  return (
    <svg className={styles['ground']} width={size.width} height={size.height} aria-hidden="true" focusable="false">
      <g transform={`translate(${origin.x} ${origin.y}) scale(${view.worldPx / outlinePx})`}>
        <path d={outlines} className={styles['land']} />
      </g>
    </svg>
  );
}

interface MarkersProps extends WorldMapProps {
  readonly map: MapView;
}

function Markers({ map: { view, size, flyTo }, places, chosenId, onChoose }: MarkersProps) {
  // Joined anew at every half zoom only: in between clusters stay what they are.
  const scale = 2 ** (Math.floor(Math.log2(view.worldPx) * 2) / 2);
  const clusters = useMemo(() => toClusters(places, scale, clusterPx), [places, scale]);
  const seen = clusters
    .map((cluster) => ({ cluster, at: toScreen(cluster, view, size) }))
    .filter(({ at }) => at.x > -edgePx && at.y > -edgePx && at.x < size.width + edgePx && at.y < size.height + edgePx);
  const hasNames = seen.length <= namedMax && view.worldPx > namedWorldPx;

  const press = (cluster: Cluster<MapPlace>) => {
    if (cluster.members.length > 1 && isSplittable(cluster) && canGoNearer(view, cluster, size)) {
      flyTo(viewOf(cluster.members, size));
    } else {
      onChoose(cluster.members.map(({ id }) => id));
    }
  };
  return (
    <>
      {seen.map(({ cluster, at }) => (
        <Marker key={cluster.members[0]?.id} {...{ cluster, at, hasNames, chosenId }} onPress={() => press(cluster)} />
      ))}
    </>
  );
}

const canGoNearer = (view: View, { members }: Cluster<MapPlace>, size: MapView['size']): boolean =>
  viewOf(members, size).worldPx > view.worldPx * 1.05;

interface MarkerProps {
  readonly cluster: Cluster<MapPlace>;
  readonly at: WorldPoint;
  readonly hasNames: boolean;
  readonly chosenId: string | undefined;
  readonly onPress: () => void;
}

function Marker({ cluster: { members }, at, hasNames, chosenId, onPress }: MarkerProps) {
  const t = useTranslations('map');
  const first = members[0];
  if (first === undefined) return null;
  const isOne = members.length === 1;
  return (
    <button
      type="button"
      className={styles['marker']}
      style={{ transform: `translate(${Math.round(at.x)}px, ${Math.round(at.y)}px)` }}
      aria-label={isOne ? `${first.name}, ${first.city}` : t('cluster', { count: members.length, name: first.city })}
      aria-pressed={members.some(({ id }) => id === chosenId)}
      data-several={!isOne || undefined}
      onClick={onPress}
    >
      <span
        className={styles['dot']}
        style={isOne ? undefined : { fontSize: `${Math.min(1, 0.8 + members.length / 60)}rem` }}
      >
        {isOne ? '' : members.length}
      </span>
      {isOne && hasNames && <span className={styles['label']}>{first.name}</span>}
    </button>
  );
}

interface ControlProps {
  readonly label: string;
  readonly path: string;
  readonly onPress: () => void;
}

function Control({ label, path, onPress }: ControlProps) {
  return (
    <ActionIcon variant="default" size={44} radius={12} aria-label={label} title={label} onClick={onPress}>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <path d={path} fill="none" stroke="currentColor" strokeWidth="1.800" strokeLinecap="round" />
      </svg>
    </ActionIcon>
  );
}
