// Plots over time. All share the instant under the pointer and the part of the time axis that is shown.

import uPlot from "uplot";
import type { Cursor } from "./cursor.ts";
import { indexAt, type ReportData, type SeriesName } from "./data.ts";
import { element } from "./dom.ts";
import { clock, number } from "./format.ts";
import { palette } from "./palette.ts";

interface Curve {
  column: SeriesName;
  name?: string;
}

interface PlotKind {
  title: string;
  unit: string;
  /** Of the column's unit to a unit of the plot. */
  factor: number;
  digits: number;
  curves: Curve[];
}

const standardGravity_m_s2 = 9.80665;

export const plotKinds: PlotKind[] = [
  { title: "Altitude", unit: "km", factor: 1e-3, digits: 2, curves: [{ column: "altitude_m" }] },
  { title: "Speed", unit: "m/s", factor: 1, digits: 1, curves: [{ column: "speed_inertial_m_s", name: "inertial" }, { column: "speed_relative_m_s", name: "relative" }] },
  { title: "Dynamic pressure", unit: "kPa", factor: 1e-3, digits: 2, curves: [{ column: "dynamic_pressure_Pa" }] },
  { title: "Acceleration", unit: "g", factor: 1 / standardGravity_m_s2, digits: 2, curves: [{ column: "acceleration_m_s2" }] },
  { title: "Angle of attack", unit: "°", factor: 1, digits: 2, curves: [{ column: "angle_of_attack_deg" }] },
  { title: "Pitch and flight path", unit: "°", factor: 1, digits: 1, curves: [{ column: "pitch_deg", name: "thrust axis" }, { column: "flight_path_angle_deg", name: "path" }] },
  { title: "Thrust", unit: "MN", factor: 1e-6, digits: 3, curves: [{ column: "thrust_N" }] },
  { title: "Mass", unit: "t", factor: 1e-3, digits: 2, curves: [{ column: "mass_kg" }] },
];

export class Plots {
  readonly #box: HTMLElement;
  readonly #data: ReportData;
  readonly #cursor: Cursor;
  #plots: uPlot[] = [];
  #range: [number, number] | undefined;

