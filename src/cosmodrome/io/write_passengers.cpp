#include "cosmodrome/io/write_passengers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>
#include <set>

#include "cosmodrome/io/ccsds_time.hpp"
#include "cosmodrome/io/csv_text.hpp"
#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/mean_elements.hpp"
#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/ndm.hpp"
#include "cosmodrome/io/ndm_items.hpp"
#include "cosmodrome/io/ndm_schema.hpp"
#include "cosmodrome/io/text_width.hpp"
#include "cosmodrome/io/utc_text.hpp"
#include "cosmodrome/io/write_oem.hpp"

namespace cosmodrome {
namespace {

using Json = nlohmann::ordered_json;
constexpr std::size_t name_width = 24;
constexpr std::size_t most_lines = 12;

double sigma_m(const Passenger& passenger, std::size_t from) {
  double sum = 0;
  for (std::size_t i = from; i < from + 3; ++i) sum += passenger.covariance[i][i];
  return std::sqrt(sum);
}

std::string published_beside(const Passenger& passenger) {
  if (!passenger.published_t_s) return "";
  return fmt::format("  published {:.0f} s ({:+.0f} s, {})", *passenger.published_t_s,
                     passenger.t_s - *passenger.published_t_s, passenger.published_source);
}

void add_table(fmt::memory_buffer& text, const Flight& flight) {
  const auto out = std::back_inserter(text);
  fmt::format_to(out, "\n{:<19}  {:<{}} {:>8} {:>15} {:>8} {:>8} {:>8}\n", "UTC", "passenger", name_width, "T+",
                 "mean orbit", "incl.", "error", "error");
  fmt::format_to(out, "{:<19}  {:<{}} {:>8} {:>15} {:>8} {:>8} {:>8}\n", "", "", name_width, "s", "km", "deg", "m",
                 "m/s");
  for (const Passenger& passenger : flight.voyage->passengers) {
    const CatalogueElements& e = passenger.elements;
    fmt::format_to(out, "{:<19}  {} {:>8.0f} {:>15} {:>8.3f} {:>8.0f} {:>8.2f}{}\n",
                   utc_text(flight.mission, passenger.t_s, 0), fitted(passenger.name, name_width), passenger.t_s,
                   fmt::format("{:.1f} x {:.1f}", e.perigee_altitude_m / 1e3, e.apogee_altitude_m / 1e3),
                   to_degrees(e.inclination_rad), sigma_m(passenger, 0), sigma_m(passenger, 3),
                   published_beside(passenger));
  }
}

void add_first_passes(fmt::memory_buffer& text, const Flight& flight) {
  const auto out = std::back_inserter(text);
  fmt::format_to(out, "\nFirst passes\n");
  const auto& passengers = flight.voyage->passengers;
  for (std::size_t i = 0; i < std::min(passengers.size(), most_lines); ++i) {
    const Passenger& passenger = passengers[i];
    if (passenger.passes.empty()) {
      fmt::format_to(out, "  {} over no station within a day\n", fitted(passenger.name, name_width));
      continue;
    }
    const StationPass& first = passenger.passes.front();
    fmt::format_to(out, "  {} {} over {}, up to {:.0f} deg, {:.0f} s\n", fitted(passenger.name, name_width),
                   utc_text(flight.mission, first.rise_s, 0), first.station, to_degrees(first.highest_elevation_rad),
                   first.set_s - first.rise_s);
  }
  if (passengers.size() > most_lines)
    fmt::format_to(out, "  those of {} passengers more are in passes.csv\n", passengers.size() - most_lines);
}

void add_approaches(fmt::memory_buffer& text, const Flight& flight) {
  const auto out = std::back_inserter(text);
  const auto& all = flight.voyage->approaches;
  const auto near = std::count_if(all.begin(), all.end(), [](const Approach& one) { return one.too_near; });
  fmt::format_to(out, "\nNearest approaches until {:.1f} days after the last release: {}\n",
                 flight.mission.deployment ? flight.mission.deployment->watch_s / 86400 : 0.0,
                 near == 0 ? std::string("none too near")
                           : fmt::format("{} nearer than {:.0f} m", near, flight.mission.deployment->closest_m));
  for (std::size_t i = 0; i < std::min(all.size(), most_lines); ++i) {
    const Approach& one = all[i];
    fmt::format_to(out, "  {:>10.0f} m  {} and {}, {}, {:.2f} m/s{}\n", one.distance_m, one.first, one.second,
                   utc_text(flight.mission, one.t_s, 0), one.speed_m_s, one.too_near ? ": too near" : "");
  }
  if (all.size() > most_lines) fmt::format_to(out, "  {} pairs more in approaches.csv\n", all.size() - most_lines);
}

/// A share of so many flights; of none the rule of three: 1 - 0.05^(1/n) is about 3/n, and with 95 % it is below.
std::string share_text(double share, int samples) {
  if (share > 0) return fmt::format("{:.2g}", share);
  return fmt::format("<{:.0e}", 3.0 / samples);
}

std::string distance_text(const std::optional<double>& distance_m) {
  return distance_m ? fmt::format("{:.0f}", *distance_m) : std::string("far");
}

void add_recontacts(fmt::memory_buffer& text, const Flight& flight) {
  const auto& all = flight.voyage->recontacts;
  const auto& asked = flight.mission.deployment;
  if (!asked || asked->recontact_flights == 0) return;
  const auto out = std::back_inserter(text);
  fmt::format_to(out, "\nThe same with errors of navigation, burns and springs, {} flights of each pair: ",
                 asked->recontact_flights);
  if (all.empty()) {
    fmt::format_to(out, "none come together again\n");
    return;
  }
  fmt::format_to(out, "{} pairs come together again\n", all.size());
  fmt::format_to(out, "  {:>10} {:>10} {:>10} {:>10}\n", fmt::format("P <{:.3g} m", asked->contact_m),
                 fmt::format("P <{:.3g} m", asked->closest_m), "1 % within", "10 %");
  for (std::size_t i = 0; i < std::min(all.size(), most_lines); ++i) {
    const Recontact& one = all[i];
    fmt::format_to(out, "  {:>10} {:>10} {:>8} m {:>8} m  {} and {}\n",
                   share_text(one.contact_probability, one.samples), share_text(one.too_near_probability, one.samples),
                   distance_text(one.distance_1_percent_m), distance_text(one.distance_10_percent_m), one.first,
                   one.second);
  }
  if (all.size() > most_lines) fmt::format_to(out, "  {} pairs more in recontacts.csv\n", all.size() - most_lines);
}

std::string place_text(const Descent::Place& place) {
  return fmt::format("{:.2f} {} {:.2f} {}", std::abs(to_degrees(place.latitude_rad)),
                     place.latitude_rad < 0 ? 'S' : 'N', std::abs(to_degrees(place.longitude_rad)),
                     place.longitude_rad < 0 ? 'W' : 'E');
}

void add_descent(fmt::memory_buffer& text, const Flight& flight) {
  const Descent& descent = *flight.voyage->descent;
  const auto out = std::back_inserter(text);
  fmt::format_to(out, "\nThe stage comes down at {} UTC: whole {}, heavy pieces {}, light ones {}",
                 utc_text(flight.mission, descent.whole.t_s, 0), place_text(descent.whole), place_text(descent.heavy),
                 place_text(descent.light));
  if (descent.from_centre_m)
    fmt::format_to(out, "; up to {:.0f} km from the centre of the area: {}", *descent.from_centre_m / 1e3,
                   descent.inside ? "inside" : "NOT inside");
  fmt::format_to(out, "\n");
}

// ---- JSON

Json json_of(const StationPass& pass) {
  return {{"station", pass.station},
          {"rise_s", pass.rise_s},
          {"highest_s", pass.highest_s},
          {"set_s", pass.set_s},
          {"rise_azimuth_deg", to_degrees(pass.rise_azimuth_rad)},
          {"set_azimuth_deg", to_degrees(pass.set_azimuth_rad)},
          {"highest_elevation_deg", to_degrees(pass.highest_elevation_rad)},
          {"least_range_m", pass.least_range_m},
          {"visible", pass.visible}};
}

Json json_of(const CatalogueElements& e) {
  return {{"t_s", e.t_s},
          {"mean_motion_rad_s", e.mean_motion_rad_s},
          {"eccentricity", e.eccentricity},
          {"inclination_deg", to_degrees(e.inclination_rad)},
          {"node_deg", to_degrees(e.node_rad)},
          {"argument_of_perigee_deg", to_degrees(e.argument_of_perigee_rad)},
          {"mean_anomaly_deg", to_degrees(e.mean_anomaly_rad)},
          {"perigee_altitude_m", e.perigee_altitude_m},
          {"apogee_altitude_m", e.apogee_altitude_m},
          {"worst_m", e.worst_m}};
}

Json json_of(const Passenger& passenger) {
  const auto& r = passenger.position_m;
  const auto& v = passenger.velocity_m_s;
  Json json = {{"name", passenger.name},
               {"orbit", passenger.orbit},
               {"t_s", passenger.t_s},
               {"mass_kg", passenger.mass_kg},
               {"drag_area_m2", passenger.drag_area_m2},
               {"latitude_deg", to_degrees(passenger.latitude_rad)},
               {"longitude_deg", to_degrees(passenger.longitude_rad)},
               {"altitude_m", passenger.altitude_m},
               {"position_gcrf_m", {r.x, r.y, r.z}},
               {"velocity_gcrf_m_s", {v.x, v.y, v.z}},
               {"covariance_gcrf", passenger.covariance},
               {"mean_elements", json_of(passenger.elements)},
               {"passes", Json::array()}};
  for (const StationPass& pass : passenger.passes) json["passes"].push_back(json_of(pass));
  if (passenger.published_t_s) json["published_t_s"] = *passenger.published_t_s;
  if (!passenger.published_source.empty()) json["published_source"] = passenger.published_source;
  return json;
}

Json json_of(const Recontact& one) {
  Json json = {{"first", one.first},
               {"second", one.second},
               {"flights", one.samples},
               {"contact_probability", one.contact_probability},
               {"too_near_probability", one.too_near_probability}};
  // Absent: not within 20 km.
  if (one.distance_1_percent_m) json["distance_1_percent_m"] = *one.distance_1_percent_m;
  if (one.distance_10_percent_m) json["distance_10_percent_m"] = *one.distance_10_percent_m;
  return json;
}

Json json_of(const Descent::Place& place) {
  return {{"t_s", place.t_s},
          {"latitude_deg", to_degrees(place.latitude_rad)},
          {"longitude_deg", to_degrees(place.longitude_rad)}};
}

// ---- files

std::string passengers_csv(const Flight& flight) {
  fmt::memory_buffer text;
  const auto out = std::back_inserter(text);
  fmt::format_to(out,
                 "passenger,orbit,utc,t_s,mass_kg,latitude_deg,longitude_deg,altitude_m,x_gcrf_m,y_gcrf_m,z_gcrf_m,"
                 "vx_gcrf_m_s,vy_gcrf_m_s,vz_gcrf_m_s,sigma_position_m,sigma_velocity_m_s,mean_perigee_altitude_m,"
                 "mean_apogee_altitude_m,mean_inclination_deg\n");
  for (const Passenger& p : flight.voyage->passengers) {
    const auto& r = p.position_m;
    const auto& v = p.velocity_m_s;
    fmt::format_to(out,
                   "{},{},{},{:.3f},{:.3f},{:.6f},{:.6f},{:.1f},{:.3f},{:.3f},{:.3f},{:.6f},{:.6f},{:.6f},{:.1f},"
                   "{:.4f},{:.1f},{:.1f},{:.5f}\n",
                   csv_text(p.name), csv_text(p.orbit), utc_text(flight.mission, p.t_s, 3), p.t_s, p.mass_kg,
                   to_degrees(p.latitude_rad), to_degrees(p.longitude_rad), p.altitude_m, r.x, r.y, r.z, v.x, v.y, v.z,
                   sigma_m(p, 0), sigma_m(p, 3), p.elements.perigee_altitude_m, p.elements.apogee_altitude_m,
                   to_degrees(p.elements.inclination_rad));
  }
  return fmt::to_string(text);
}

std::string approaches_csv(const Flight& flight) {
  fmt::memory_buffer text;
  const auto out = std::back_inserter(text);
  fmt::format_to(out, "first,second,utc,t_s,distance_m,speed_m_s,too_near\n");
  for (const Approach& one : flight.voyage->approaches) {
    fmt::format_to(out, "{},{},{},{:.3f},{:.1f},{:.4f},{}\n", csv_text(one.first), csv_text(one.second),
                   utc_text(flight.mission, one.t_s, 3), one.t_s, one.distance_m, one.speed_m_s, one.too_near ? 1 : 0);
  }
  return fmt::to_string(text);
}

std::string recontacts_csv(const Flight& flight) {
  fmt::memory_buffer text;
  const auto out = std::back_inserter(text);
  fmt::format_to(out,
                 "first,second,flights,contact_probability,too_near_probability,distance_1_percent_m,"
                 "distance_10_percent_m\n");
  const auto figure = [](const std::optional<double>& m) { return m ? fmt::format("{:.1f}", *m) : std::string(); };
  for (const Recontact& one : flight.voyage->recontacts) {
    fmt::format_to(out, "{},{},{},{},{},{},{}\n", csv_text(one.first), csv_text(one.second), one.samples,
                   one.contact_probability, one.too_near_probability, figure(one.distance_1_percent_m),
                   figure(one.distance_10_percent_m));
  }
  return fmt::to_string(text);
}

std::string passes_csv(const Flight& flight) {
  fmt::memory_buffer text;
  const auto out = std::back_inserter(text);
  fmt::format_to(out,
                 "passenger,station,rise_utc,set_utc,rise_s,highest_s,set_s,rise_azimuth_deg,set_azimuth_deg,"
                 "highest_elevation_deg,least_range_m,visible\n");
  for (const Passenger& p : flight.voyage->passengers) {
    for (const StationPass& pass : p.passes) {
      fmt::format_to(out, "{},{},{},{},{:.2f},{:.2f},{:.2f},{:.2f},{:.2f},{:.2f},{:.0f},{}\n", csv_text(p.name),
                     csv_text(pass.station), utc_text(flight.mission, pass.rise_s, 1),
                     utc_text(flight.mission, pass.set_s, 1), pass.rise_s, pass.highest_s, pass.set_s,
                     to_degrees(pass.rise_azimuth_rad), to_degrees(pass.set_azimuth_rad),
                     to_degrees(pass.highest_elevation_rad), pass.least_range_m, pass.visible ? 1 : 0);
    }
  }
  return fmt::to_string(text);
}

MeanElements mean_elements_of(const Flight& flight, std::size_t index) {
  constexpr long long first_number = 80001;  // analysts' numbers: catalogues leave 80000 to 89999 to such objects
  constexpr double rev_day = 86400 / (2 * std::numbers::pi);
  const Passenger& passenger = flight.voyage->passengers[index];
  const CatalogueElements& e = passenger.elements;
  MeanElements mean;
  mean.object_name = passenger.name;
  mean.norad_cat_id = first_number + static_cast<long long>(index);
  mean.epoch = flight.mission.liftoff + e.t_s;
  mean.mean_motion_rev_day = e.mean_motion_rad_s * rev_day;
  mean.eccentricity = e.eccentricity;
  mean.inclination_deg = to_degrees(e.inclination_rad);
  mean.ra_of_asc_node_deg = to_degrees(e.node_rad);
  mean.arg_of_pericenter_deg = to_degrees(e.argument_of_perigee_rad);
  mean.mean_anomaly_deg = to_degrees(e.mean_anomaly_rad);
  mean.bstar_per_earth_radius = e.drag_per_earth_radius;
  return mean;
}

/// The lower triangle in the order of the standard, km and km/s. CCSDS 502.0-B-3, table 3-3.
NdmBlock covariance_block(const Passenger& passenger) {
  NdmBlock block;
  block.name = "covarianceMatrix";
  block.items.push_back(ndm_comment("One sigma of navigation, burns and springs, as the mission states them"));
  block.items.push_back(ndm_field("COV_REF_FRAME", "GCRF"));
  std::size_t row = 0, column = 0;
  for (const std::string_view key : covariance_keys()) {
    const int speeds = (row > 2 ? 1 : 0) + (column > 2 ? 1 : 0);
    block.items.push_back(ndm_field(std::string(key), number_text(passenger.covariance[row][column] / 1e6),
                                    speeds == 0   ? "km**2"
                                    : speeds == 1 ? "km**2/s"
                                                  : "km**2/s**2"));
    if (column++ == row) ++row, column = 0;
  }
  return block;
}

std::string passenger_opm(const Flight& flight, const Passenger& passenger, const std::string& creation_utc) {
  const auto& r = passenger.position_m;
  const auto& v = passenger.velocity_m_s;
  NdmMessage opm;
  opm.kind = NdmKind::opm, opm.version = "3.0";
  opm.header.name = "header";
  opm.header.items = {ndm_comment(oem_words(flight).comments.front()), ndm_field("CREATION_DATE", creation_utc),
                      ndm_field("ORIGINATOR", "COSMODROME")};
  NdmSegment& segment = opm.segments.emplace_back();
  NdmBlock metadata, state, craft;
  metadata.name = "metadata";
  metadata.items = {ndm_field("OBJECT_NAME", passenger.name), ndm_field("OBJECT_ID", "UNKNOWN"),
                    ndm_field("CENTER_NAME", "EARTH"), ndm_field("REF_FRAME", "GCRF"), ndm_field("TIME_SYSTEM", "UTC")};
  state.name = "stateVector";
  state.items = {ndm_comment(fmt::format("After its release, T+ {:.3f} s", passenger.t_s)),
                 ndm_field("EPOCH", ccsds_time_text(flight.mission.liftoff + passenger.t_s, "UTC"))};
  const char* const place[] = {"X", "Y", "Z"};
  const double places_m[] = {r.x, r.y, r.z}, speeds_m_s[] = {v.x, v.y, v.z};
  for (std::size_t i = 0; i < 3; ++i) state.items.push_back(ndm_field(place[i], number_text(places_m[i] / 1e3), "km"));
  for (std::size_t i = 0; i < 3; ++i)
    state.items.push_back(ndm_field(std::string(place[i]) + "_DOT", number_text(speeds_m_s[i] / 1e3), "km/s"));
  craft.name = "spacecraftParameters";
  constexpr double coefficient = 2.2;  // usual of satellites: the area follows from the product
  craft.items = {ndm_field("MASS", number_text(passenger.mass_kg), "kg"),
                 ndm_field("DRAG_AREA", number_text(passenger.drag_area_m2 / coefficient), "m**2"),
                 ndm_field("DRAG_COEFF", number_text(coefficient))};
  segment.blocks = {metadata, state, craft, covariance_block(passenger)};
  return write_ndm(opm, NdmForm::kvn);
}

/// "Aist-2D" as a part of a file name.
std::string file_word(const std::string& name) {
  std::string word;
  for (const char c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain)
      word += c;
    else if (c >= 'A' && c <= 'Z')
      word += static_cast<char>(c - 'A' + 'a');
    else if (!word.empty() && word.back() != '-')
      word += '-';
  }
  while (!word.empty() && word.back() == '-') word.pop_back();
  return word;
}

}  // namespace

