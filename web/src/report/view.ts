// What part of the Earth a map shows.

import { geoAzimuthalEqualArea, geoDistance, geoEquirectangular, geoInterpolate, type GeoProjection } from "d3-geo";
import type { LonLat } from "./data.ts";

export interface View {
  /** In the middle of the map. */
  centre: LonLat;
  /** Pixels to a radian at the centre. */
  scale: number;
  /** The whole Earth, for flights that go round it; else the part around the centre, true to area. */
  world: boolean;
}

export interface Size {
  width: number;
  height: number;
}

const smallest_rad = 0.004; // 25 km: never closer than that, or single points would fill the map
const widest_rad = 1.2; // beyond this the rim of an azimuthal map is too much squeezed

export function projection(view: View, size: Size): GeoProjection {
  const made = view.world ? geoEquirectangular() : geoAzimuthalEqualArea().clipAngle(150);
  if (view.world) made.rotate([-view.centre[0], 0]).center([0, view.centre[1]]);
  else made.rotate([-view.centre[0], -view.centre[1]]);
  return made.scale(view.scale).translate([size.width / 2, size.height / 2]).precision(0.3);
}

function farthest(from: LonLat, points: readonly LonLat[]): LonLat {
  return points.reduce((best, point) => (geoDistance(from, point) > geoDistance(from, best) ? point : best), from);
}

// Halfway between two ends: the centroid would lean to where points are dense.
function middle(points: readonly LonLat[]): LonLat {
  const first = points[0] ?? [0, 0];
  const end = farthest(first, points);
  const [longitude, latitude] = geoInterpolate(farthest(end, points), end)(0.5);
  return [longitude, latitude];
}

// Centred on the middle of what is drawn, and as large as the map holds.
function balanced(view: View, points: readonly LonLat[], size: Size): View {
  const project = projection(view, size);
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const point of points) {
    const [x, y] = project(point) ?? [NaN, NaN];
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const centre = project.invert?.([(left + right) / 2, (top + bottom) / 2]);
  const width = Math.max(right - left, 2 * smallest_rad * view.scale);
  const height = Math.max(bottom - top, 2 * smallest_rad * view.scale);
  const fit = Math.min(size.width / width, size.height / height);
  return centre && Number.isFinite(centre[0]) ? { ...view, centre: [centre[0], centre[1]], scale: view.scale * fit } : view;
}

/** The angle in radians from the middle of these points to the farthest. */
export function reachOf(points: readonly LonLat[]): number {
  const centre = middle(points);
  return Math.max(0, ...points.map((point) => geoDistance(centre, point)));
}

/** The view that shows all these points, with room around them (1: none, 1.3: 15 % at each side). */
export function viewOf(points: readonly LonLat[], size: Size, room = 1.3): View {
  const centre = middle(points);
  const reach = Math.max(smallest_rad, reachOf(points));
  if (reach > widest_rad) {
    const scale = Math.min(size.width / (2 * Math.PI), size.height / Math.PI);
    return { centre: [centre[0], 0], scale, world: true };
  }
  let view: View = { centre, scale: Math.min(size.width, size.height) / (2 * reach), world: false };
  for (let i = 0; i < 3; ++i) view = balanced(view, points, size);
  return { ...view, scale: view.scale / room };
}

/** The view after the map was dragged so that what was at `from` is now at `to`. */
export function dragged(view: View, size: Size, from: [number, number], to: [number, number]): View {
  const middleOf: [number, number] = [size.width / 2 - (to[0] - from[0]), size.height / 2 - (to[1] - from[1])];
  const centre = projection(view, size).invert?.(middleOf);
  if (!centre || !Number.isFinite(centre[0]) || !Number.isFinite(centre[1])) return view;
  return { ...view, centre: [centre[0], Math.max(-89.9, Math.min(89.9, centre[1]))] };
}

/** The view after the map grew by a factor around a point that stays where it is. */
export function zoomed(view: View, size: Size, factor: number, at: [number, number]): View {
  const scale = Math.max(size.width / 8, Math.min(view.scale * factor, size.width / smallest_rad));
  const place = projection(view, size).invert?.(at);
  const grown = { ...view, scale };
  if (!place || !Number.isFinite(place[0])) return grown;
  const now = projection(grown, size)(place);
  return now ? dragged(grown, size, now, at) : grown;
}

/** A round length in km that is at most `most_px` wide on the map, and its width. */
export function scaleBar(view: View, most_px: number): { length_km: number; width_px: number } {
  const pixelsToAKilometre = view.scale / 6371;
  const most_km = most_px / pixelsToAKilometre;
  const power = 10 ** Math.floor(Math.log10(most_km));
  const length_km = power * (most_km / power >= 5 ? 5 : most_km / power >= 2 ? 2 : 1);
  return { length_km, width_px: length_km * pixelsToAKilometre };
}
