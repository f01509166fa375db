import { geoMercator, geoPath } from 'd3-geo';
import { feature } from 'topojson-client';
import atlas from 'world-atlas/countries-110m.json';

type Topology = Parameters<typeof feature>[0];

/** The length of the world's side in the path. */
export const outlinePx = 1000;

/** Nobody sells tickets there, and in this projection it would be the largest of all. */
const antarctica = '010';

/** The countries (Natural Earth, 1 : 110 000 000) as one SVG path in a square. */
export function drawOutlines(): string {
  const world = atlas as unknown as Topology;
  const { countries } = world.objects;
  if (countries?.type !== 'GeometryCollection') throw new Error('the atlas has no countries');
  const { features } = feature(world, countries);
  const projection = geoMercator()
    .scale(outlinePx / (2 * Math.PI))
    .translate([outlinePx / 2, outlinePx / 2]);
  const path = geoPath(projection).digits(2);
  return path({ type: 'FeatureCollection', features: features.filter(({ id }) => id !== antarctica) }) ?? '';
}
