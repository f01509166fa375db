import { geoMercator, geoPath } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import atlas from 'world-atlas/countries-110m.json';

type Topology = Parameters<typeof mesh>[0];

/** The length of the world's side in the paths. */
export const outlinePx = 1000;

/** Land and the borders on it (Natural Earth, 1 : 110 000 000), as SVG paths in a square. */
export function drawOutlines(): { readonly land: string; readonly borders: string } {
  const world = atlas as unknown as Topology;
  const { land, countries } = world.objects;
  if (land === undefined || countries === undefined) throw new Error('the atlas has no land or no countries');
  const projection = geoMercator()
    .scale(outlinePx / (2 * Math.PI))
    .translate([outlinePx / 2, outlinePx / 2]);
  const path = geoPath(projection).digits(2);
  const borders = mesh(world, countries as Parameters<typeof mesh>[1], (one, other) => one !== other);
  return { land: path(feature(world, land)) ?? '', borders: path(borders) ?? '' };
}
