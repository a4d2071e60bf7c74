// Puts the report together from the data in the page.

import { Cursor } from "./cursor.ts";
import { greatest, type ReportData } from "./data.ts";
import { byId, element, fill } from "./dom.ts";
import { instant, latitude, longitude, number, outcome } from "./format.ts";
import { FlightMap } from "./map.ts";
import { onPaletteChange } from "./palette.ts";
import { Plots } from "./plots.ts";
import * as tables from "./tables.ts";
import * as deployment from "./deployment.ts";
import * as voyage from "./voyage.ts";

const data = JSON.parse(byId("flight-data").textContent ?? "") as ReportData;
const { flight } = data;
const cursor = new Cursor();

function fact(name: string, ...value: (Node | string | undefined)[]): HTMLElement {
  return element("div", {}, element("dt", {}, name), element("dd", {}, ...value));
}

function header(): void {
  const { mission } = flight;
  const { text, good } = outcome(flight.outcome);
  byId("name").textContent = mission.name;
  byId("outcome").replaceChildren(element("strong", { class: good ? "good" : "bad" }, text), flight.cause === "" ? "" : ` ${flight.cause}`);
  if (data.notice === undefined) byId("notice").remove();
  else {
    byId("kind").textContent = data.notice.title;
    byId("notice").textContent = data.notice.text;
  }
  if (data.description === "") byId("description").remove();
  else byId("description").textContent = data.description;
  const payloads = mission.payloads.map((one) => `${one.name}, ${number(one.mass_kg, 0)}\u00a0kg`).join("; ");
  const { site } = mission;
  fill("facts",
    fact("Vehicle", mission.vehicle.name),
    fact("Pad", site.name, element("small", {}, `${latitude(site.latitude_deg)} ${longitude(site.longitude_deg)}`)),
    fact("Lift-off", instant(mission.liftoff_utc)),
    fact("Launch azimuth", `${number(flight.azimuth_deg, 2)}°`),
    payloads === "" ? undefined : fact("Payload", payloads),
    mission.hash === undefined ? undefined : fact("Mission hash", element("code", {}, mission.hash.slice(0, 16))));
}

function figure(name: string, value: string, unit: string, note: string): HTMLElement {
  return element("div", {}, element("dt", {}, name), element("dd", {}, value, element("span", { class: "unit" }, unit), element("small", {}, note)));
}

function figures(): void {
  const orbit = flight.final_orbit;
  const pressure = greatest(data.series, "dynamic_pressure_Pa");
  const acceleration = greatest(data.series, "acceleration_m_s2");
  const apart = flight.events.flatMap((event) => (event.published_t_s === undefined ? [] : [Math.abs(event.t_s - event.published_t_s)]));
  fill("figures",
    orbit === undefined ? undefined : figure("Orbit", `${number(orbit.perigee_altitude_m / 1e3, 1)}\u00a0× ${number(orbit.apogee_altitude_m / 1e3, 1)}`, "km", `${number(orbit.inclination_deg, 3)}° inclined`),
    pressure === undefined ? undefined : figure("Greatest dynamic pressure", number(pressure.value / 1e3, 1), "kPa", `at T+ ${number(pressure.t_s, 1)} s`),
    acceleration === undefined ? undefined : figure("Greatest acceleration", number(acceleration.value / 9.80665, 2), "g", `at T+ ${number(acceleration.t_s, 1)} s`),
    apart.length === 0 ? undefined : figure("Farthest from a published time", number(Math.max(...apart), 2), "s", `of ${apart.length} events`));
}

function texts(): void {
  fill("timeline-box", tables.timeline(data), tables.publishedSources(data));
  const onward = flight.voyage;
  fill("voyage-box", ...(onward === undefined ? [undefined] : [
    voyage.pictures(data), deployment.heights(data), voyage.burns(data, onward), voyage.orbits(data, onward),
    voyage.marks(data, onward), voyage.entry(data, onward),
    deployment.passengers(data, onward), deployment.approaches(data, onward),
    deployment.recontacts(onward), deployment.descent(data, onward),
  ]));
  fill("targets-box", ...flight.targets.map(tables.target));
  fill("impacts-box", tables.impacts(flight.impacts));
  fill("margins-box", tables.margins(data));
  fill("more-box", ...tables.more(data));
  fill("notes-box", data.notes.length === 0 ? undefined : element("ul", {}, ...data.notes.map((note) => element("li", {}, note))));
  fill("sources-box", tables.sources(data));
}

// A long flight hides its ascent in a corner of the time axis: offer to look at that alone.
function timeButtons(plots: Plots): void {
  const times = data.series.t_s;
  const last = times.at(-1) ?? 0;
  if (last <= 1500) return;
  const ranges: [string, [number, number] | undefined][] = [["Whole flight", undefined], ["First 10 minutes", [times[0] ?? 0, 600]]];
  fill("time-buttons", ...ranges.map(([name, range]) => button(name, () => plots.show(range))));
}

function button(name: string, act: () => void): HTMLButtonElement {
  const made = element("button", { type: "button" }, name);
  made.addEventListener("click", act);
  return made;
}

function mapButtons(map: FlightMap): void {
  fill("map-buttons", ...map.places().map(({ name, points }) => button(name, () => map.show(points))),
    element("span", { class: "zoom" }, button("+", () => map.zoom(1.6)), button("−", () => map.zoom(1 / 1.6))));
}

function legend(): void {
  const overlays = data.overlays ?? [];
  if (overlays.length === 0) byId("legend").remove();
  else byId("legend").replaceChildren(...overlays.map(({ name, colour }) =>
    element("span", { class: "key" }, element("span", { style: `color: var(--${colour})` }, "\u25a0"), ` ${name} `)));
}

header();
legend();
figures();
texts();
const plots = new Plots(byId("plots-box"), data, cursor);
const map = new FlightMap(byId("map-box"), data, cursor);
timeButtons(plots);
mapButtons(map);
onPaletteChange(() => {
  plots.draw();
  map.redraw();
});
document.documentElement.classList.add("ready");
