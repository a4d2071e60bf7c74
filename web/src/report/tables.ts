// The tables of the report.

import type { EventData, ImpactData, OrbitData, ReportData, SourceData, TargetData } from "./data.ts";
import { element, table, type Column } from "./dom.ts";
import { latitude, longitude, number, signed } from "./format.ts";

const standardGravity_m_s2 = 9.80665;

function eventName(event: EventData): HTMLElement {
  const name = element("span", {}, event.what || event.name);
  if (event.published_note !== undefined) name.title = event.published_note;
  return name;
}

function difference(event: EventData): string {
  return event.published_t_s === undefined ? "" : signed(event.t_s - event.published_t_s, 2);
}

export function timeline(data: ReportData): HTMLElement {
  const published: Column<EventData>[] = [
    { title: "Published", unit: "s", cell: (e) => (e.published_t_s === undefined ? "" : number(e.published_t_s, 2)) },
    { title: "Difference", unit: "s", cell: difference },
  ];
  const columns: Column<EventData>[] = [
    { title: "No.", cell: (_, i) => element("span", { class: "mark" }, String(i + 1)) },
    { title: "Event", text: true, cell: eventName },
    { title: "T+", unit: "s", cell: (e) => number(e.t_s, 2) },
    ...(data.flight.events.some((event) => event.published_t_s !== undefined) ? published : []),
    { title: "Altitude", unit: "km", cell: (e) => number(e.altitude_m / 1e3, 2) },
    { title: "Downrange", unit: "km", cell: (e) => number(e.downrange_m / 1e3, 1) },
    { title: "Inertial", unit: "m/s", cell: (e) => number(e.speed_inertial_m_s, 1) },
    { title: "Relative", unit: "m/s", cell: (e) => number(e.speed_relative_m_s, 1) },
    { title: "Dyn. pressure", unit: "kPa", cell: (e) => number(e.dynamic_pressure_Pa / 1e3, 2) },
    { title: "Acceleration", unit: "g", cell: (e) => number(e.acceleration_m_s2 / standardGravity_m_s2, 2) },
    { title: "Mass", unit: "t", cell: (e) => number(e.mass_kg / 1e3, 2) },
  ];
  return table(columns, data.flight.events, "Timeline");
}

/** Where the published times come from, once each. */
export function publishedSources(data: ReportData): HTMLElement | undefined {
  const sources = new Set(data.flight.events.flatMap((event) =>
    event.published_t_s === undefined || !event.published_source ? [] : [event.published_source]));
  return sources.size === 0 ? undefined : element("p", { class: "aside" }, `Published times: ${[...sources].join("; ")}.`);
}

interface Compared {
  what: string;
  unit: string;
  asked: number | undefined;
  reached: number | undefined;
  digits: number;
}

function compared(asked: OrbitData, reached: OrbitData): Compared[] {
  const km = (value: number): number => value / 1e3;
  return [
    { what: "Perigee altitude", unit: "km", asked: km(asked.perigee_altitude_m), reached: km(reached.perigee_altitude_m), digits: 3 },
    { what: "Apogee altitude", unit: "km", asked: km(asked.apogee_altitude_m), reached: km(reached.apogee_altitude_m), digits: 3 },
    { what: "Inclination", unit: "°", asked: asked.inclination_deg, reached: reached.inclination_deg, digits: 4 },
    { what: "Ascending node", unit: "°", asked: asked.raan_deg, reached: reached.raan_deg, digits: 3 },
    { what: "Argument of perigee", unit: "°", asked: asked.argument_of_perigee_deg, reached: reached.argument_of_perigee_deg, digits: 3 },
  ];
}

