#include "cosmodrome/io/write_transfer.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "cosmodrome/io/degrees.hpp"

namespace cosmodrome {
namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

Json array_of(const Vec3<double, Gcrf>& v) { return {v.x, v.y, v.z}; }

double altitude_m(const SolvedTransfer& solved, double radius_m) { return radius_m - solved.body().radius_m; }

/// Transfers between the same circles, for comparison.
double from_m(const SolvedTransfer& solved) { return solved.body().radius_m + solved.request.from_altitude_m; }
double to_m(const SolvedTransfer& solved) {
  return solved.body().radius_m + solved.request.to_altitude_m.value_or(solved.request.from_altitude_m);
}
Transfer straight(const SolvedTransfer& solved) {
  return hohmann(from_m(solved), to_m(solved), solved.body().gm_m3_s2);
}

/// The same by half an ellipse and then a turn on the higher circle, where it is cheaper.
double one_after_the_other_m_s(const SolvedTransfer& solved) {
  const double higher_m = std::max(from_m(solved), to_m(solved));
  return straight(solved).total_m_s() +
         plane_change(higher_m, solved.request.turn_rad, solved.body().gm_m3_s2).total_m_s();
}

double far_away_m_s(const SolvedTransfer& solved) {
  return bi_parabolic_m_s(from_m(solved), to_m(solved), solved.body().gm_m3_s2);
}

void add_request(Json& json, const SolvedTransfer& solved) {
  const TransferRequest& request = solved.request;
  json["from_altitude_m"] = request.from_altitude_m;
  if (request.to_altitude_m) json["to_altitude_m"] = *request.to_altitude_m;
  switch (request.kind) {
    case TransferKind::hohmann:
      json["bi_parabolic_m_s"] = far_away_m_s(solved);
      return;
    case TransferKind::bi_elliptic:
      json["via_altitude_m"] = request.via_altitude_m;
      json["hohmann_m_s"] = straight(solved).total_m_s(), json["hohmann_time_s"] = straight(solved).time_s();
      return;
    case TransferKind::plane_change:
      json["turn_deg"] = to_degrees(request.turn_rad), json["first_turn_deg"] = to_degrees(solved.first_turn_rad);
      if (request.to_altitude_m) json["one_after_the_other_m_s"] = one_after_the_other_m_s(solved);
      return;
    case TransferKind::phasing:
      json["ahead_deg"] = to_degrees(request.ahead_rad), json["revolutions"] = request.revolutions;
      return;
  }
}

std::string duration_text(double t_s) {
  if (t_s < 7200) return fmt::format("{:.1f} s ({:.1f} min)", t_s, t_s / 60);
  if (t_s < 2 * 86400) return fmt::format("{:.1f} s ({:.2f} h)", t_s, t_s / 3600);
  return fmt::format("{:.1f} s ({:.2f} d)", t_s, t_s / 86400);
}

std::string title(const SolvedTransfer& solved) {
  const TransferRequest& request = solved.request;
  std::string text =
      fmt::format("{} around {}, {:.10g} km", name_of(request.kind), solved.body().name, request.from_altitude_m / 1e3);
  if (request.to_altitude_m) text += fmt::format(" to {:.10g} km", *request.to_altitude_m / 1e3);
  switch (request.kind) {
    case TransferKind::bi_elliptic:
      text += fmt::format(" by way of {:.10g} km", request.via_altitude_m / 1e3);
      break;
    case TransferKind::plane_change:
      text += fmt::format(", turned by {:.10g} deg", to_degrees(request.turn_rad));
      break;
    case TransferKind::phasing:
      text += fmt::format(", to {:.10g} deg {} in {} revolution{}", to_degrees(std::abs(request.ahead_rad)),
                          request.ahead_rad > 0 ? "ahead" : "behind", request.revolutions,
                          request.revolutions == 1 ? "" : "s");
      break;
    case TransferKind::hohmann:
      break;
  }
  return text + "\n";
}

/// What a Hohmann transfer stands beside: Vallado, 4th ed., section 6.3.2, has the ratios.
std::string beside_bi_elliptic(const SolvedTransfer& solved) {
  const double a = from_m(solved), b = to_m(solved), ratio = std::max(a, b) / std::min(a, b);
  if (ratio < 11.94)
    return fmt::format("  No bi-elliptic transfer is cheaper: the radii are {:.2f} to 1, less than 11.94\n", ratio);
  return fmt::format(
      "  A bi-elliptic transfer {} be cheaper, down to {:.3f} m/s by way of infinity: the radii are "
      "{:.2f} to 1\n",
      ratio > 15.58 ? "would" : "may", far_away_m_s(solved), ratio);
}

std::string beside(const SolvedTransfer& solved) {
  switch (solved.request.kind) {
    case TransferKind::hohmann:
      return beside_bi_elliptic(solved);
    case TransferKind::bi_elliptic: {
      const Transfer direct = straight(solved);
      const double less_m_s = direct.total_m_s() - solved.transfer.total_m_s();
      return fmt::format("  Hohmann's takes {:.3f} m/s and {}: {:.3f} m/s {}\n", direct.total_m_s(),
                         duration_text(direct.time_s()), std::abs(less_m_s), less_m_s > 0 ? "more" : "less");
    }
    case TransferKind::plane_change:
      if (!solved.request.to_altitude_m) return "";
      return fmt::format(
          "  {:.4f} deg are turned in the first burn; all of it on the higher circle would take {:.3f} m/s\n",
          to_degrees(solved.first_turn_rad), one_after_the_other_m_s(solved));
    case TransferKind::phasing:
      return "";
  }
  return "";
}

const char* way_text(const LambertTransfer& way) { return way.against ? "against" : "along"; }

std::string burn_text(const char* name, const Vec3<double, Gcrf>& change_m_s) {
  const auto shown = [](double part_m_s) { return std::abs(part_m_s) < 5e-4 ? 0.0 : part_m_s; };  // never -0.000
  return fmt::format("  {:<8}{:>12.3f}{:>12.3f}{:>12.3f}{:>12.3f}\n", name, norm(change_m_s), shown(change_m_s.x),
                     shown(change_m_s.y), shown(change_m_s.z));
}

}  // namespace

