// What was released in orbit: when and where, how near it comes to the others, and the way of the stage.

import type { PassengerData, PictureLine, ReportData, VoyageData } from "./data.ts";
import { element, table, type Column } from "./dom.ts";
import { number, signed } from "./format.ts";
import { dated, svg } from "./voyage.ts";

type Approach = NonNullable<VoyageData["approaches"]>[number];
type Recontact = NonNullable<VoyageData["recontacts"]>[number];

const mostApproaches = 20;

/** One sigma of three components together, from the diagonal. */
function sigma(passenger: PassengerData, from: number): number {
  let sum = 0;
  for (let i = from; i < from + 3; ++i) sum += passenger.covariance_gcrf[i]?.[i] ?? 0;
  return Math.sqrt(sum);
}

export function passengers(data: ReportData, voyage: VoyageData): HTMLElement | undefined {
  if (voyage.passengers === undefined) return undefined;
  const first = (p: PassengerData): string => {
    const pass = p.passes[0];
    return pass === undefined ? "none within a day" : `${dated(data, pass.rise_s)}, ${pass.station}, up to ${number(pass.highest_elevation_deg, 0)}°`;
  };
  const columns: Column<PassengerData>[] = [
    { title: "Passenger", text: true, cell: (p) => p.name },
    { title: "Released", text: true, cell: (p) => dated(data, p.t_s) },
    { title: "From published", unit: "s", cell: (p) => (p.published_t_s === undefined ? "" : signed(p.t_s - p.published_t_s, 0)) },
    { title: "Mass", unit: "kg", cell: (p) => number(p.mass_kg, 1) },
    { title: "Mean orbit", unit: "km", cell: (p) => `${number(p.mean_elements.perigee_altitude_m / 1e3, 1)} × ${number(p.mean_elements.apogee_altitude_m / 1e3, 1)}` },
    { title: "Inclination", unit: "°", cell: (p) => number(p.mean_elements.inclination_deg, 3) },
    { title: "Place error", unit: "m", cell: (p) => number(sigma(p, 0), 0) },
    { title: "Speed error", unit: "m/s", cell: (p) => number(sigma(p, 3), 2) },
    { title: "First pass", text: true, cell: first },
  ];
  return table(columns, voyage.passengers, "Passengers");
}

export function approaches(data: ReportData, voyage: VoyageData): HTMLElement | undefined {
  const all = voyage.approaches;
  if (all === undefined || all.length === 0) return undefined;
  const state = (a: Approach): HTMLElement | string => (a.too_near ? element("span", { class: "state bad" }, "too near") : "");
  const columns: Column<Approach>[] = [
    { title: "Nearest approach", unit: "m", cell: (a) => number(a.distance_m, 0) },
    { title: "of", text: true, cell: (a) => a.first },
    { title: "and", text: true, cell: (a) => a.second },
    { title: "When", text: true, cell: (a) => dated(data, a.t_s) },
    { title: "Speed", unit: "m/s", cell: (a) => number(a.speed_m_s, 2) },
    { title: "", text: true, cell: state },
  ];
  const more = all.length - mostApproaches;
  return element("div", {}, table(columns, all.slice(0, mostApproaches), "Nearest approaches"),
    more > 0 ? element("p", { class: "note" }, `${more} pairs more are in approaches.csv.`) : undefined);
}

/** How near they come when navigation, burns and springs err. */
export function recontacts(voyage: VoyageData): HTMLElement | undefined {
  const all = voyage.recontacts;
  if (all === undefined || all.length === 0) return undefined;
  // Of none in n flights: below 3/n with 95 %.
  const share = (p: number, flights: number): string => (p > 0 ? p.toPrecision(2) : `< ${(3 / flights).toPrecision(1)}`);
  const metres = (m: number | undefined): string => (m === undefined ? "far" : number(m, 0));
  const columns: Column<Recontact>[] = [
    { title: "Contact", unit: "probability", cell: (a) => share(a.contact_probability, a.flights) },
    { title: "Too near", unit: "probability", cell: (a) => share(a.too_near_probability, a.flights) },
    { title: "1 % within", unit: "m", cell: (a) => metres(a.distance_1_percent_m) },
    { title: "10 % within", unit: "m", cell: (a) => metres(a.distance_10_percent_m) },
    { title: "of", text: true, cell: (a) => a.first },
    { title: "and", text: true, cell: (a) => a.second },
  ];
  const more = all.length - mostApproaches;
  return element("div", {}, table(columns, all.slice(0, mostApproaches), "Nearest approaches with errors"),
    more > 0 ? element("p", { class: "note" }, `${more} pairs more are in recontacts.csv.`) : undefined);
}