export function target(result: TargetData): HTMLElement {
  const columns: Column<Compared>[] = [
    { title: "Element", text: true, cell: (row) => element("span", {}, row.what, element("span", { class: "unit" }, row.unit)) },
    { title: "Asked", cell: (row) => (row.asked === undefined ? "free" : number(row.asked, row.digits)) },
    { title: "Reached", cell: (row) => number(row.reached, row.digits) },
    { title: "Difference", cell: (row) => (row.asked === undefined || row.reached === undefined ? "" : signed(row.reached - row.asked, row.digits)) },
  ];
  const state = element("span", { class: result.met ? "state good" : "state bad" }, result.met ? "met" : "missed");
  const missing = result.missing_velocity_m_s === undefined || result.missing_velocity_m_s <= 0 ? "" : `Missing ${number(result.missing_velocity_m_s, 1)} m/s. `;
  const why = result.met ? undefined : element("p", {}, missing + (result.why ?? ""));
  return element("div", { class: "target" },
    element("h3", {}, result.name.replaceAll("-", " "), " ", state, element("span", { class: "aside" }, ` at T+ ${number(result.t_s, 2)} s`)),
    table(columns, compared(result.asked, result.reached), result.name), why);
}

function districts(impact: ImpactData): HTMLElement {
  const lines = impact.zones.map((zone) => {
    const inside = zone.distance_m <= 0;
    const where = inside ? "inside" : `${number(zone.distance_m / 1e3, 1)} km outside`;
    return element("div", {}, element("span", { class: inside ? "good" : "bad" }, where), ` ${zone.zone}`,
      element("span", { class: "aside" }, `, ${number(zone.centre_distance_m / 1e3, 1)} km from its centre`));
  });
  return element("div", { class: "districts" }, ...lines);
}

export function impacts(list: ImpactData[]): HTMLElement | undefined {
  if (list.length === 0) return undefined;
  const down = (impact: ImpactData, text: string): string => (impact.reached_ground ? text : "");
  const columns: Column<ImpactData>[] = [
    { title: "Body", text: true, cell: (i) => i.name || i.element },
    { title: "Released", unit: "T+ s", cell: (i) => number(i.released_t_s, 1) },
    { title: "Down", unit: "T+ s", cell: (i) => (i.reached_ground ? number(i.t_s, 1) : "aloft") },
    { title: "Latitude", cell: (i) => down(i, latitude(i.latitude_deg)) },
    { title: "Longitude", cell: (i) => down(i, longitude(i.longitude_deg)) },
    { title: "Speed", unit: "m/s", cell: (i) => down(i, number(i.speed_m_s, 0)) },
    { title: "Closed districts", text: true, cell: districts },
  ];
  return table(columns, list, "What was dropped");
}

export function margins(data: ReportData): HTMLElement | undefined {
  const rows = data.flight.margins;
  if (rows.length === 0) return undefined;
  return table<(typeof rows)[number]>([
    { title: "Stage", text: true, cell: (row) => row.stage },
    { title: "Propellant left", unit: "kg", cell: (row) => number(row.propellant_kg, 1) },
    { title: "Worth", unit: "m/s", cell: (row) => number(row.delta_v_m_s, 1) },
  ], rows, "Propellant margins");
}

/** Tables that come with their text. */
export function more(data: ReportData): HTMLElement[] {
  return (data.tables ?? []).map(({ title, note, columns, rows }) =>
    element("div", {}, element("h2", {}, title), element("p", { class: "aside" }, note),
      table<string[]>(columns.map((column, k) => ({ title: column, text: k === 0, cell: (row) => row[k] ?? "" })), rows, title)));
}

function reason(source: SourceData): HTMLElement {
  const parts = [source.estimated === "" ? source.source : `estimated: ${source.estimated}`, source.note].filter((part) => part !== "");
  return element("span", {}, parts.join(". "));
}

export function sources(data: ReportData): HTMLElement | undefined {
  if (data.sources.length === 0) return undefined;
  return table<SourceData>([
    { title: "Figure", text: true, cell: (row) => element("span", {}, element("span", { class: "aside" }, `${row.of}: `), row.path) },
    { title: "Value", text: true, cell: (row) => row.text },
    { title: "Confidence", text: true, cell: (row) => (row.estimated === "" ? row.confidence : "estimate") },
    { title: "Source", text: true, cell: reason },
  ], data.sources, "Sources of the figures");
}
