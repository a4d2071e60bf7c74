#include "cosmodrome/io/write_opm.hpp"

#include <gtest/gtest.h>

#include "cosmodrome/io/ccsds_time.hpp"
#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/ndm.hpp"
#include "cosmodrome/io/sample_flight.hpp"

namespace cosmodrome {
namespace {

TEST(WriteOpm, HoldsTheLastStateOfTheFlight) {
  for (const Flight& flight : {sample_flight(), sample_polar_flight()}) {
    const NdmFile read = read_ndm_text(write_opm(flight, "2026-01-02T03:04:05"), "flight.opm");
    const NdmSegment& segment = read.messages.front().segments.front();
    const NdmBlock& state = *segment.find("stateVector");
    const FlightPoint& last = flight.points.back();
    EXPECT_EQ(*decimal_number(state.value("Z")), last.position_m.z / 1e3);
    EXPECT_EQ(*decimal_number(state.value("X_DOT")), last.velocity_m_s.x / 1e3);
    EXPECT_EQ(*ccsds_epoch(state.value("EPOCH"), "UTC"), flight.mission.liftoff + last.t_s);
    EXPECT_EQ(*decimal_number(segment.find("spacecraftParameters")->value("MASS")), last.mass_kg);
    EXPECT_EQ(segment.metadata().value("REF_FRAME"), "GCRF");
  }
}

TEST(WriteOpm, SaysNothingOfAFlightWithoutPoints) { EXPECT_EQ(write_opm(Flight{}, "2026-01-02T03:04:05"), ""); }

}  // namespace
}  // namespace cosmodrome