std::string passengers_text(const Flight& flight) {
  fmt::memory_buffer text;
  add_table(text, flight);
  add_first_passes(text, flight);
  add_approaches(text, flight);
  add_recontacts(text, flight);
  if (flight.voyage->descent) add_descent(text, flight);
  return fmt::to_string(text);
}

void add_passengers(Json& json, const Voyage& voyage) {
  if (voyage.passengers.empty()) return;
  json["passengers"] = Json::array(), json["approaches"] = Json::array();
  for (const Passenger& passenger : voyage.passengers) json["passengers"].push_back(json_of(passenger));
  for (const Approach& one : voyage.approaches) {
    json["approaches"].push_back({{"first", one.first},
                                  {"second", one.second},
                                  {"t_s", one.t_s},
                                  {"distance_m", one.distance_m},
                                  {"speed_m_s", one.speed_m_s},
                                  {"too_near", one.too_near}});
  }
  json["recontacts"] = Json::array();
  for (const Recontact& one : voyage.recontacts) json["recontacts"].push_back(json_of(one));
  if (!voyage.descent) return;
  const Descent& descent = *voyage.descent;
  json["descent"] = {{"whole", json_of(descent.whole)},
                     {"heavy", json_of(descent.heavy)},
                     {"light", json_of(descent.light)},
                     {"inside", descent.inside}};
  if (descent.from_centre_m) json["descent"]["from_centre_m"] = *descent.from_centre_m;
}

