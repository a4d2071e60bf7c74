// A made-up flight for these tests: plausible curves, three events, two bodies that fall, one district.

import type { EventData, LonLat, ReportData, Series } from "../src/report/data.ts";

const end_s = 560;
const separation_s = 118;

function place(t_s: number): LonLat {
  const u = t_s / end_s;
  return [128.335 + 26 * u * u, 51.884 - 1.9 * u * u];
}

function series(): Series {
  const times = Array.from({ length: 281 }, (_, i) => 2 * i);
  times.splice(separation_s / 2 + 1, 0, separation_s); // both sides of the separation
  const after = times.map((t_s, i) => t_s > separation_s || (t_s === separation_s && times[i - 1] === separation_s));
  const of = (value: (t_s: number, i: number) => number | null): (number | null)[] => times.map(value);
  return {
    t_s: times,
    altitude_m: of((t) => 278 + 200e3 * Math.sin((Math.PI / 2) * (t / end_s)) ** 1.5),
    downrange_m: of((t) => 1.9e6 * (t / end_s) ** 2),
    latitude_deg: of((t) => place(t)[1]),
    longitude_deg: of((t) => place(t)[0]),
    speed_inertial_m_s: of((t) => 287 + 7500 * (t / end_s) ** 1.4),
    speed_relative_m_s: of((t) => 7490 * (t / end_s) ** 1.4),
    flight_path_angle_deg: of((t) => 90 * (1 - t / end_s) ** 3),
    dynamic_pressure_Pa: of((t) => 32e3 * Math.exp(-(((t - 70) / 25) ** 2))),
    mach: of((t) => (t < 200 ? t / 20 : null)),
    angle_of_attack_deg: of((t) => Math.exp(-(((t - 20) / 8) ** 2))),
    pitch_deg: of((t) => 90 * (1 - t / end_s) ** 2.5),
    thrust_N: of((_, i) => (after[i] ? 0.98e6 : 4.4e6)),
    acceleration_m_s2: of((t, i) => (after[i] ? 10 + t / 40 : 14 + t / 5)),
    mass_kg: of((t, i) => (after[i] ? 110e3 - 150 * t : 305e3 - 1600 * t)),
  };
}

function event(name: string, what: string, t_s: number, published_t_s?: number): EventData {
  const [longitude_deg, latitude_deg] = place(t_s);
  return {
    name, what, t_s, altitude_m: 350 * t_s, downrange_m: 6 * t_s * t_s, speed_inertial_m_s: 287 + 13 * t_s,
    speed_relative_m_s: 13 * t_s, dynamic_pressure_Pa: 100, acceleration_m_s2: 14.7, mass_kg: 305e3 - 500 * t_s, latitude_deg,
    longitude_deg, ...(published_t_s === undefined ? {} : { published_t_s, published_source: "made up" }),
  };
}

function fallen(element: string, name: string, longitude_deg: number, latitude_deg: number): ReportData["flight"]["impacts"][number] {
  return {
    element, name, released_t_s: separation_s, t_s: 448, reached_ground: true, latitude_deg, longitude_deg, speed_m_s: 140,
    zones: [{ zone: "District 981", distance_m: element === "core" ? 12400 : 0, centre_distance_m: 20600, source: "made up" }],
  };
}

export function sample(): ReportData {
  const orbit = { perigee_altitude_m: 199950, apogee_altitude_m: 200110, inclination_deg: 51.7003 };
  return {
    flight: {
      mission: {
        id: "sample", name: "Sample </script> & <b>flight</b>", hash: "5f3a9c0e", liftoff_utc: "2023-08-10T23:10:57.000Z",
        site: { id: "vostochny/1S", name: "Vostochny 1S", latitude_deg: 51.88417, longitude_deg: 128.33472, altitude_m: 278 },
        vehicle: { id: "three-stage", name: "Three-stage rocket" },
        payloads: [{ name: "Sample craft", mass_kg: 1750 }],
      },
      outcome: "target_missed",
      cause: "The third stage ran out of propellant.",
      azimuth_deg: 89.3,
      events: [
        event("lift_off", "Lift-off", 0, 0),
        event("boosters_separate", "Blocks B, V, G, D separate", separation_s, 117.75),
        event("cut_off", "Third stage cuts off", end_s),
      ],
      targets: [{ name: "parking-orbit", t_s: end_s, met: false, asked: { ...orbit, inclination_deg: 51.7 }, reached: orbit, missing_velocity_m_s: 41.2, why: "300 kg less payload would do." }],
      impacts: [fallen("booster-1", "Block B", 133.7, 51.77), fallen("core", "Core", 156.8, 48.5)],
      margins: [{ stage: "third", propellant_kg: 412.5, delta_v_m_s: 103.2 }],
      final_orbit: orbit,
    },
    description: "A made-up flight.",
    series: series(),
    falls: [{ element: "booster-1", line: [place(separation_s), [133.7, 51.77]] }],
    zones: [{ name: "District 981", element: "booster", outline: [[133.3, 51.5], [134.2, 51.5], [134.2, 52], [133.3, 52]], source: "made up", note: "" }],
    notes: ["Nothing of this ever flew."],
    sources: [{ of: "vehicle", path: "stage.core.dry_mass", text: "6545 kg", source: "made up", confidence: "B", estimated: "", note: "" }],
  };
}

