#include "cosmodrome/environment/nrlmsise00.hpp"

#include "cosmodrome/base/dual.hpp"
#include "cosmodrome/base/lanes.hpp"
#include "cosmodrome/environment/nrlmsise00_evaluate.hpp"

namespace cosmodrome {

template MsisAir<double> nrlmsise00(const MsisActivity&, const MsisPlace<double>&);
template MsisAir<Lanes> nrlmsise00(const MsisActivity&, const MsisPlace<Lanes>&);
template MsisAir<Dual<4>> nrlmsise00(const MsisActivity&, const MsisPlace<Dual<4>>&);

}  // namespace cosmodrome
