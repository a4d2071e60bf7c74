// The data that the program puts into the page, see io/write_report.cpp. Units are in the names.

export interface EventData {
  name: string;
  what: string;
  t_s: number;
  published_t_s?: number;
  published_source?: string;
  published_note?: string;
  altitude_m: number;
  downrange_m: number;
  speed_inertial_m_s: number;
  speed_relative_m_s: number;
  dynamic_pressure_Pa: number;
  acceleration_m_s2: number;
  mass_kg: number;
  latitude_deg: number;
  longitude_deg: number;
}

export interface OrbitData {
  perigee_altitude_m: number;
  apogee_altitude_m: number;
  inclination_deg: number;
  raan_deg?: number;
  argument_of_perigee_deg?: number;
}

export interface TargetData {
  name: string;
  t_s: number;
  met: boolean;
  asked: OrbitData;
  reached: OrbitData;
  missing_velocity_m_s?: number;
  why?: string;
}

export interface ImpactData {
  element: string;
  name: string;
  released_t_s: number;
  t_s: number;
  reached_ground: boolean;
  latitude_deg: number;
  longitude_deg: number;
  speed_m_s: number;
  zones: { zone: string; distance_m: number; centre_distance_m: number; source: string }[];
}

export interface FlightData {
  mission: {
    id: string;
    name: string;
    hash?: string;
    liftoff_utc: string;
    site: { id: string; name: string; latitude_deg: number; longitude_deg: number; altitude_m: number };
    vehicle: { id: string; name: string };
    payloads: { name: string; mass_kg: number }[];
  };
  outcome: string;
  cause: string;
  azimuth_deg: number;
  events: EventData[];
  targets: TargetData[];
  impacts: ImpactData[];
  margins: { stage: string; propellant_kg: number; delta_v_m_s: number }[];
  final_orbit?: OrbitData;
  voyage?: VoyageData;
}

/** The flight on from its first orbit. */
export interface VoyageData {
  met: boolean;
  cause: string;
  burns: {
    name: string; what: string; engine: string; t_s: number; duration_s: number; delta_v_m_s: number; propellant_kg: number;
    mass_after_kg: number; published_duration_s?: number; published_source?: string; published_note?: string;
  }[];
  marks: { name: string; what: string; t_s: number; center: string; altitude_m: number; speed_m_s: number; mass_kg: number }[];
  orbits: {
    name: string; center: string; t_s: number; periapsis_altitude_m: number; apoapsis_altitude_m: number; inclination_deg: number;
    mean?: boolean; asked_periapsis_altitude_m?: number; asked_apoapsis_altitude_m?: number; asked_inclination_deg?: number; met?: boolean;
  }[];
  passengers?: PassengerData[];
  approaches?: { first: string; second: string; t_s: number; distance_m: number; speed_m_s: number; too_near: boolean }[];
  /** With errors: distances are absent beyond 20 km. */
  recontacts?: {
    first: string; second: string; flights: number; contact_probability: number; too_near_probability: number;
    distance_1_percent_m?: number; distance_10_percent_m?: number;
  }[];
  /** Back at the Earth, of a free return. */
  entry?: {
    t_s: number; altitude_m: number; speed_inertial_m_s: number; flight_path_angle_deg: number; latitude_deg: number;
    longitude_deg: number; perigee_altitude_m: number;
  };
  descent?: { whole: DescentPlace; heavy: DescentPlace; light: DescentPlace; inside: boolean; from_centre_m?: number };
}

export interface DescentPlace {
  t_s: number; latitude_deg: number; longitude_deg: number;
}

/** What was released in orbit. */
export interface PassengerData {
  name: string; orbit: string; t_s: number; mass_kg: number; latitude_deg: number; longitude_deg: number; altitude_m: number;
  covariance_gcrf: number[][];
  mean_elements: { perigee_altitude_m: number; apogee_altitude_m: number; inclination_deg: number };
  passes: { station: string; rise_s: number; set_s: number; highest_elevation_deg: number; visible: boolean }[];
  published_t_s?: number; published_source?: string;
}

/** Lines in a plane, in kilometres: around the Earth, and the last of them around the Moon. */
export interface VoyagePicture {
  earth: PictureLine[];
  moon: PictureLine[];
  /** Hours since lift-off and kilometres, of a deployment. */
  heights?: PictureLine[];
  moon_at?: [number, number];
}
export interface PictureLine {
  name: string;
  burns: boolean;
  line: [number, number][];
}

/** Columns of equal length; null where there is no number. */
export type SeriesName =
  | "t_s"
  | "altitude_m"
  | "downrange_m"
  | "latitude_deg"
  | "longitude_deg"
  | "speed_inertial_m_s"
  | "speed_relative_m_s"
  | "flight_path_angle_deg"
  | "dynamic_pressure_Pa"
  | "mach"
  | "angle_of_attack_deg"
  | "pitch_deg"
  | "thrust_N"
  | "acceleration_m_s2"
  | "mass_kg";
export type Series = Record<SeriesName, (number | null)[]>;

export type LonLat = [longitude_deg: number, latitude_deg: number];

export interface ZoneData {
  name: string;
  element: string;
  outline: LonLat[];
  source: string;
  note: string;
}

export interface SourceData {
  of: string;
  path: string;
  text: string;
  source: string;
  confidence: string;
  estimated: string;
  note: string;
}

/** Something more on the map, and in its legend. */
export interface OverlayData {
  name: string;
  colour: "first" | "second" | "bad" | "soft" | "ink";
  rings?: LonLat[][];
  lines?: LonLat[][];
  points?: LonLat[];
}

export interface ReportData {
  /** What a page that is no report of one flight is, and what it is not. */
  notice?: { title: string; text: string };
  overlays?: OverlayData[];
  flight: FlightData;
  description: string;
  series: Series;
  falls: { element: string; line: LonLat[] }[];
  zones: ZoneData[];
  notes: string[];
  sources: SourceData[];
  /** What the program adds to what every flight has; cells are text. */
  tables?: { title: string; note: string; columns: string[]; rows: string[][] }[];
  voyage_picture?: VoyagePicture;
}

/** The index of the last time that is not after `t_s`; 0 if all are after. Times ascend, equal ones may follow. */
export function indexAt(times: readonly (number | null)[], t_s: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? -Infinity) <= t_s) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** The greatest value and when; undefined if there is none. */
export function greatest(series: Series, name: SeriesName): { value: number; t_s: number } | undefined {
  let best: { value: number; t_s: number } | undefined;
  series[name].forEach((value, i) => {
    if (value !== null && (best === undefined || value > best.value)) best = { value, t_s: series.t_s[i] ?? 0 };
  });
  return best;
}

/** The ground track, without points that have no place and without repeats. */
export function groundTrack(series: Series): LonLat[] {
  const track: LonLat[] = [];
  series.longitude_deg.forEach((longitude, i) => {
    const latitude = series.latitude_deg[i];
    if (longitude === null || latitude === null || latitude === undefined) return;
    const last = track.at(-1);
    if (last === undefined || last[0] !== longitude || last[1] !== latitude) track.push([longitude, latitude]);
  });
  return track;
}

/** Bodies that fall to one district or close together, by the name of the element without its number. */
export function elementKind(element: string): string {
  return element.replace(/[-_ .#]?\d+$/, "");
}
