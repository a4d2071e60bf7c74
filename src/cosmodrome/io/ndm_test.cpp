#include "cosmodrome/io/ndm.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/ndm_schema.hpp"

namespace cosmodrome {
namespace {

using testing::HasSubstr;

const std::string opm = R"(CCSDS_OPM_VERS = 3.0
COMMENT nobody's
CREATION_DATE = 2026-01-02T03:04:05
ORIGINATOR = SOMEBODY
MESSAGE_ID = 7
COMMENT about the object
OBJECT_NAME = PROBE [of ours]
OBJECT_ID = 2026-001A
CENTER_NAME = EARTH
REF_FRAME = GCRF
TIME_SYSTEM = UTC
EPOCH = 2026-01-02T00:00:00.000000001
X = 7000.0 [km]
Y = .1
Z = -1.5E-3
X_DOT = +0.0 [km/s]
Y_DOT = 7.5
Z_DOT = 0
MAN_EPOCH_IGNITION = 2026-01-02T01:00:00
MAN_REF_FRAME = RTN
MAN_DV_1 = 0.001
MAN_DV_2 = 0
MAN_DV_3 = 0
COMMENT the second
MAN_EPOCH_IGNITION = 2026-01-02T02:00:00
MAN_REF_FRAME = RTN
MAN_DV_1 = 0.002
MAN_DV_2 = 0
MAN_DV_3 = 0
USER_DEFINED_COLOUR = <red> & "blue"
)";

std::string refusal(const std::string& text) {
  try {
    read_ndm_text(text, "a.ndm");
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

TEST(Ndm, KeepsWhatIsWritten) {
  const NdmFile read = read_ndm_text(opm, "a.opm");
  ASSERT_EQ(read.messages.size(), 1u);
  const NdmSegment& segment = read.messages.front().segments.front();
  EXPECT_EQ(segment.metadata().value("OBJECT_NAME"), "PROBE [of ours]");
  EXPECT_EQ(segment.metadata().comments(), std::vector<std::string>{"about the object"});
  EXPECT_EQ(segment.find("stateVector")->find("X")->unit, "km");
  EXPECT_EQ(segment.find("stateVector")->value("X"), "7000.0");
  EXPECT_EQ(segment.find("maneuverParameters")->value("MAN_DV_1"), "0.001");
  EXPECT_EQ(segment.blocks.size(), 5u) << "two manoeuvres";
  EXPECT_EQ(segment.blocks[3].comments(), std::vector<std::string>{"the second"});
}

TEST(Ndm, EscapesWhatXmlWouldMisread) {
  const std::string xml = write_ndm(read_ndm_text(opm, "a.opm"), NdmForm::xml);
  EXPECT_THAT(xml, HasSubstr("<USER_DEFINED parameter=\"COLOUR\">&lt;red&gt; &amp; &quot;blue&quot;</USER_DEFINED>"));
  const NdmFile again = read_ndm_text(xml, "a.xml");
  EXPECT_EQ(again.messages.front().segments.front().find(user_defined_block)->value("USER_DEFINED_COLOUR"),
            "<red> & \"blue\"");
}

TEST(Ndm, ReadsSeveralMessagesOfAFile) {
  const NdmFile two = read_ndm_text(opm + opm, "a.opm");
  EXPECT_EQ(two.messages.size(), 2u);
  EXPECT_EQ(read_ndm_text(write_ndm(two, NdmForm::xml), "a.xml").messages.size(), 2u);
}

TEST(Ndm, ChangesVersionsWhereTheTablesLetIt) {
  NdmMessage message = read_ndm_text(opm, "a.opm").messages.front();
  EXPECT_THROW(in_version(message, "2.0"), InputError) << "version 2 has no MESSAGE_ID and wants MAN_DURATION";
  std::erase_if(message.header.items, [](const NdmItem& item) { return item.key == "MESSAGE_ID"; });
  EXPECT_THROW(in_version(message, "2.0"), InputError);
  std::erase_if(message.segments.front().blocks,
                [](const NdmBlock& block) { return block.name == "maneuverParameters"; });
  EXPECT_THAT(write_ndm(in_version(message, "2.0"), NdmForm::kvn), HasSubstr("CCSDS_OPM_VERS = 2.0\n"));
}

TEST(Ndm, RefusesHostileXml) {
  const std::string xml = write_ndm(read_ndm_text(opm, "a.opm"), NdmForm::xml);
  EXPECT_THAT(refusal(with(xml, "<opm", "<!DOCTYPE a [<!ENTITY b \"bb\">]><opm")),
              HasSubstr("a.ndm:2:1: there is a document type"));
  EXPECT_THAT(refusal(with(xml, "SOMEBODY", "&b;")), HasSubstr("\"&b\" is no reference"));
  EXPECT_THAT(refusal(with(xml, "SOMEBODY", "<![CDATA[x]]>")), HasSubstr("CDATA"));
  std::string deep = "<ndm>";
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  EXPECT_THAT(refusal(deep), HasSubstr("nested too deep"));
  EXPECT_THAT(refusal(with(xml, "</opm>", "</opm><opm></opm>")), HasSubstr("more than one root"));
  EXPECT_THAT(refusal(with(xml, "</X>", "</Y>")), HasSubstr("no well-formed XML"));
  EXPECT_THAT(refusal(with(xml, "<X units=\"km\">", "<X units=\"m\">")), HasSubstr("X is in [m]"));
  EXPECT_THAT(refusal(with(xml, "<X units=\"km\">", "<X colour=\"red\">")), HasSubstr("unknown attribute"));
  EXPECT_THAT(refusal(with(xml, "7000.0", "<a/>")), HasSubstr("more than a value"));
  EXPECT_THAT(refusal(with(xml, "SOMEBODY", "SOME\xFF")), HasSubstr("not UTF-8"));
  EXPECT_THAT(refusal(with(xml, "SOMEBODY", std::string("SOME\0", 5))), HasSubstr("NUL"));
}

TEST(Ndm, RefusesUnorderedParts) {
  EXPECT_THAT(refusal(with(opm, "MAN_DV_3 = 0\nUSER", "MAN_DV_3 = 0\nMASS = 3\nUSER")),
              HasSubstr("a.ndm:30:1: MASS of the spacecraftParameters stands below"));
  EXPECT_THAT(refusal(""), HasSubstr("empty"));
  EXPECT_THAT(refusal("COMMENT x\n"), HasSubstr("1:1"));
  EXPECT_THAT(refusal(opm.substr(0, opm.find("EPOCH"))), HasSubstr("stateVector is missing"));
}

/// Numbers of every size and sign, the exotic ones among them.
double any_number(std::mt19937_64& random) {
  while (true) {
    const auto value = std::bit_cast<double>(random());
    if (std::isfinite(value)) return value;
  }
}

TEST(Ndm, KeepsEveryBitOfEveryNumber) {
  std::mt19937_64 random(20260102);
  for (int i = 0; i < 2000; ++i) {
    const double value = any_number(random);
    const std::string text = number_text(value);
    ASSERT_EQ(std::bit_cast<std::uint64_t>(*decimal_number(text)), std::bit_cast<std::uint64_t>(value)) << text;
  }
}

/// A message of a kind with a made-up value for about half of the keywords that are optional.
NdmMessage any_message(NdmKind kind, std::mt19937_64& random) {
  const NdmRule& rule = ndm_rule(kind);
  NdmMessage message;
  message.kind = kind;
  message.version = rule.versions.back();
  const int version = message.version[0] - '0';
  const auto block_of = [&](const NdmBlockRule& block_rule) {
    NdmBlock block;
    block.name = block_rule.name;
    block.items.push_back({NdmItem::Kind::comment, "", "a & b", "", 0, 0});
    for (const NdmKey& key : block_rule.keys) {
      const bool known = key.since <= version && version <= key.until;
      const bool other = key.name == "SEMI_MAJOR_AXIS" && kind == NdmKind::omm;
      if (!known || other || key.name == "MEAN_ANOMALY" ||
          (key.due == NdmDue::no && random() % 2 == 0 && key.name != "MEAN_MOTION" && key.name != "TRUE_ANOMALY")) {
        if (key.name != "MEAN_ANOMALY" || kind != NdmKind::omm) continue;
      }
      NdmItem item{NdmItem::Kind::field,
                   std::string(key.name),
                   "some text",
                   random() % 2 == 0 ? std::string(key.unit) : "",
                   0,
                   0};
      if (kind == NdmKind::oem) item.unit.clear();  // the rows of a matrix have no room for units
      if (key.type == NdmType::number) item.value = number_text(any_number(random));
      if (key.type == NdmType::whole) item.value = std::to_string(random() % 1000);
      if (key.type == NdmType::time) item.value = "2026-002T00:00:00.123456789012";
      if (key.type == NdmType::word) item.value = words_of(key.words).back().text;
      if (key.name == "TIME_SYSTEM") item.value = "TAI";
      if (key.name == "ATTITUDE_TYPE") item.value = "QUATERNION/ANGVEL";
      block.items.push_back(item);
    }
    return block;
  };
  message.header = block_of(rule.header);
  for (const NdmBlockRule& one : rule.relative) message.relative.push_back(block_of(one));
  for (int i = 0; i < (kind == NdmKind::cdm ? 2 : 1); ++i) {
    NdmSegment& segment = message.segments.emplace_back();
    for (const NdmBlockRule& one : rule.blocks) {
      segment.blocks.push_back(block_of(one));
      NdmBlock& block = segment.blocks.back();
      if (block.items.size() == 1 && !one.due && one.name != user_defined_block) {
        segment.blocks.pop_back();  // a comment alone is no block
        continue;
      }
      if (one.name == user_defined_block)
        block.items.push_back({NdmItem::Kind::field, "USER_DEFINED_A", "x = <y>", "", 0, 0});
      if (one.name != "data") continue;
      std::string row = "2026-01-02T00:00:00.123456789";
      for (int k = 0; k < (kind == NdmKind::aem ? 7 : 9); ++k) row += ' ' + number_text(any_number(random));
      block.items.push_back({NdmItem::Kind::row, "", row, "", 0, 0});
    }
    if (kind == NdmKind::cdm) {
      for (NdmItem& item : segment.blocks.front().items) {
        if (item.key == "OBJECT") item.value = i == 0 ? "OBJECT1" : "OBJECT2";
      }
    }
  }
  return message;
}

TEST(Ndm, LosesNothingOfAnyMessage) {
  std::mt19937_64 random(4);
  for (int i = 0; i < 200; ++i) {
    const auto kind = static_cast<NdmKind>(i % 5);
    const NdmMessage message = any_message(kind, random);
    const std::string kvn = write_ndm(message, NdmForm::kvn);
    const std::string xml = write_ndm(message, NdmForm::xml);
    ASSERT_EQ(write_ndm(read_ndm_text(xml, "a.xml"), NdmForm::kvn), kvn);
    ASSERT_EQ(write_ndm(read_ndm_text(kvn, "a.kvn"), NdmForm::xml), xml);
  }
}

TEST(Ndm, ReferenceIsWhatTheTablesSay) {
  const std::filesystem::path page = std::filesystem::path(COSMODROME_SOURCE_DIR) / "docs/reference/orbit-messages.md";
  const char* renew = std::getenv("COSMODROME_RENEW_REFERENCE");  // NOLINT(concurrency-mt-unsafe): one thread
  if (renew != nullptr && *renew == '1') std::ofstream(page) << ndm_reference();
  std::ifstream stream(page);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  EXPECT_EQ(text, ndm_reference()) << page << " is not what the tables say";
}

}  // namespace
}  // namespace cosmodrome
