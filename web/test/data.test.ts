import assert from "node:assert/strict";
import { test } from "node:test";
import { elementKind, greatest, groundTrack, indexAt } from "../src/report/data.ts";
import { Cursor } from "../src/report/cursor.ts";
import { clock, instant, latitude, longitude, number, outcome, signed } from "../src/report/format.ts";
import { sample } from "./sample.ts";

test("the index at a time is that of the side after an event", () => {
  const times = [0, 1, 2, 2, 3];
  assert.equal(indexAt(times, 2), 3);
  assert.equal(indexAt(times, 1.99), 1);
  assert.equal(indexAt(times, -5), 0);
  assert.equal(indexAt(times, 99), 4);
  assert.equal(indexAt([], 1), 0);
});

test("the greatest value skips what is no number", () => {
  const { series } = sample();
  series.mach[3] = 99;
  assert.deepEqual(greatest(series, "mach"), { value: 99, t_s: 6 });
  series.mach.fill(null);
  assert.equal(greatest(series, "mach"), undefined);
});

test("the ground track has no repeats and no gaps in place", () => {
  const { series } = sample();
  series.longitude_deg[10] = null;
  const track = groundTrack(series);
  assert.equal(track.length, series.t_s.length - 2); // one without place, one repeated at the separation
  assert.deepEqual(track[0], [128.335, 51.884]);
});

test("elements of one kind share a name", () => {
  assert.equal(elementKind("booster-3"), "booster");
  assert.equal(elementKind("fairing 2"), "fairing");
  assert.equal(elementKind("core"), "core");
});

test("numbers are set with true minus signs and grouped thousands", () => {
  assert.equal(number(-0.5, 2), "\u22120.50");
  assert.equal(number(1234.5, 1), "1234.5");
  assert.equal(number(1234567, 0), "1\u2009234\u2009567");
  assert.equal(number(12345.678, 2), "12\u2009345.68");
  assert.equal(number(-0.001, 2), "0.00");
  assert.equal(number(null, 2), "\u2013");
  assert.equal(number(NaN, 2), "\u2013");
});

test("differences carry their sign", () => {
  assert.equal(signed(0.25, 2), "+0.25");
  assert.equal(signed(-0.6, 2), "\u22120.60");
  assert.equal(signed(0.001, 2), "0.00");
});

test("times, places and instants read as people write them", () => {
  assert.equal(clock(187), "3:07");
  assert.equal(clock(3725), "1:02:05");
  assert.equal(clock(-15), "\u22120:15");
  assert.equal(latitude(-51.5), "51.500°\u2009S");
  assert.equal(longitude(-0.25), "0.250°\u2009W");
  assert.equal(instant("2023-08-10T23:10:57.000Z"), "10 August 2023, 23:10:57 UTC");
  assert.equal(instant("2016-12-31T23:59:60.500Z"), "31 December 2016, 23:59:60.5 UTC");
  assert.equal(instant("soon"), "soon");
});

test("outcomes have words, unknown ones too", () => {
  assert.deepEqual(outcome("target_met"), { text: "Target met", good: true });
  assert.deepEqual(outcome("something_new"), { text: "something new", good: false });
});

test("the cursor tells each listener once, with who moved it", () => {
  const cursor = new Cursor();
  const heard: unknown[] = [];
  cursor.listen((t_s, from) => heard.push([t_s, from]));
  cursor.move(1, "plot");
  cursor.move(1, "map");
  cursor.move(undefined, "map");
  assert.deepEqual(heard, [[1, "plot"], [undefined, "map"]]);
});
