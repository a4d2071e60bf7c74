// The flight on from its first orbit: tables, and its way as a picture.

import type { PictureLine, ReportData, VoyageData } from "./data.ts";
import { element, table, type Column } from "./dom.ts";
import { instant, latitude, longitude, number, signed } from "./format.ts";

type Burn = VoyageData["burns"][number];
type Orbit = VoyageData["orbits"][number];
type Mark = VoyageData["marks"][number];

const earthRadius_km = 6378.137;
const moonRadius_km = 1737.4;

/** "16 August 2023, 08:57:00 UTC" of a time since lift-off. */
export function dated(data: ReportData, t_s: number): string {
  const liftoff_ms = Date.parse(data.flight.mission.liftoff_utc);
  return instant(new Date(Math.round((liftoff_ms + t_s * 1e3) / 1e3) * 1e3).toISOString());
}

export function burns(data: ReportData, voyage: VoyageData): HTMLElement {
  const name = (burn: Burn): HTMLElement => {
    const made = element("span", {}, burn.what || burn.name);
    if (burn.published_note !== undefined) made.title = burn.published_note;
    return made;
  };
  const columns: Column<Burn>[] = [
    { title: "Burn", text: true, cell: name },
    { title: "Begins", text: true, cell: (b) => dated(data, b.t_s) },
    { title: "Length", unit: "s", cell: (b) => number(b.duration_s, 1) },
    { title: "Published", unit: "s", cell: (b) => (b.published_duration_s === undefined ? "" : number(b.published_duration_s, 1)) },
    { title: "Difference", unit: "s", cell: (b) => (b.published_duration_s === undefined ? "" : signed(b.duration_s - b.published_duration_s, 1)) },
    { title: "Speed", unit: "m/s", cell: (b) => number(b.delta_v_m_s, 1) },
    { title: "Propellant", unit: "kg", cell: (b) => number(b.propellant_kg, 1) },
    { title: "Mass after", unit: "kg", cell: (b) => number(b.mass_after_kg, 1) },
  ];
  return table(columns, voyage.burns, "Burns of the voyage");
}

/** One height of a circle, two of an ellipse. */
function asked(orbit: Orbit): string {
  if (orbit.asked_periapsis_altitude_m === undefined) return "";
  const low = number(orbit.asked_periapsis_altitude_m / 1e3, 1);
  const high = number((orbit.asked_apoapsis_altitude_m ?? orbit.asked_periapsis_altitude_m) / 1e3, 1);
  return low === high ? low : `${low} × ${high}`;
}

export function orbits(data: ReportData, voyage: VoyageData): HTMLElement {
  const state = (orbit: Orbit): HTMLElement | string =>
    orbit.met === undefined ? "" : element("span", { class: orbit.met ? "state good" : "state bad" }, orbit.met ? "met" : "missed");
  const columns: Column<Orbit>[] = [
    { title: "Orbit", text: true, cell: (o) => (o.mean === true ? `${o.name} (mean)` : o.name) },
    { title: "Reached", text: true, cell: (o) => dated(data, o.t_s) },
    { title: "Nearest", unit: "km", cell: (o) => number(o.periapsis_altitude_m / 1e3, 1) },
    { title: "Farthest", unit: "km", cell: (o) => number(o.apoapsis_altitude_m / 1e3, 1) },
    { title: "Inclination", unit: "°", cell: (o) => number(o.inclination_deg, 2) },
    { title: "Asked", unit: "km", cell: asked },
    { title: "", text: true, cell: state },
  ];
  return table(columns, voyage.orbits, "Orbits of the voyage");
}

/** What happened on the way. */
export function marks(data: ReportData, voyage: VoyageData): HTMLElement | undefined {
  if (voyage.marks.length === 0) return undefined;
  const columns: Column<Mark>[] = [
    { title: "On the way", text: true, cell: (m) => m.what },
    { title: "When", text: true, cell: (m) => dated(data, m.t_s) },
    { title: "Above", text: true, cell: (m) => `the ${m.center}` },
    { title: "Height", unit: "km", cell: (m) => number(m.altitude_m / 1e3, 0) },
    { title: "Speed", unit: "m/s", cell: (m) => number(m.speed_m_s, 0) },
  ];
  return table(columns, voyage.marks, "Marks of the voyage");
}

