#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "cosmodrome/mission/figures.hpp"

namespace cosmodrome {

/// Draws what varies in each flight of a campaign. The draw of a flight depends on the seed and its number alone, so
/// that any thread or machine can make it, in any order.
class Sampler {
 public:
  explicit Sampler(const Mission& mission);

  /// All figures that vary, each once, in the order of the mission; a figure that two paths name varies by both.
  [[nodiscard]] const std::vector<Figure>& figures() const { return figures_; }

  /// Deviates a model that is as planned, and says what its figures then are: as many values as figures().
  void draw(std::uint64_t flight, VehicleModel<double>& model, std::span<double> values) const;

  /// What varies on its own: a figure, a set that is correlated, the wind or the density along altitude.
  [[nodiscard]] const std::vector<std::string>& groups() const { return groups_; }

  /// As flight number `flight` draws, but for one group, which is as `other` draws it.
  void draw_mixed(std::uint64_t flight, std::uint64_t other, std::size_t group, VehicleModel<double>& model,
                  std::span<double> values) const;

  /// Flights that make up one stratified sample: a Latin hypercube has one value in each of so many strata.
  static constexpr std::uint64_t strata = 1024;

 private:
  struct Single {
    std::size_t figure;
    Distribution distribution;
    std::size_t group;
  };
  struct Joint {
    std::vector<std::size_t> figures;
    std::size_t group = 0;
    std::vector<std::vector<double>> factor;  ///< lower triangle whose square is the covariance
  };

  void add_single(const std::vector<Figure>& all, const Dispersion& dispersion);
  void add_joint(const std::vector<Figure>& all, const CorrelatedSet& set);
  void add_shapes(const std::vector<Figure>& all, const DisperseRequest& asked);
  std::size_t place_of(const Figure& figure);
  std::size_t group(const std::string& name);
  template <class Uniform>
  void draw_by(const Uniform& uniform_of, VehicleModel<double>& model, std::span<double> values) const;
  [[nodiscard]] double uniform(std::uint64_t flight, std::uint32_t parameter) const;

  std::uint64_t seed_;
  DisperseRequest::Sampling sampling_;
  std::vector<Figure> figures_;
  std::vector<Single> singles_;
  std::vector<Joint> joints_;
  std::vector<std::string> groups_;
};

}  // namespace cosmodrome
