// Coastlines and borders: Natural Earth 1:50 million, public domain, as the npm package world-atlas has them.

import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import topology from "world-atlas/countries-50m.json";

type Countries = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

const countries = topology as unknown as Countries;

export const land = feature(countries, countries.objects.land);
export const borders = mesh(countries, countries.objects.countries, (a, b) => a !== b);
