#include "cosmodrome/orbit/sgp4.hpp"

#include "cosmodrome/orbit/sgp4_evaluate.hpp"

namespace cosmodrome {

template <Scalar S>
Sgp4State<S> sgp4_state(const Sgp4<S>& satellite, const S& minutes) {
  return sgp4::evaluate(satellite.terms, minutes);
}

template Sgp4State<double> sgp4_state(const Sgp4<double>&, const double&);
template Sgp4State<Lanes> sgp4_state(const Sgp4<Lanes>&, const Lanes&);

}  // namespace cosmodrome