std::vector<FileText> passenger_files(const Flight& flight, const std::string& creation_utc) {
  const auto& passengers = flight.voyage->passengers;
  if (passengers.empty()) return {};
  std::vector<NdmMessage> omms;
  for (std::size_t i = 0; i < passengers.size(); ++i)
    omms.push_back(to_omm(mean_elements_of(flight, i), creation_utc, "COSMODROME"));
  std::vector<FileText> files = {
      {"passengers.csv", passengers_csv(flight)}, {"approaches.csv", approaches_csv(flight)},
      {"recontacts.csv", recontacts_csv(flight)}, {"passes.csv", passes_csv(flight)},
      {"passengers.tle", write_tle(omms).text},   {"passengers.omm.json", write_omm_json(omms)}};
  std::set<std::string> words;
  for (const Passenger& passenger : passengers) {
    const std::string word = file_word(passenger.name);
    std::string own = word;
    for (int number = 2; own.empty() || !words.insert(own).second; ++number) own = fmt::format("{}-{}", word, number);
    files.push_back({"passenger-" + own + ".opm", passenger_opm(flight, passenger, creation_utc)});
    files.push_back({"passenger-" + own + ".oem", write_passenger_oem(flight, passenger, creation_utc)});
  }
  return files;
}

}  // namespace cosmodrome
