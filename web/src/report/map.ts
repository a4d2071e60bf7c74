// The map: coast and borders, ground track, events, closed districts, and where what was dropped comes down.

import { geoDistance, geoGraticule, geoPath, type GeoPath, type GeoProjection } from "d3-geo";
import { borders, land } from "./atlas.ts";
import type { Cursor } from "./cursor.ts";
import { groundTrack, indexAt, type ImpactData, type LonLat, type OverlayData, type ReportData } from "./data.ts";
import { element } from "./dom.ts";
import { number } from "./format.ts";
import { placeLabels, type Box } from "./labels.ts";
import { palette, type Palette } from "./palette.ts";
import { dragged, projection, reachOf, scaleBar, viewOf, zoomed, type Size, type View } from "./view.ts";

interface Label {
  text: string;
  at: LonLat;
  colour: keyof Palette;
}

const ascentTime_s = 900;
const font = "12px system-ui, sans-serif";
const graticules = [30, 10, 5, 2, 1].map((step) => ({ step, lines: geoGraticule().step([step, step])() }));

export class FlightMap {
  readonly #canvas = element("canvas", { tabindex: "0", role: "img", "aria-label": "Map of the flight" });
  readonly #data: ReportData;
  readonly #cursor: Cursor;
  readonly #track: LonLat[];
  #size: Size = { width: 0, height: 0 };
  #view: View | undefined;
  #shown: LonLat[];
  #pending = 0;

  constructor(box: HTMLElement, data: ReportData, cursor: Cursor) {
    this.#data = data;
    this.#cursor = cursor;
    this.#track = groundTrack(data.series);
    this.#shown = this.places()[0]?.points ?? this.#everything();
    box.replaceChildren(this.#canvas);
    new ResizeObserver(() => this.#resize()).observe(this.#canvas);
    cursor.listen(() => this.redraw());
    this.#listen();
  }

  /** The named parts of the map that are worth a look; the first is shown at first. */
  places(): { name: string; points: LonLat[] }[] {
    const found = [{ name: "Whole flight", points: this.#everything() }];
    const ascent = this.#ascent();
    if (reachOf(ascent) < 0.6 * reachOf(this.#everything())) found.unshift({ name: "Ascent", points: ascent });
    const general = found.length;
    for (const impact of this.#data.flight.impacts.filter((one) => one.reached_ground)) {
      const points = this.#around(impact);
      const same = found.slice(general).find((one) => one.points.some((point) => point[0] === points.at(-1)?.[0]));
      if (same === undefined) found.push({ name: impact.name || impact.element, points });
    }
    return found;
  }

  show(points: LonLat[]): void {
    this.#shown = points;
    this.#view = undefined;
    this.redraw();
  }

  zoom(factor: number): void {
    this.#zoomAt(factor, [this.#size.width / 2, this.#size.height / 2]);
  }

  redraw(): void {
    if (this.#pending !== 0) return;
    this.#pending = requestAnimationFrame(() => {
      this.#pending = 0;
      this.#draw();
    });
  }

  #everything(): LonLat[] {
    const { site } = this.#data.flight.mission;
    const down = this.#data.flight.impacts.filter((one) => one.reached_ground).map(placeOf);
    const track = this.#track.length > 0 ? this.#track : [[site.longitude_deg, site.latitude_deg] satisfies LonLat];
    return [...track, ...down];
  }

  // What is flown in the first quarter of an hour, and what comes down below it.
  #ascent(): LonLat[] {
    const { series, flight } = this.#data;
    const end = indexAt(series.t_s, ascentTime_s) + 1;
    const cut = { ...series, longitude_deg: series.longitude_deg.slice(0, end) };
    const track = groundTrack(cut);
    const last = track.at(-1);
    const first = track[0];
    if (first === undefined || last === undefined) return this.#everything();
    const length = geoDistance(first, last);
    const below = flight.impacts.filter((one) => one.reached_ground).map(placeOf).filter((at) => geoDistance(first, at) <= length);
    return [...track, ...below];
  }

  // Where it comes down, with its district; bodies of one district share one part of the map.
  #around(impact: ImpactData): LonLat[] {
    const names = new Set(impact.zones.map((zone) => zone.zone));
    const outlines = this.#data.zones.filter((zone) => names.has(zone.name)).flatMap((zone) => zone.outline);
    const neighbours = this.#data.flight.impacts.filter((one) =>
      one.reached_ground && Math.hypot(one.latitude_deg - impact.latitude_deg,
        (one.longitude_deg - impact.longitude_deg) * Math.cos(impact.latitude_deg * Math.PI / 180)) < 0.5);
    return [...outlines, ...neighbours.map(placeOf)];
  }

  #resize(): void {
    const { clientWidth, clientHeight } = this.#canvas;
    this.#size = { width: clientWidth, height: clientHeight };
    this.#canvas.width = Math.round(clientWidth * devicePixelRatio);
    this.#canvas.height = Math.round(clientHeight * devicePixelRatio);
    this.#view = undefined;
    this.redraw();
  }