/** The same, going on to the Moon by a burn that was published and one that was not. */
export function lunarSample(): ReportData {
  const data = sample();
  const burn = { engine: "Main engine", propellant_kg: 380, mass_after_kg: 1410 };
  data.flight.voyage = {
    met: true, cause: "",
    burns: [
      { ...burn, name: "injection", what: "Third stage: to the Moon", t_s: 3600, duration_s: 800, delta_v_m_s: 3200 },
      { ...burn, name: "capture", what: "Capture", t_s: 467163, duration_s: 252.5, delta_v_m_s: 745, published_duration_s: 243, published_source: "made up", published_note: "a note" },
    ],
    marks: [{ name: "near-moon", what: "The Moon pulls more", t_s: 400000, center: "Moon", altitude_m: 64e6, speed_m_s: 864, mass_kg: 1793 }],
    orbits: [{ name: "around the Moon", center: "Moon", t_s: 467500, periapsis_altitude_m: 99.9e3, apoapsis_altitude_m: 100.1e3, inclination_deg: 90, asked_periapsis_altitude_m: 100e3, asked_inclination_deg: 90, met: true }],
  };
  const circle = Array.from({ length: 60 }, (_, i): LonLat => [1837 * Math.cos(i / 9), 1837 * Math.sin(i / 9)]);
  data.voyage_picture = {
    earth: [{ name: "to the Moon", burns: false, line: [[6600, 0], [-100e3, 150e3], [-380e3, 20e3]] }, { name: "capture", burns: true, line: [[-380e3, 20e3], [-384e3, 0]] }],
    moon: [{ name: "capture", burns: true, line: [[1900, -4000], [1837, 0]] }, { name: "around the Moon", burns: false, line: circle }],
    moon_at: [-384e3, 0],
  };
  return data;
}

/** The same, leaving two satellites in an orbit, one of them too near to the stage again. */
export function deploymentSample(): ReportData {
  const data = sample();
  const variance = [400, 900, 1600, 0.04, 0.09, 0.16];
  const covariance_gcrf = variance.map((value, row) => variance.map((_, column) => (row === column ? value : 0)));
  const passenger = {
    orbit: "working-orbit", mass_kg: 500, latitude_deg: 10, longitude_deg: 20, altitude_m: 480e3, covariance_gcrf,
    mean_elements: { perigee_altitude_m: 471e3, apogee_altitude_m: 486e3, inclination_deg: 97.28 },
  };
  data.flight.voyage = {
    met: true, cause: "", marks: [],
    burns: [{ name: "working-orbit-1", what: "", engine: "Stage", t_s: 3000, duration_s: 80, delta_v_m_s: 90, propellant_kg: 80, mass_after_kg: 2800 }],
    orbits: [{
      name: "working-orbit", center: "Earth", t_s: 6000, periapsis_altitude_m: 471e3, apoapsis_altitude_m: 486e3, inclination_deg: 97.28, mean: true,
      asked_periapsis_altitude_m: 471e3, asked_apoapsis_altitude_m: 486e3, asked_inclination_deg: 97.28, met: true,
    }],
    passengers: [
      { ...passenger, name: "One", t_s: 7500, published_t_s: 7530, passes: [{ station: "Pad", rise_s: 9000, set_s: 9500, highest_elevation_deg: 44, visible: false }] },
      { ...passenger, name: "Two", t_s: 7510, passes: [] },
    ],
    approaches: [{ first: "One", second: "Stage", t_s: 13000, distance_m: 78, speed_m_s: 1.5, too_near: true }],
    descent: {
      whole: { t_s: 19000, latitude_deg: -48, longitude_deg: -130 }, heavy: { t_s: 18900, latitude_deg: -50, longitude_deg: -131 },
      light: { t_s: 19900, latitude_deg: -45, longitude_deg: -129 }, inside: true, from_centre_m: 900e3,
    },
  };
  data.voyage_picture = {
    earth: [], moon: [],
    heights: [{ name: "first orbit", burns: false, line: [[0.2, 180], [0.8, 200]] }, { name: "working-orbit-1", burns: true, line: [[0.8, 200], [0.85, 201]] },
      { name: "working-orbit", burns: false, line: [[0.85, 201], [1.6, 480], [3, 485]] }],
  };
  return data;
}

/** The page with data in it, escaped as the program does. */
export function filled(page: string, data: ReportData): string {
  const json = JSON.stringify(data).replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
  return page.replace("@TITLE@", "Sample").replace("@TEXT@", "the timeline as text").replace("@DATA@", () => json);
}