/** Where a free return meets the Earth's air. */
export function entry(data: ReportData, voyage: VoyageData): HTMLElement | undefined {
  const back = voyage.entry;
  if (back === undefined) return undefined;
  return element("p", {},
    `Back at the Earth on ${dated(data, back.t_s)}: ${number(back.altitude_m / 1e3, 0)} km above ${latitude(back.latitude_deg)} ` +
    `${longitude(back.longitude_deg)}, at ${number(back.speed_inertial_m_s, 0)} m/s (inertial) and ` +
    `${number(-back.flight_path_angle_deg, 2)}° below the horizon, on the way to a perigee of ${number(back.perigee_altitude_m / 1e3, 1)} km.`);
}

export function svg(tag: string, attributes: Record<string, string>, ...children: (Node | string)[]): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

interface Disc {
  name: string;
  x: number;
  y: number;
  radius: number;
}

/** Lines to scale; bodies are shown no smaller than a dot. */
function drawing(lines: readonly PictureLine[], bodies: readonly Disc[], label: string): SVGElement {
  const points = lines.flatMap((one) => one.line);
  const xs = [...points.map(([x]) => x), ...bodies.flatMap((b) => [b.x - b.radius, b.x + b.radius])];
  const ys = [...points.map(([, y]) => y), ...bodies.flatMap((b) => [b.y - b.radius, b.y + b.radius])];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  const size = Math.max(right - left, (high - low) * 1.6);
  const margin = 0.06 * size;
  const unit = size / 600; // of a picture 600 wide
  const box = [left - margin, -high - margin, right - left + 2 * margin, high - low + 2 * margin];
  const path = (one: PictureLine): SVGElement =>
    svg("polyline", {
      class: one.burns ? "way burn" : "way",
      points: one.line.map(([x, y]) => `${x},${-y}`).join(" "),
      "vector-effect": "non-scaling-stroke",
    }, svg("title", {}, one.name));
  const disc = (body: Disc): SVGElement =>
    svg("circle", { class: "body", cx: String(body.x), cy: String(-body.y), r: String(Math.max(body.radius, 3 * unit)) }, svg("title", {}, body.name));
  // A name near an edge keeps within it.
  const anchor = (x: number): string => (x - left < 0.1 * size ? "start" : right - x < 0.1 * size ? "end" : "middle");
  const name = (body: Disc): SVGElement =>
    svg("text", {
      x: String(body.x), y: String(-body.y + Math.max(body.radius, 3 * unit) + 16 * unit), "font-size": String(13 * unit),
      "text-anchor": anchor(body.x),
    }, body.name);
  const coasts = lines.filter((one) => !one.burns).map(path);
  const lit = lines.filter((one) => one.burns).map(path);
  return svg("svg", { class: "voyage", viewBox: box.join(" "), role: "img", "aria-label": label }, ...bodies.map(disc), ...coasts, ...lit, ...bodies.map(name));
}

/** From the Earth to the Moon, and the end of it around the Moon. */
export function pictures(data: ReportData): HTMLElement | undefined {
  const picture = data.voyage_picture;
  if (picture?.moon_at === undefined) return undefined;
  const [x, y] = picture.moon_at;
  const earth: Disc = { name: "Earth", x: 0, y: 0, radius: earthRadius_km };
  const moonThere: Disc = { name: "Moon at the arrival", x, y, radius: moonRadius_km };
  const moon: Disc = { name: "Moon", x: 0, y: 0, radius: moonRadius_km };
  const near = picture.moon.map((one) => ({ ...one, line: one.line.filter(([a, b]) => Math.hypot(a, b) < 12e3) }));
  const returns = data.flight.voyage?.entry !== undefined;
  return element("div", { class: "voyage-pictures" },
    element("figure", {}, drawing(picture.earth, [earth, moonThere], "The way from the Earth to the Moon"),
      element("figcaption", {}, `From the Earth to the Moon${returns ? " and back" : ""}, to scale, in the plane of the way; thick where an engine burns.`)),
    element("figure", {}, drawing(near, [moon], returns ? "The pass behind the Moon" : "The capture into the orbit around the Moon"),
      element("figcaption", {}, returns ? "The pass, in its plane." : "The capture, in the plane of the orbit around the Moon.")));
}