  #draw(): void {
    const pen = this.#canvas.getContext("2d");
    if (pen === null || this.#size.width === 0 || this.#size.height === 0) return;
    this.#view ??= viewOf(this.#shown, this.#size);
    const project = projection(this.#view, this.#size);
    const colours = palette();
    pen.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    pen.font = font;
    this.#drawEarth(pen, project, colours);
    this.#drawFlight(pen, project, colours);
    this.#drawLabels(pen, project, colours);
    this.#drawCursor(pen, project, colours);
    this.#drawScale(pen, colours);
  }

  #drawEarth(pen: CanvasRenderingContext2D, project: GeoProjection, colours: Palette): void {
    const path = geoPath(project, pen);
    pen.fillStyle = colours.paper;
    pen.fillRect(0, 0, this.#size.width, this.#size.height);
    fillPath(pen, path, { type: "Sphere" }, colours.sea);
    fillPath(pen, path, land, colours.land);
    const degrees = (180 / Math.PI) * (Math.min(this.#size.width, this.#size.height) / (this.#view?.scale ?? 1));
    const graticule = graticules.find((one) => one.step <= degrees / 3) ?? graticules.at(-1);
    if (graticule !== undefined) strokePath(pen, path, graticule.lines, colours.line, 0.5);
    strokePath(pen, path, borders, colours.border, 0.6);
    strokePath(pen, path, land, colours.border, 0.8);
  }

  #drawFlight(pen: CanvasRenderingContext2D, project: GeoProjection, colours: Palette): void {
    const path = geoPath(project, pen);
    for (const zone of this.#data.zones) {
      const outline = { type: "LineString" as const, coordinates: closed(zone.outline) };
      pen.globalAlpha = 0.15;
      fillPath(pen, path, outline, colours.bad);
      pen.globalAlpha = 1;
      pen.setLineDash([4, 3]);
      strokePath(pen, path, outline, colours.bad, 1.2);
      pen.setLineDash([]);
    }
    for (const overlay of this.#data.overlays ?? []) this.#drawOverlay(pen, project, overlay, colours);
    for (const fall of this.#data.falls) {
      strokePath(pen, path, { type: "LineString", coordinates: fall.line }, colours.soft, 1);
    }
    strokePath(pen, path, { type: "LineString", coordinates: this.#track }, colours.first, 2.4);
    for (const event of this.#data.flight.events) dot(pen, project([event.longitude_deg, event.latitude_deg]), 3.2, colours.paper, colours.first);
    for (const impact of this.#data.flight.impacts) {
      if (impact.reached_ground) cross(pen, project(placeOf(impact)), 4.5, colours.bad);
    }
    const { site } = this.#data.flight.mission;
    dot(pen, project([site.longitude_deg, site.latitude_deg]), 4.5, colours.ink, colours.paper);
  }

  #drawOverlay(pen: CanvasRenderingContext2D, project: GeoProjection, overlay: OverlayData, colours: Palette): void {
    const path = geoPath(project, pen);
    const colour = colours[overlay.colour];
    pen.globalAlpha = 0.5;
    pen.fillStyle = colour;
    for (const point of overlay.points ?? []) {
      const at = project(point);
      if (at !== null) pen.fillRect(at[0] - 0.75, at[1] - 0.75, 1.5, 1.5);
    }
    // As lines, which have no inside that could be mistaken for the rest of the Earth.
    const rings = { type: "MultiLineString" as const, coordinates: (overlay.rings ?? []).map(closed) };
    pen.globalAlpha = 0.25;
    fillPath(pen, path, rings, colour);
    pen.globalAlpha = 1;
    if (rings.coordinates.length < 100) strokePath(pen, path, rings, colour, 1.2);
    strokePath(pen, path, { type: "MultiLineString", coordinates: overlay.lines ?? [] }, colour, 1.6);
  }

  #labels(): Label[] {
    const { mission, events, impacts } = this.#data.flight;
    const pad: Label = { text: mission.site.name, at: [mission.site.longitude_deg, mission.site.latitude_deg], colour: "ink" };
    const down = impacts.filter((one) => one.reached_ground)
      .map((one): Label => ({ text: one.name || one.element, at: placeOf(one), colour: "bad" }));
    // The last event first: it is where the flight ended up.
    const marks = events.map((event, i): Label => ({ text: String(i + 1), at: [event.longitude_deg, event.latitude_deg], colour: "first" })).reverse();
    return [pad, ...down, ...marks];
  }

  // Small boxes along the ground track, which labels keep clear of.
  #lineBoxes(project: GeoProjection): Box[] {
    const boxes: Box[] = [];
    let last: [number, number] | undefined;
    for (const point of this.#track) {
      const at = project(point);
      if (at === null || !Number.isFinite(at[0])) continue;
      const steps = last === undefined ? 1 : Math.min(200, Math.ceil(Math.hypot(at[0] - last[0], at[1] - last[1]) / 6));
      if (last !== undefined && steps === 1 && Math.hypot(at[0] - last[0], at[1] - last[1]) < 4) continue;
      for (let i = 1; i <= steps; ++i) {
        const [x, y] = last === undefined ? at : [last[0] + (at[0] - last[0]) * (i / steps), last[1] + (at[1] - last[1]) * (i / steps)];
        boxes.push({ x: x - 2, y: y - 2, width: 4, height: 4 });
      }
      last = at;
    }
    return boxes;
  }

  #drawLabels(pen: CanvasRenderingContext2D, project: GeoProjection, colours: Palette): void {
    const frame: Box = { x: 2, y: 2, width: this.#size.width - 4, height: this.#size.height - 30 };
    const visible = this.#labels().flatMap((label) => {
      const at = project(label.at);
      const shown = at !== null && at[0] > 0 && at[1] > 0 && at[0] < this.#size.width && at[1] < this.#size.height;
      return shown ? [{ ...label, x: at[0], y: at[1], width: pen.measureText(label.text).width, height: 14 }] : [];
    });
    const marks = visible.map(({ x, y }): Box => ({ x: x - 4, y: y - 4, width: 8, height: 8 }));
    const boxes = placeLabels(visible, frame, [...marks, ...this.#lineBoxes(project)]);
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    boxes.forEach((box, i) => {
      const label = visible[i];
      if (box === undefined || label === undefined) return;
      haloed(pen, label.text, box.x, box.y + box.height / 2, colours[label.colour], colours.land);
    });
  }

  #drawCursor(pen: CanvasRenderingContext2D, project: GeoProjection, colours: Palette): void {
    if (this.#cursor.t_s === undefined) return;
    const { t_s, longitude_deg, latitude_deg } = this.#data.series;
    const i = indexAt(t_s, this.#cursor.t_s);
    dot(pen, project([longitude_deg[i] ?? NaN, latitude_deg[i] ?? NaN]), 6, colours.second, colours.paper);
  }

  #drawScale(pen: CanvasRenderingContext2D, colours: Palette): void {
    if (this.#view === undefined || this.#view.world) return;
    const bar = scaleBar(this.#view, Math.min(140, this.#size.width / 3));
    const [x, y] = [14, this.#size.height - 14];
    pen.strokeStyle = colours.ink;
    pen.lineWidth = 1.2;
    pen.beginPath();
    pen.moveTo(x, y - 4);
    pen.lineTo(x, y);
    pen.lineTo(x + bar.width_px, y);
    pen.lineTo(x + bar.width_px, y - 4);
    pen.stroke();
    haloed(pen, `${number(bar.length_km, 0)} km`, x + bar.width_px + 8, y - 3, colours.ink, colours.sea);
  }

  #zoomAt(factor: number, at: [number, number]): void {
    if (this.#view === undefined) return;
    this.#view = zoomed(this.#view, this.#size, factor, at);
    this.redraw();
  }

  #place(event: MouseEvent): [number, number] {
    const box = this.#canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  #listen(): void {
    const fingers = new Map<number, [number, number]>();
    const canvas = this.#canvas;
    canvas.addEventListener("pointerdown", (event) => {
      fingers.set(event.pointerId, this.#place(event));
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener("pointermove", (event) => {
      const before = fingers.get(event.pointerId);
      const now = this.#place(event);
      if (before === undefined) this.#follow(now);
      else if (event.pointerType === "mouse" || fingers.size === 2) this.#move(fingers, event.pointerId, before, now);
      if (before !== undefined) fingers.set(event.pointerId, now);
    });
    for (const end of ["pointerup", "pointercancel"] as const) {
      canvas.addEventListener(end, (event) => fingers.delete(event.pointerId));
    }
    canvas.addEventListener("pointerleave", () => this.#cursor.move(undefined, this));
    canvas.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && document.activeElement !== canvas) return; // the page scrolls until the map is chosen
      event.preventDefault();
      this.#zoomAt(Math.exp(-event.deltaY / 400), this.#place(event));
    }, { passive: false });
    canvas.addEventListener("keydown", (event) => {
      if (event.key === "+" || event.key === "=") this.zoom(1.5);
      if (event.key === "-") this.zoom(1 / 1.5);
    });
  }

  // One mouse drags; two fingers drag and pinch: each moves the middle by half and stretches the gap.
  #move(fingers: Map<number, [number, number]>, id: number, before: [number, number], now: [number, number]): void {
    if (this.#view === undefined) return;
    const other = [...fingers].find(([finger]) => finger !== id)?.[1];
    if (other === undefined) {
      this.#view = dragged(this.#view, this.#size, before, now);
    } else {
      const gap = (at: [number, number]): number => Math.max(20, Math.hypot(at[0] - other[0], at[1] - other[1]));
      const mid = (at: [number, number]): [number, number] => [(at[0] + other[0]) / 2, (at[1] + other[1]) / 2];
      this.#view = dragged(this.#view, this.#size, mid(before), mid(now));
      this.#view = zoomed(this.#view, this.#size, gap(now) / gap(before), mid(now));
    }
    this.redraw();
  }

  // The shared instant follows the pointer along the ground track.
  #follow(at: [number, number]): void {
    if (this.#view === undefined) return;
    const project = projection(this.#view, this.#size);
    const { t_s, longitude_deg, latitude_deg } = this.#data.series;
    let nearest: { t_s: number; distance: number } | undefined;
    t_s.forEach((time, i) => {
      const place = project([longitude_deg[i] ?? NaN, latitude_deg[i] ?? NaN]);
      if (place === null || time === null) return;
      const distance = Math.hypot(place[0] - at[0], place[1] - at[1]);
      if (distance < (nearest?.distance ?? 24)) nearest = { t_s: time, distance };
    });
    this.#cursor.move(nearest?.t_s, this);
  }
}

function placeOf(impact: ImpactData): LonLat {
  return [impact.longitude_deg, impact.latitude_deg];
}

function closed(ring: LonLat[]): LonLat[] {
  const first = ring[0];
  return first === undefined ? ring : [...ring, first];
}

type Drawable = Parameters<GeoPath>[0];

function fillPath(pen: CanvasRenderingContext2D, path: GeoPath, what: Drawable, colour: string): void {
  pen.beginPath();
  path(what);
  pen.fillStyle = colour;
  pen.fill();
}

function strokePath(pen: CanvasRenderingContext2D, path: GeoPath, what: Drawable, colour: string, width: number): void {
  pen.beginPath();
  path(what);
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.stroke();
}

function dot(pen: CanvasRenderingContext2D, at: [number, number] | null, radius: number, fill: string, rim: string): void {
  if (at === null || !Number.isFinite(at[0])) return;
  pen.beginPath();
  pen.arc(at[0], at[1], radius, 0, 2 * Math.PI);
  pen.fillStyle = fill;
  pen.fill();
  pen.strokeStyle = rim;
  pen.lineWidth = 1.6;
  pen.stroke();
}

function cross(pen: CanvasRenderingContext2D, at: [number, number] | null, arm: number, colour: string): void {
  if (at === null || !Number.isFinite(at[0])) return;
  const [x, y] = at;
  pen.beginPath();
  pen.moveTo(x - arm, y - arm);
  pen.lineTo(x + arm, y + arm);
  pen.moveTo(x - arm, y + arm);
  pen.lineTo(x + arm, y - arm);
  pen.strokeStyle = colour;
  pen.lineWidth = 2;
  pen.stroke();
}

function haloed(pen: CanvasRenderingContext2D, text: string, x: number, y: number, colour: string, halo: string): void {
  pen.lineWidth = 3;
  pen.strokeStyle = halo;
  pen.strokeText(text, x, y);
  pen.fillStyle = colour;
  pen.fillText(text, x, y);
}