  constructor(box: HTMLElement, data: ReportData, cursor: Cursor) {
    this.#box = box;
    this.#data = data;
    this.#cursor = cursor;
    this.draw();
    cursor.listen((t_s, from) => this.#follow(t_s, from));
    new ResizeObserver(() => this.#resize()).observe(box);
  }

  /** Shows this part of the time axis in every plot; without a range all of it. */
  show(range: [number, number] | undefined): void {
    this.#range = range;
    for (const plot of this.#plots) plot.setScale("x", { min: this.#whole(range)[0], max: this.#whole(range)[1] });
  }

  /** Draws all anew, in the colours of now. */
  draw(): void {
    for (const plot of this.#plots) plot.destroy();
    this.#box.replaceChildren();
    this.#plots = plotKinds.map((kind) => this.#made(kind));
    if (this.#range !== undefined) this.show(this.#range);
  }

  #whole(range: [number, number] | undefined): [number, number] {
    const times = this.#data.series.t_s;
    return range ?? [times[0] ?? 0, times.at(-1) ?? 1];
  }

  #made(kind: PlotKind): uPlot {
    const values = kind.curves.map((_, i) => element("output", { class: i === 0 ? "first" : "second" }));
    const keys = kind.curves.map((curve, i) =>
      element("span", { class: "key" }, curve.name === undefined ? undefined : element("i", { class: i === 0 ? "first" : "second" }, curve.name), values[i]));
    const head = element("figcaption", {}, element("b", {}, kind.title), element("span", { class: "unit" }, kind.unit), ...keys);
    const figure = element("figure", { class: "plot" }, head);
    this.#box.append(figure);
    const plot = new uPlot(this.#options(kind, figure), this.#columns(kind), figure);
    const say = (): void => {
      const i = this.#cursor.t_s === undefined ? undefined : indexAt(this.#data.series.t_s, this.#cursor.t_s);
      values.forEach((value, k) => {
        const shown = i === undefined ? undefined : plot.data[k + 1]?.[i];
        value.textContent = i === undefined ? "" : number(shown, kind.digits);
      });
    };
    this.#cursor.listen(say);
    this.#listen(plot);
    return plot;
  }

  #columns(kind: PlotKind): uPlot.AlignedData {
    const { series } = this.#data;
    const scaled = kind.curves.map(({ column }) => series[column].map((value) => (value === null ? null : value * kind.factor)));
    return [series.t_s as number[], ...scaled];
  }

  #options(kind: PlotKind, figure: HTMLElement): uPlot.Options {
    const colours = palette();
    const axis = { stroke: colours.soft, font: "11px system-ui, sans-serif", grid: { stroke: colours.line, width: 1 }, ticks: { show: false } };
    return {
      width: Math.max(200, figure.clientWidth),
      height: 190,
      padding: [16, 8, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { size: 7 }, drag: { x: true, y: false, setScale: false } },
      scales: { x: { time: false } },
      axes: [
        { ...axis, size: 26, space: 56, values: (_, splits) => splits.map((t_s) => this.#timeText(t_s)) },
        { ...axis, size: 48, space: 34, values: (_, splits, __, ___, step) => splits.map((value) => number(value, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)))) },
      ],
      series: [{}, ...kind.curves.map((_, i) => ({ stroke: i === 0 ? colours.first : colours.second, width: 1.6, pxAlign: 0, points: { show: false } }))],
      hooks: {
        drawClear: [(plot) => this.#drawEvents(plot)],
        setCursor: [(plot) => this.#moved(plot)],
        setSelect: [(plot) => this.#selected(plot)],
      },
    };
  }

  #timeText(t_s: number): string {
    const [from, to] = this.#whole(undefined);
    return to - from > 1500 ? clock(t_s) : number(t_s, Number.isInteger(t_s) ? 0 : 1);
  }

  // A hairline at each event with its number above, as many numbers as there is room for.
  #drawEvents(plot: uPlot): void {
    const { ctx, bbox } = plot;
    const colours = palette();
    let free = -Infinity;
    ctx.save();
    ctx.font = `${10 * devicePixelRatio}px system-ui, sans-serif`;
    ctx.textAlign = "center";
    ctx.textBaseline = "bottom";
    this.#data.flight.events.forEach((event, i) => {
      const x = Math.round(plot.valToPos(event.t_s, "x", true));
      if (x < bbox.left - 1 || x > bbox.left + bbox.width + 1) return;
      ctx.fillStyle = colours.border;
      ctx.fillRect(x, bbox.top, Math.max(1, Math.round(devicePixelRatio * 0.75)), bbox.height);
      if (x - free < 17 * devicePixelRatio) return;
      free = x;
      ctx.fillStyle = colours.soft;
      ctx.fillText(String(i + 1), x, bbox.top - 2 * devicePixelRatio);
    });
    ctx.restore();
  }

  #moved(plot: uPlot): void {
    const left = plot.cursor.left;
    if (this.#following || left === undefined) return;
    this.#cursor.move(left < 0 ? undefined : plot.posToVal(left, "x"), plot);
  }

  #following = false;

  #follow(t_s: number | undefined, from: unknown): void {
    this.#following = true;
    for (const plot of this.#plots) {
      if (plot === from) continue;
      plot.setCursor({ left: t_s === undefined ? -10 : plot.valToPos(t_s, "x"), top: 0 }, true);
    }
    this.#following = false;
  }

  #selected(plot: uPlot): void {
    const { left, width } = plot.select;
    if (width < 4) return;
    const range: [number, number] = [plot.posToVal(left, "x"), plot.posToVal(left + width, "x")];
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.show(range);
  }

  #listen(plot: uPlot): void {
    plot.over.addEventListener("dblclick", () => this.show(undefined));
    // A finger moves the instant sideways; up and down it scrolls the page.
    plot.over.addEventListener("pointermove", (event) => {
      if (event.pointerType === "mouse") return;
      const box = plot.over.getBoundingClientRect();
      this.#cursor.move(plot.posToVal(event.clientX - box.left, "x"), undefined);
    });
  }

  #resize(): void {
    for (const plot of this.#plots) {
      const width = plot.root.parentElement?.clientWidth ?? 0;
      if (width > 0 && width !== plot.width) plot.setSize({ width, height: plot.height });
    }
  }
}
