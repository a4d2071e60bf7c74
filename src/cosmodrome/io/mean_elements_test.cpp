#include "cosmodrome/io/mean_elements.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <random>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/toml_document.hpp"
#include "cosmodrome/io/vanguard_for_tests.hpp"

namespace cosmodrome {
namespace {

using testing::HasSubstr;

std::string refusal(const std::string& text) {
  try {
    read_tle_text(text, "a.tle");
  } catch (const InputError& error) {
    EXPECT_FALSE(error.remedy.empty());
    return error.what();
  }
  return "";
}

std::string with(std::string text, const std::string& right, const std::string& wrong) {
  const auto at = text.find(right);
  EXPECT_NE(at, std::string::npos) << right;
  return text.replace(at, right.size(), wrong);
}

/// Lines with the check sums that belong to them.
std::string summed(std::string text) {
  std::string result;
  Lines lines(text);
  while (const auto line = lines.next()) {
    std::string one(*line);
    if (one.size() == 69 && (one.starts_with("1 ") || one.starts_with("2 "))) {
      int sum = 0;
      for (const char c : one.substr(0, 68)) sum += c >= '0' && c <= '9' ? c - '0' : c == '-' ? 1 : 0;
      one[68] = static_cast<char>('0' + sum % 10);
    }
    result += one + '\n';
  }
  return result;
}

TEST(Tle, SaysWhatTheOmmOfTheSameElementsSays) {
  // CelesTrak's OMM of these lines.
  const MeanElements e = mean_elements(read_tle_text(vanguard, "a.tle").front());
  EXPECT_EQ(e.object_name, "VANGUARD 1");
  EXPECT_EQ(e.object_id, "1958-002B");
  EXPECT_EQ(e.norad_cat_id, 5);
  EXPECT_EQ(e.epoch, Epoch::from_utc("2020-10-13T04:52:48.472320Z"));
  EXPECT_EQ(e.mean_motion_rev_day, 10.84869164);
  EXPECT_EQ(e.eccentricity, .1845686);
  EXPECT_EQ(e.mean_anomaly_deg, 205.2356);
  EXPECT_EQ(e.bstar_per_earth_radius, -.22483E-4);
  EXPECT_EQ(e.mean_motion_dot_rev_day2, -1.6E-7);
  EXPECT_EQ(e.mean_motion_ddot_rev_day3, 0);
  EXPECT_EQ(e.rev_at_epoch, 21814);
  EXPECT_EQ(e.element_set_no, 999);
}

TEST(Tle, ComesBackAsItIs) {
  EXPECT_EQ(write_tle(read_tle_text(vanguard, "a.tle")).text,
            with(vanguard, "00000-0", "00000+0").replace(11 + 68, 1, "7"));
}

TEST(Tle, CountsOnWithLetters) {
  const std::string z9999 = summed(with(with(vanguard, "1 00005", "1 Z9999"), "2 00005", "2 Z9999"));
  const auto read = read_tle_text(z9999, "a.tle");
  EXPECT_EQ(mean_elements(read.front()).norad_cat_id, 339'999);
  EXPECT_THAT(write_tle(read).text, HasSubstr("\n2 Z9999 "));
  EXPECT_THAT(refusal(summed(with(with(vanguard, "1 00005", "1 I0005"), "2 00005", "2 I0005"))),
              HasSubstr("is no catalogue number"));
  MeanElements beyond = mean_elements(read.front());
  beyond.norad_cat_id = 340'000;
  const NdmMessage omm = to_omm(beyond, "", "");
  EXPECT_THROW(write_tle({omm}), InputError);
  EXPECT_EQ(mean_elements(read_omm_json(write_omm_json({omm}), "a.json").front()).norad_cat_id, 340'000);
}

TEST(Tle, IsRefusedWithItsPlace) {
  EXPECT_THAT(refusal(with(vanguard, "34.2443", "34.2444")), HasSubstr("a.tle:3:69: the check sum is 9"));
  EXPECT_THAT(refusal(with(vanguard, " 9998", " 999")), HasSubstr("a.tle:2:1: this line has 68 characters"));
  EXPECT_THAT(refusal(summed(with(vanguard, "2 00005", "2 00006"))),
              HasSubstr("a.tle:3:3: this line is of another satellite"));
  EXPECT_THAT(refusal(summed(with(vanguard, "20287.", "20367."))), HasSubstr("day 367 is not in 2020"));
  EXPECT_THAT(refusal(summed(with(vanguard, "1845686", "18x5686"))), HasSubstr("\"18x5686\" is no eccentricity"));
  EXPECT_THAT(refusal(summed(with(vanguard, "225.5254", "25.52540"))),
              HasSubstr("a.tle:3:18: \"25.52540\" is no right ascension"));
  EXPECT_THAT(refusal(vanguard.substr(0, 80)), HasSubstr("ends within a TLE"));
  EXPECT_THAT(refusal(vanguard.substr(11 + 70)), HasSubstr("line 1 of a TLE is due"));
  EXPECT_THAT(refusal(""), HasSubstr("ends within"));
}

TEST(MeanElementsForms, LoseNoBit) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> part(0, 1);
  for (int i = 0; i < 300; ++i) {
    MeanElements e;
    e.object_name = "A, \"B\" & <C>";
    e.object_id = "2026-001A";
    e.norad_cat_id = static_cast<long long>(random() % 1'000'000'000);
    e.epoch =
        Epoch::from_utc("2026-01-02T00:00:00Z").plus_ns(static_cast<std::int64_t>(random() % 1'000'000'000'000'000));
    for (double* x : {&e.inclination_deg, &e.ra_of_asc_node_deg, &e.arg_of_pericenter_deg, &e.mean_anomaly_deg})
      *x = 360 * part(random);
    e.mean_motion_rev_day = 16 * part(random);
    e.eccentricity = part(random);
    e.bstar_per_earth_radius = 1e-3 * (part(random) - 0.5);
    e.mean_motion_dot_rev_day2 = 1e-5 * (part(random) - 0.5);
    e.mean_motion_ddot_rev_day3 = -1e-12 * part(random);
    const NdmMessage omm = to_omm(e, "2026-01-02T03:04:05", "X");
    const std::string text = write_ndm(omm, NdmForm::kvn);
    ASSERT_EQ(write_ndm(read_omm_json(write_omm_json({omm}), "a.json").front(), NdmForm::kvn), text);
    ASSERT_EQ(write_ndm(read_omm_csv(write_omm_csv({omm}), "a.csv").front(), NdmForm::kvn), text);
    const MeanElements again = mean_elements(read_ndm_text(write_ndm(omm, NdmForm::xml), "a.xml").messages.front());
    ASSERT_EQ(again.epoch, e.epoch);
    ASSERT_EQ(again.mean_anomaly_deg, e.mean_anomaly_deg);
    ASSERT_EQ(again.mean_motion_ddot_rev_day3, e.mean_motion_ddot_rev_day3);
    ASSERT_EQ(again.bstar_per_earth_radius, e.bstar_per_earth_radius);
  }
}

TEST(OmmTables, KeepWhatTheStandardDoesNotName) {
  const auto read = read_omm_json(
      R"({"OBJECT_NAME":"A","OBJECT_ID":null,"EPOCH":"2026-01-02T00:00:00","MEAN_MOTION":"15.5","ECCENTRICITY":0.1,
    "INCLINATION":1,"RA_OF_ASC_NODE":2,"ARG_OF_PERICENTER":3,"MEAN_ANOMALY":4,"RCS_SIZE":"LARGE","PERIOD":92.9})",
      "a.json");
  EXPECT_THAT(write_omm_csv(read), HasSubstr("RCS_SIZE,PERIOD"));
  EXPECT_THAT(write_omm_json(read), HasSubstr("\"RCS_SIZE\": \"LARGE\""));
  EXPECT_THAT(write_ndm(read.front(), NdmForm::kvn), HasSubstr("USER_DEFINED_RCS_SIZE = LARGE"));
}

TEST(OmmTables, AreRefusedWithTheirPlace) {
  const auto said = [](auto read, const std::string& text) -> std::string {
    try {
      read(text, "a");
    } catch (const InputError& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_THAT(said(read_omm_json, "[{\n\"A\": }]"), HasSubstr("a:2:6: the JSON is broken here"));
  EXPECT_THAT(said(read_omm_json, "[[[[[[[[1]]]]]]]]"), HasSubstr("nested too deep"));
  EXPECT_THAT(said(read_omm_json, "[]"), HasSubstr("empty"));
  EXPECT_THAT(said(read_omm_json, R"({"EPOCH": {"a": 1}})"), HasSubstr("EPOCH of element 1"));
  EXPECT_THAT(said(read_omm_csv, "OBJECT_NAME,EPOCH\nA\n"), HasSubstr("a:2:1: this row has 1 cells"));
  EXPECT_THAT(said(read_omm_csv, "OBJECT_NAME,EPOCH\nA,2026-01-02T00:00:00\n"), HasSubstr("ECCENTRICITY is missing"));
  EXPECT_THAT(said(read_omm_csv, "OBJECT_NAME\n\"A\n"), HasSubstr("does not end"));
}

TEST(Catalogue, SamplesOfAllFormsSayTheSame) {
  const std::string folder = COSMODROME_TRUTH_DIR "/sgp4/";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the samples are not here";
  const MeanElements csv = mean_elements(read_omm_csv(read_text_file(folder + "sample_omm.csv"), "csv").front());
  const MeanElements xml = mean_elements(read_ndm(folder + "sample_omm.xml").messages.front());
  const MeanElements tle = mean_elements(read_tle_text(vanguard, "tle").front());
  for (const MeanElements& one : {csv, xml}) {
    EXPECT_EQ(one.epoch, tle.epoch);
    EXPECT_EQ(one.mean_motion_rev_day, tle.mean_motion_rev_day);
    EXPECT_EQ(one.eccentricity, tle.eccentricity);
    EXPECT_EQ(one.mean_anomaly_deg, tle.mean_anomaly_deg);
    EXPECT_EQ(one.bstar_per_earth_radius, tle.bstar_per_earth_radius);
  }
  const MeanElements json = mean_elements(read_omm_json(read_text_file(folder + "sample_omm.json"), "json").front());
  EXPECT_EQ(json.mean_motion_dot_rev_day2, 2.64e-6);
  EXPECT_EQ(json.rev_at_epoch, 39027);
}

TEST(Catalogue, Of2019ComesBackToTheLastCharacter) {
  const std::string path = COSMODROME_TRUTH_DIR "/sgp4/Active_Nov-09-2019.txt.gz";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "the catalogue is not here";
  std::string text;
  FILE* pipe = popen(("zcat '" + path + "'").c_str(), "r");
  for (int c = 0; (c = std::fgetc(pipe)) != EOF;) text += static_cast<char>(c);
  pclose(pipe);
  const auto omms = read_tle_text(text, "active");
  EXPECT_GT(omms.size(), 2000u);
  const TleText again = write_tle(omms);
  EXPECT_TRUE(again.notes.empty());
  const auto second = read_tle_text(again.text, "again");
  ASSERT_EQ(second.size(), omms.size());
  Lines before(text), after(again.text);
  int same = 0, lines = 0;
  while (const auto line = before.next()) {
    const auto other = after.next();
    ASSERT_TRUE(other);
    ++lines;
    if (trimmed(*line).text == trimmed(*other).text) ++same;
  }
  // Zero has two ways to be written (00000-0 and 00000+0), and so do names with blanks behind.
  EXPECT_GT(same, 6 * lines / 10) << same << " of " << lines;
}

}  // namespace
}  // namespace cosmodrome
