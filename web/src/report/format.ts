// Numbers and times as a reader wants them. A number that is none is a dash.

export const minus = "\u2212";
const dash = "\u2013";
const thinSpace = "\u2009";

/** "-1234.5" with a true minus sign and thin spaces between thousands from 10 000 on. */
export function number(value: number | null | undefined, digits: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return dash;
  const text = Math.abs(value).toFixed(digits);
  const [whole = "", fraction] = text.split(".");
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, thinSpace) : whole;
  const isZero = Number(text) === 0;
  return (value < 0 && !isZero ? minus : "") + grouped + (fraction === undefined ? "" : "." + fraction);
}

/** A difference: always with its sign, except a zero. */
export function signed(value: number | null | undefined, digits: number): string {
  const text = number(value, digits);
  return value !== null && value !== undefined && value > 0 && Number(value.toFixed(digits)) !== 0 ? "+" + text : text;
}

/** Seconds since lift-off as a clock shows it: "3:07", "1:02:05"; before lift-off with a minus sign. */
export function clock(t_s: number): string {
  const sign = t_s < 0 ? minus : "";
  const whole = Math.round(Math.abs(t_s));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const seconds = String(whole % 60).padStart(2, "0");
  return hours > 0 ? `${sign}${hours}:${String(minutes).padStart(2, "0")}:${seconds}` : `${sign}${minutes}:${seconds}`;
}

export function latitude(value_deg: number): string {
  return `${number(Math.abs(value_deg), 3)}°${thinSpace}${value_deg < 0 ? "S" : "N"}`;
}

export function longitude(value_deg: number): string {
  return `${number(Math.abs(value_deg), 3)}°${thinSpace}${value_deg < 0 ? "W" : "E"}`;
}

/** "2023-08-10T23:10:57.000Z" as "10 August 2023, 23:10:57 UTC"; the text itself if it is no such time. */
export function instant(utc: string): string {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?Z$/.exec(utc);
  if (match === null) return utc;
  const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December"];
  const fraction = match[5] !== undefined && Number(match[5]) !== 0 ? match[5].replace(/0+$/, "") : "";
  return `${Number(match[3])} ${months[Number(match[2]) - 1]} ${match[1]}, ${match[4]}${fraction} UTC`;
}

/** What an outcome of the program is called, and whether it is what was wanted. */
export function outcome(key: string): { text: string; good: boolean } {
  const words: Record<string, string> = {
    target_met: "Target met",
    target_missed: "Target missed",
    impact: "Came down",
    guidance_failed: "Guidance failed",
    out_of_time: "Cut short by its time limit",
  };
  return { text: words[key] ?? key.replaceAll("_", " "), good: key === "target_met" };
}
