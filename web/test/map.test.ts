import assert from "node:assert/strict";
import { test } from "node:test";
import { geoDistance } from "d3-geo";
import type { LonLat } from "../src/report/data.ts";
import { placeLabels } from "../src/report/labels.ts";
import { dragged, projection, scaleBar, viewOf, zoomed } from "../src/report/view.ts";

const size = { width: 800, height: 500 };

function allInside(points: LonLat[], view: ReturnType<typeof viewOf>): void {
  const project = projection(view, size);
  for (const point of points) {
    const [x, y] = project(point) ?? [NaN, NaN];
    assert.ok(x >= 0 && x <= size.width && y >= 0 && y <= size.height, `${point} at ${x}, ${y}`);
  }
}

test("a view holds its points, over the antimeridian and the pole too", () => {
  for (const points of [
    [[128, 52], [157, 48]],
    [[170, 60], [-165, 62], [-150, 55]],
    [[128, 52], [140, 75], [-90, 80], [-80, 68]],
    [[133.3, 51.5], [134.2, 52]],
    [[10, -89], [-170, -88]],
  ] satisfies LonLat[][]) {
    const view = viewOf(points, size);
    assert.equal(view.world, false);
    allInside(points, view);
  }
});

test("a view fills the map in one direction", () => {
  const points: LonLat[] = [[128, 52], [157, 48]];
  const project = projection(viewOf(points, size, 1), size);
  const xs = points.map((point) => (project(point) ?? [NaN])[0]);
  assert.ok(Math.abs(Math.abs((xs[1] ?? 0) - (xs[0] ?? 0)) - size.width) < 0.02 * size.width);
});

test("a flight round the Earth gets a map of the world", () => {
  const points = Array.from({ length: 36 }, (_, i): LonLat => [10 * i - 180, 50 * Math.sin(i / 3)]);
  const view = viewOf(points, size);
  assert.equal(view.world, true);
  allInside(points, view);
});

test("a single point is not magnified without end", () => {
  const view = viewOf([[128, 52]], size);
  assert.ok(Number.isFinite(view.scale) && view.scale < size.width / 0.002);
});

test("dragging moves the map with the pointer, zooming holds the point below it", () => {
  const view = viewOf([[128, 52], [157, 48]], size);
  const place = projection(view, size).invert?.([300, 200]) as LonLat;
  const near = (a: [number, number] | null, b: [number, number]): boolean => a !== null && Math.hypot(a[0] - b[0], a[1] - b[1]) < 4;
  assert.ok(near(projection(dragged(view, size, [300, 200], [330, 190]), size)(place), [330, 190]));
  const grown = zoomed(view, size, 2, [300, 200]);
  assert.ok(Math.abs(grown.scale / view.scale - 2) < 1e-9);
  assert.ok(near(projection(grown, size)(place), [300, 200]));
});

test("the scale bar is a round length and true", () => {
  const view = viewOf([[128, 52], [157, 48]], size);
  const bar = scaleBar(view, 140);
  assert.ok([1, 2, 5].includes(Number(String(bar.length_km)[0])));
  assert.ok(bar.width_px <= 140 && bar.width_px > 140 / 2.6);
  const project = projection(view, size);
  const [a, b] = [project.invert?.([400, 250]), project.invert?.([400 + bar.width_px, 250])] as [LonLat, LonLat];
  assert.ok(Math.abs((geoDistance(a, b) * 6371) / bar.length_km - 1) < 0.01);
});

test("labels keep apart, and the later one gives way", () => {
  const frame = { x: 0, y: 0, width: 200, height: 100 };
  const wish = { x: 100, y: 50, width: 60, height: 14 };
  const [first, second] = placeLabels([wish, wish], frame, []);
  assert.ok(first !== undefined && second !== undefined);
  assert.ok(first.x >= 100 && second.x + second.width <= 100);
  const crowded = placeLabels(Array.from({ length: 12 }, () => wish), frame, []);
  assert.ok(crowded.includes(undefined));
});

test("labels stay on the map and off what is taken", () => {
  const frame = { x: 0, y: 0, width: 100, height: 40 };
  const [atRim] = placeLabels([{ x: 95, y: 20, width: 50, height: 14 }], frame, []);
  assert.ok(atRim !== undefined && atRim.x + atRim.width <= 95);
  assert.deepEqual(placeLabels([{ x: 50, y: 20, width: 50, height: 14 }], frame, [frame]), [undefined]);
});