export function descent(data: ReportData, voyage: VoyageData): HTMLElement | undefined {
  const fall = voyage.descent;
  if (fall === undefined) return undefined;
  const place = (at: { latitude_deg: number; longitude_deg: number }): string =>
    `${number(Math.abs(at.latitude_deg), 1)}° ${at.latitude_deg < 0 ? "S" : "N"} ${number(Math.abs(at.longitude_deg), 1)}° ${at.longitude_deg < 0 ? "W" : "E"}`;
  const within = fall.from_centre_m === undefined ? "" :
    `, up to ${number(fall.from_centre_m / 1e3, 0)} km from the centre of the area asked for: ${fall.inside ? "inside" : "not inside"}`;
  return element("p", {}, `The stage comes down on ${dated(data, fall.whole.t_s)} at ${place(fall.whole)}; heavy pieces at ${place(fall.heavy)}, light ones at ${place(fall.light)}${within}.`);
}

/** Height of the stage over time, with what leaves it. */
export function heights(data: ReportData): HTMLElement | undefined {
  const lines = data.voyage_picture?.heights;
  const points = lines?.flatMap((one) => one.line) ?? [];
  if (lines === undefined || points.length < 2) return undefined;
  const [width, height, left, bottom] = [640, 240, 64, 26];
  const hours = points.map(([h]) => h);
  const [from, to] = [Math.min(...hours), Math.max(...hours)];
  const top = Math.max(...points.map(([, km]) => km)) * 1.08;
  const x = (h: number): number => left + ((h - from) / (to - from)) * (width - left - 8);
  const y = (km: number): number => height - bottom - (Math.max(0, km) / top) * (height - bottom - 8);
  const path = (one: PictureLine): SVGElement =>
    svg("polyline", { class: one.burns ? "way burn" : "way", points: one.line.map(([h, km]) => `${x(h).toFixed(1)},${y(km).toFixed(1)}`).join(" ") },
      svg("title", {}, one.name));
  const nice = (span: number): number => [0.25, 0.5, 1, 2, 6, 12, 24, 100, 200, 500, 1000, 5000, 10000].find((step) => span / step <= 6) ?? span;
  const ticks = (low: number, high: number): number[] => {
    const step = nice(high - low);
    return Array.from({ length: Math.floor(high / step) - Math.ceil(low / step) + 1 }, (_, i) => (Math.ceil(low / step) + i) * step);
  };
  const text = (px: number, py: number, anchor: string, words: string): SVGElement =>
    svg("text", { x: px.toFixed(1), y: py.toFixed(1), "font-size": "12", "text-anchor": anchor }, words);
  const axes = [
    ...ticks(from, to).map((h) => text(x(h), height - 8, "middle", `${number(h, 0)} h`)),
    ...ticks(0, top).map((km) => text(left - 6, y(km) + 4, "end", `${number(km, 0)} km`)),
  ];
  const heightAt = (h: number): number => points.reduce((best, p) => (Math.abs(p[0] - h) < Math.abs(best[0] - h) ? p : best))[1];
  const released = (data.flight.voyage?.passengers ?? []).map((p) =>
    svg("circle", { class: "released", cx: x(p.t_s / 3600).toFixed(1), cy: y(heightAt(p.t_s / 3600)).toFixed(1), r: "3.5" }, svg("title", {}, p.name)));
  return element("figure", {},
    svg("svg", { class: "voyage", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": "Height of the stage over time" },
      ...axes, ...lines.filter((one) => !one.burns).map(path), ...lines.filter((one) => one.burns).map(path), ...released),
    element("figcaption", {}, "Height of the stage since lift-off; thick where its engine burns, a dot for what leaves it."));
}