std::string write_transfer_json(const SolvedTransfer& solved) {
  Json json = {{"kind", name_of(solved.request.kind)},
               {"body", solved.request.body == Body::earth ? "earth" : "moon"},
               {"total_m_s", solved.transfer.total_m_s()},
               {"time_s", solved.transfer.time_s()}};
  add_request(json, solved);
  for (const TransferBurn& burn : solved.transfer.burns) {
    json["burns"].push_back({{"name", burn.name},
                             {"t_s", burn.t_s},
                             {"altitude_m", altitude_m(solved, burn.radius_m)},
                             {"size_m_s", burn.size_m_s()},
                             {"along_m_s", burn.along_m_s},
                             {"normal_m_s", burn.normal_m_s}});
  }
  return dumped(json);
}

std::string write_transfer_json(const LambertReport& report) {
  Json json = {{"kind", "lambert"},
               {"from", report.from.object_name},
               {"to", report.to.object_name},
               {"leaves_utc", report.from.epoch.to_utc_string(3)},
               {"arrives_utc", report.to.epoch.to_utc_string(3)},
               {"time_s", report.time_s},
               {"solutions", Json::array()}};
  for (std::size_t i = 0; i < report.transfers.size(); ++i) {
    const LambertTransfer& way = report.transfers[i];
    json["solutions"].push_back({{"way", way_text(way)},
                                 {"revolutions", way.path.revolutions},
                                 {"high", way.path.high},
                                 {"total_m_s", way.total_m_s()},
                                 {"leave_m_s", array_of(way.leave_m_s)},
                                 {"arrive_m_s", array_of(way.arrive_m_s)},
                                 {"departure_velocity_m_s", array_of(way.path.leave_m_s)},
                                 {"arrival_velocity_m_s", array_of(way.path.arrive_m_s)},
                                 {"lowest_altitude_m", way.lowest_m - central_body(Body::earth).radius_m},
                                 {"cheapest", report.cheapest == i}});
  }
  return dumped(json);
}

std::string write_transfer_summary(const SolvedTransfer& solved) {
  std::string text = title(solved);
  text +=
      fmt::format("  {:<8}{:>14}{:>14}{:>12}{:>12}{:>12}\n", "Burn", "T+ s", "altitude km", "m/s", "along", "normal");
  for (const TransferBurn& burn : solved.transfer.burns) {
    text += fmt::format("  {:<8}{:>14.1f}{:>14.3f}{:>12.3f}{:>12.3f}{:>12.3f}\n", burn.name, burn.t_s,
                        altitude_m(solved, burn.radius_m) / 1e3, burn.size_m_s(), burn.along_m_s, burn.normal_m_s);
  }
  text += fmt::format("  Together {:.3f} m/s", solved.transfer.total_m_s());
  if (solved.transfer.burns.size() > 1) text += " in " + duration_text(solved.transfer.time_s());
  return text + "\n" + beside(solved);
}

std::string write_transfer_summary(const LambertReport& report) {
  std::string text =
      fmt::format("lambert around the Earth, {} to {}, {} to {}, {}\n", report.from.object_name, report.to.object_name,
                  report.from.epoch.to_utc_string(3), report.to.epoch.to_utc_string(3), duration_text(report.time_s));
  text += fmt::format("  {:<10}{:>6}{:>8}{:>14}{:>14}{:>14}{:>14}\n", "Way", "turns", "axis", "leave m/s", "arrive m/s",
                      "together", "lowest km");
  for (std::size_t i = 0; i < report.transfers.size(); ++i) {
    const LambertTransfer& way = report.transfers[i];
    const double lowest_m = way.lowest_m - central_body(Body::earth).radius_m;
    text +=
        fmt::format("  {:<10}{:>6}{:>8}{:>14.3f}{:>14.3f}{:>14.3f}{:>14.1f}{}\n", way_text(way), way.path.revolutions,
                    way.path.revolutions == 0 ? ""
                    : way.path.high           ? "long"
                                              : "short",
                    norm(way.leave_m_s), norm(way.arrive_m_s), way.total_m_s(), lowest_m / 1e3,
                    report.cheapest == i ? "  cheapest"
                    : lowest_m < 0       ? "  through the ground"
                                         : "");
  }
  if (!report.cheapest) return text + "  Every way goes through the ground\n";
  const LambertTransfer& best = report.transfers[*report.cheapest];
  text += fmt::format("  {:<8}{:>12}{:>12}{:>12}{:>12}   of the cheapest, GCRF\n", "Burn", "m/s", "x", "y", "z");
  return text + burn_text("leave", best.leave_m_s) + burn_text("arrive", best.arrive_m_s);
}

}  // namespace cosmodrome
