// The CCSDS samples, good and broken, that other programs are tested with: each is read, or refused for the right
// reason, and what is read comes back whole in both forms.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/ndm.hpp"

namespace cosmodrome {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

struct Sample {
  const char* file;
  const char* place;    ///< of the refusal: ":line:column:"
  const char* refusal;  ///< part of it; empty: the file is read
  const char* why;
};

const std::vector<Sample> samples{
    {"adm/aem/AEM-ephemeris-number-format-error.txt", ":28:36:", "\"this-is-not-a-number\" is no number",
     "a word among the numbers"},
    {"adm/aem/AEM-inconsistent-direction.txt", ":14:24:", "ATTITUDE_DIR has gone with version 2.0, this i",
     "version 2 has no ATTITUDE_DIR: 504.0-B-2 always turns from A to B"},
    {"adm/aem/AEM-inconsistent-quaternion-type.txt", ":20:24:", "QUATERNION_TYPE has gone with version 2.0, thi",
     "version 2 has no QUATERNION_TYPE: 504.0-B-2 has the scalar last"},
    {"adm/aem/AEM-inconsistent-rotation-sequence.txt", ":22:24:", "\"7051995\" is no sequence of rotations",
     "no sequence of three axes"},
    {"adm/aem/AEM-keyword-within-ephemeris.txt", ":29:1:", "the keyword USER_DEFINED_TEST_KEY stands among",
     "a keyword among the rows"},
    {"adm/aem/AEM-missing-attitude-type.txt", ":5:1:", "ATTITUDE_TYPE is missing in this metadata",
     "ATTITUDE_TYPE is mandatory"},
    {"adm/aem/AEM-wrong-keyword.txt", ":24:1:", "unknown keyword \"WRONG_KEYWORD\" in the metadat",
     "a keyword that no table has"},
    {"adm/aem/AEMExample01.txt", "", "", "sound"},
    {"adm/aem/AEMExample02.txt", "", "", "sound"},
    {"adm/aem/AEMExample03.txt", "", "", "sound"},
    {"adm/aem/AEMExample03.xml", "", "", "sound"},
    {"adm/aem/AEMExample04.txt", "", "", "sound"},
    {"adm/aem/AEMExample05.txt", "", "", "sound"},
    {"adm/aem/AEMExample06a.txt", "", "", "sound"},
    {"adm/aem/AEMExample06b.txt", ":17:22:", "version 1.0 knows no attitude type \"SPIN/NUTAT",
     "an attitude type of version 2 in version 1"},
    {"adm/aem/AEMExample07.txt", "", "", "sound"},
    {"adm/aem/AEMExample08.txt", ":24:1:", "this time is outside START_TIME to STOP_TIME",
     "its first row is half a millisecond before START_TIME"},
    {"adm/aem/AEMExample09.txt", ":26:1:", "this time is outside START_TIME to STOP_TIME",
     "its first row is half a millisecond before START_TIME"},
    {"adm/aem/AEMExample10.txt", "", "", "sound"},
    {"adm/aem/AEMExample11.xml", "", "", "sound"},
    {"adm/aem/AEMExample12.txt", ":24:1:", "this time is outside START_TIME to STOP_TIME",
     "its first row is half a millisecond before START_TIME"},
    {"adm/aem/AEMExample13.xml", "", "", "sound"},
    {"adm/aem/AEMExample14.txt", "", "", "sound"},
    {"adm/aem/AEMExample15.txt", "", "", "sound"},
    {"adm/aem/AEMExample16.txt", "", "", "sound"},
    {"adm/aem/AEMExample17.txt", "", "", "sound"},
    {"adm/aem/aemLowerCaseValue.aem", "", "", "sound"},
    {"adm/aem/spurious-metadata.txt", ":5:1:", "this segment has no rows", "metadata without data"},
    {"cdm/AlfanoTestCase01.cdm", "", "", "sound"},
    {"cdm/AlfanoTestCase02.cdm", "", "", "sound"},
    {"cdm/AlfanoTestCase03.cdm", "", "", "sound"},
    {"cdm/AlfanoTestCase04.cdm", "", "", "sound"},
    {"cdm/AlfanoTestCase05.cdm", "", "", "sound"},
    {"cdm/AlfanoTestCase06.cdm", "", "", "sound"},
    {"cdm/AlfanoTestCase07.cdm", "", "", "sound"},
    {"cdm/AlfanoTestCase08.cdm", "", "", "sound"},
    {"cdm/AlfanoTestCase09.cdm", "", "", "sound"},
    {"cdm/AlfanoTestCase11.cdm", "", "", "sound"},
    {"cdm/CDM-covariance-wrong-entry-format.txt", ":65:33:", "CRDOT_T is \"-4.152E-02 this-is-not-a-number\", ",
     "a word behind a number"},
    {"cdm/CDM-frame-mapper.txt", ":41:1:", "unknown keyword \"COVARIANCE_SOURCE\"",
     "keywords of a draft of version 2 in version 1.0"},
    {"cdm/CDM-missing-TCA.txt", ":5:1:", "TCA is missing in this relativeMetadataData", "TCA is mandatory"},
    {"cdm/CDM-missing-object1-covariance-block.xml", ":38:1:", "the CDM covarianceMatrix is missing",
     "the covariance is mandatory"},
    {"cdm/CDM-missing-object2-state-vector.txt", ":52:1:", "X is missing in this stateVector",
     "half of the state is missing"},
    {"cdm/CDM-no-orbit-center-defined-obj1.txt", "", "", "ORBIT_CENTER is optional"},
    {"cdm/CDM-wrong-key-word.txt", ":6:1:", "unknown keyword \"WRONG_KEYWORD\" in the relativ",
     "a keyword that no table has"},
    {"cdm/CDMExample1.txt", "", "", "sound"},
    {"cdm/CDMExample1.xml", "", "", "sound"},
    {"cdm/CDMExample1InvalidTca.txt", ":5:33:", "\"2010-04-31T22:37:52.618\" is no time in UTC",
     "there is no 31 April"},
    {"cdm/CDMExample2.txt", "", "", "sound"},
    {"cdm/CDMExample3.txt", "", "", "sound"},
    {"cdm/CDMExample4.txt", "", "", "sound"},
    {"cdm/CDMExample5.txt", "", "", "sound"},
    {"cdm/CDMExample_issue1319.xml", "", "", "optional elements may be empty"},
    {"cdm/CDMExample_issue1319_mandatory_empty_value.xml", ":88:14:", "X has no value", "X is mandatory and empty"},
    {"cdm/CDMExample_issue1458.xml", "", "", "optional elements may be empty"},
    {"cdm/CDMExample_issue942.txt", "", "", "sound"},
    {"cdm/CDMExample_issue942.xml", "", "", "sound"},
    {"cdm/CDMExample_issue988.txt", "", "", "sound"},
    {"cdm/CDMExample_issue988.xml", "", "", "sound"},
    {"cdm/CDMExample_issue988_2.txt", "", "", "sound"},
    {"cdm/CDMExample_issue988_2.xml", "", "", "sound"},
    {"cdm/CDMExample_issue988_3.txt", "", "", "sound"},
    {"cdm/CDMExample_issue988_3.xml", "", "", "sound"},
    {"cdm/CDMExample_issue_940.txt", ":5:1:", "unknown keyword \"CLASSIFICATION\" in the relati",
     "a draft of version 2, which is not published"},
    {"cdm/CDMExample_issue_940.xml", ":320:10:", "<userDefinedParameters> does not belong into <",
     "a draft of version 2, which is not published"},
    {"cdm/CDMExample_issue_944.xml", "", "", "sound"},
    {"cdm/ION_SCV8_vs_STARLINK_1233.txt", "", "", "sound"},
    {"lexical/minimalist-UCS-4-BE-BOM.xml", "", "the text is in UTF-16 or UTF-32", "505.0-B-3 wants UTF-8"},
    {"lexical/minimalist-UCS-4-BE.xml", "", "the text is in UTF-16 or UTF-32", "505.0-B-3 wants UTF-8"},
    {"lexical/minimalist-UCS-4-LE-BOM.xml", "", "the text is in UTF-16 or UTF-32", "505.0-B-3 wants UTF-8"},
    {"lexical/minimalist-UCS-4-LE.xml", "", "the text is in UTF-16 or UTF-32", "505.0-B-3 wants UTF-8"},
    {"lexical/minimalist-UTF-16-BE-BOM.xml", "", "the text is in UTF-16 or UTF-32", "505.0-B-3 wants UTF-8"},
    {"lexical/minimalist-UTF-16-BE.xml", "", "the text is in UTF-16 or UTF-32", "505.0-B-3 wants UTF-8"},
    {"lexical/minimalist-UTF-16-LE-BOM.xml", "", "the text is in UTF-16 or UTF-32", "505.0-B-3 wants UTF-8"},
    {"lexical/minimalist-UTF-16-LE.xml", "", "the text is in UTF-16 or UTF-32", "505.0-B-3 wants UTF-8"},
    {"lexical/minimalist-UTF-8-BOM.xml", ":2:2:", "<greeting> is no message that is read",
     "no message of the standards"},
    {"lexical/minimalist-UTF-8.kvn", ":1:1:", "found \"CCSDS_XYZ_VERSION\"", "no message of the standards"},
    {"lexical/minimalist-UTF-8.xml", ":2:2:", "<greeting> is no message that is read", "no message of the standards"},
    {"ndm/NDM-ocm-apm.xml", ":4:4:", "<ocm> is no message that is read", "OCM and APM are not read"},
    {"ndm/NDM-opm-entity.xml", ":2:1:", "there is a document type here", "a document type that names another file"},
    {"ndm/NDM-opm.xml", "", "", "sound"},
    {"ndm/empty.xml", ":2:2:", "the <ndm> holds no message", "no message"},
    {"ndm/wrong-format.txt", ":1:1:", "found \"CCSDS_NDM_VERS\"", "an NDM has no keyword form"},
    {"odm/oem/ISS.resampled.truncated.txt", "", "", "sound"},
    {"odm/oem/OEM-Issue839.txt", ":80:1:", "this time is not after that of the line above", "the same state twice"},
    {"odm/oem/OEM-covariance-number-format-error.txt", ":52:15:", "CY_Y is \"this-is-not-a-number\", which is no nu",
     "a word in a matrix"},
    {"odm/oem/OEM-ephemeris-number-format-error.txt", ":44:44:", "\"this-is-not-a-number\" is no number",
     "a word among the numbers"},
    {"odm/oem/OEM-inconsistent-time-systems.txt", ":33:15:", "the time system is TCG here and UTC above",
     "two time systems in a message"},
    {"odm/oem/OEM-keyword-within-covariance.txt", ":91:1:", "USER_DEFINED_TEST_KEY does not belong here",
     "a keyword within a matrix"},
    {"odm/oem/OEM-keyword-within-ephemeris.txt", ":24:1:", "the keyword USER_DEFINED_TEST_KEY stands among",
     "a keyword among the rows"},
    {"odm/oem/OEM-too-few-covariance-columns.txt", ":55:1:", "row 5 of the matrix has 4 numbers",
     "row 5 of a triangle has 5 numbers"},
    {"odm/oem/OEM-too-large-covariance-dimension.txt", ":91:2:", "this is a row too many, or EPOCH = ... is miss",
     "a triangle has 6 rows"},
    {"odm/oem/OEM-too-many-covariance-columns.txt", ":51:2:", "row 1 of the matrix has 6 numbers",
     "a whole matrix instead of a triangle"},
    {"odm/oem/OEM-too-small-covariance-dimension.txt", ":89:1:", "the matrix above has 4 rows",
     "a triangle has 6 rows"},
    {"odm/oem/OEM-wrong-keyword.txt", ":19:1:", "unknown keyword \"WRONG_KEYWORD\" in the metadat",
     "a keyword that no table has"},
    {"odm/oem/OEMExample1.txt", ":81:1:", "this time is not after that of the line above", "the same state twice"},
    {"odm/oem/OEMExample2.txt", "", "", "sound"},
    {"odm/oem/OEMExample3.txt", "", "", "sound"},
    {"odm/oem/OEMExample3.xml", "", "", "sound"},
    {"odm/oem/OEMExample4.txt", "", "", "sound"},
    {"odm/oem/OEMExample5.txt", "", "", "sound"},
    {"odm/oem/OEMExample5ITRF.txt", "", "", "sound"},
    {"odm/oem/OEMExample6.txt", "", "", "sound"},
    {"odm/oem/OEMExample7.txt.post", ":2:1:", "found \"TIME_SYSTEM\"", "half of a message"},
    {"odm/oem/OEMExample7.txt.pre", ":9:", "the message ends within a META_START", "half of a message"},
    {"odm/oem/OEMExample8.txt", "", "", "sound"},
    {"odm/oem/OEMExample9.txt", "", "", "sound"},
    {"odm/oem/OEMExampleWithHeaderComment.txt", ":80:1:", "this time is not after that of the line above",
     "the same state twice"},
    {"odm/oem/oemLowerCaseValue.oem", "", "", "sound"},
    {"odm/oem/test.oem", "", "", "sound"},
    {"odm/oem/test_cov.oem", "", "", "sound"},
    {"odm/omm/OMM-empty-object-id.txt", "", "", "catalogues have objects without designator"},
    {"odm/omm/OMM-empty-object-id.xml", "", "", "catalogues have objects without designator"},
    {"odm/omm/OMM-number-format-error.txt", ":15:21:", "ARG_OF_PERICENTER is \"this-is-not-a-number\", w",
     "a word instead of a number"},
    {"odm/omm/OMM-with-units.xml", "", "", "sound"},
    {"odm/omm/OMM-wrong-keyword.txt", ":9:1:", "unknown keyword \"WRONG_KEYWORD\"", "a keyword that no table has"},
    {"odm/omm/OMMExample1.txt", "", "", "sound"},
    {"odm/omm/OMMExample2.txt", "", "", "sound"},
    {"odm/omm/OMMExample2.xml", "", "", "sound"},
    {"odm/omm/OMMExample3.txt", "", "", "sound"},
    {"odm/omm/OMMExample3_utc.txt", "", "", "sound"},
    {"odm/omm/OMMExample4.txt", "", "", "sound"},
    {"odm/omm/OMMExample4.xml", "", "", "sound"},
    {"odm/omm/OMMExample5.txt", "", "", "sound"},
    {"odm/omm/spurious-metadata.xml", ":17:8:", "<metadata> does not belong into <segment>",
     "two metadata in a segment"},
    {"odm/opm/OPM-dummy-earth-barycenter.txt", "", "", "sound"},
    {"odm/opm/OPM-dummy-earth-dash-moon-barycenter.txt", "", "", "sound"},
    {"odm/opm/OPM-dummy-earth-moon-barycenter.txt", "", "", "sound"},
    {"odm/opm/OPM-dummy-emb.txt", "", "", "sound"},
    {"odm/opm/OPM-dummy-moon-EME2000.txt", "", "", "sound"},
    {"odm/opm/OPM-dummy-solar-system-barycenter.txt", "", "", "sound"},
    {"odm/opm/OPM-dummy-ssb.txt", "", "", "sound"},
    {"odm/opm/OPM-frame-mapper-gcrf.txt", "", "", "sound"},
    {"odm/opm/OPM-incompatible-units.txt", ":20:20:", "SOLAR_RAD_AREA is in [s] here", "seconds are no area"},
    {"odm/opm/OPM-no-designator.txt", "", "", "sound"},
    {"odm/opm/OPM-non-standard-units.txt", ":16:28:", "X is in [m] here", "the standard has kilometres alone"},
    {"odm/opm/OPM-number-format-error.txt", ":17:19:", "SEMI_MAJOR_AXIS is \"this-is-not-a-number\", whi",
     "a word instead of a number"},
    {"odm/opm/OPM-unknown-center.txt", "", "", "names of centres are by agreement"},
    {"odm/opm/OPM-unknown-frame-mapper.txt", "", "", "names of frames are by agreement"},
    {"odm/opm/OPM-unknown-frame.txt", "", "", "names of frames are by agreement; only turning needs to know them"},
    {"odm/opm/OPM-wrong-keyword.txt", ":11:1:", "unknown keyword \"WRONG_KEYWORD\"", "a keyword that no table has"},
    {"odm/opm/OPMExample1.txt", "", "", "sound"},
    {"odm/opm/OPMExample2.txt", "", "", "sound"},
    {"odm/opm/OPMExample3.txt", "", "", "sound"},
    {"odm/opm/OPMExample3.xml", "", "", "sound"},
    {"odm/opm/OPMExample4.txt", "", "", "sound"},
    {"odm/opm/OPMExample5.txt", "", "", "sound"},
    {"odm/opm/OPMExample6.txt", "", "", "sound"},
    {"odm/opm/OPMExample7.txt", "", "", "sound"},
    {"odm/opm/OPMExample8.txt", "", "", "sound"},
    {"odm/opm/OPMExamplePartialManeuver.txt", "", "", "version 3 lets duration and mass be left out"},
    {"odm/opm/spurious-metadata.xml", ":23:8:", "<metadata> does not belong into <segment>",
     "two metadata in a segment"},
};

/// Everything that a message says, in order, but where a comment stands within its segment: XML has fewer places.
std::vector<std::string> said(const NdmFile& file) {
  std::vector<std::string> all;
  std::vector<std::string> comments;
  const auto add = [&](const NdmBlock& block) {
    for (const NdmItem& item : block.items) {
      std::string value;
      for (const Word& word : words_of(item.value)) value += std::string(word.text) + ' ';
      if (item.kind == NdmItem::Kind::comment)
        comments.push_back(value);
      else if (!value.empty())
        all.push_back(block.name + ' ' + item.key + '=' + value + item.unit);
    }
  };
  for (const NdmMessage& message : file.messages) {
    all.push_back(message.version);
    add(message.header);
    for (const NdmBlock& block : message.relative) add(block);
    for (const NdmSegment& segment : message.segments) {
      for (const NdmBlock& block : segment.blocks) add(block);
    }
  }
  std::sort(comments.begin(), comments.end());
  all.insert(all.end(), comments.begin(), comments.end());
  return all;
}

class CcsdsSamples : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const fs::path archive = fs::path(COSMODROME_TRUTH_DIR) / "ndm/orekit-ccsds.tar.gz";
    if (!fs::exists(archive)) return;
    folder_ = fs::path(testing::TempDir()) / "ccsds-samples";
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    const std::string unpack = "tar -xzf '" + archive.string() + "' -C '" + folder_.string() + "'";
    if (std::system(unpack.c_str()) != 0) folder_.clear();  // NOLINT(cert-env33-c): the arguments are ours
  }
  static void TearDownTestSuite() { fs::remove_all(folder_); }
  void SetUp() override {
    if (folder_.empty()) GTEST_SKIP() << "the CCSDS samples are not here";
  }
  static inline fs::path folder_;
};

TEST_F(CcsdsSamples, AreReadOrRefusedForTheirReason) {
  for (const Sample& sample : samples) {
    SCOPED_TRACE(std::string(sample.file) + ": " + sample.why);
    const bool sound = *sample.refusal == '\0';
    try {
      const NdmFile read = read_ndm(folder_ / "ccsds" / sample.file);
      EXPECT_TRUE(sound) << "was read";
    } catch (const InputError& error) {
      EXPECT_FALSE(sound) << error.what();
      EXPECT_THAT(error.what(), HasSubstr(std::string(sample.file) + sample.place));
      EXPECT_THAT(error.what(), HasSubstr(sample.refusal));
      EXPECT_FALSE(error.remedy.empty());
    }
  }
}

TEST_F(CcsdsSamples, AreAllInTheTable) {
  for (const char* part : {"odm/opm", "odm/omm", "odm/oem", "adm/aem", "cdm", "ndm", "lexical"}) {
    for (const auto& entry : fs::directory_iterator(folder_ / "ccsds" / part)) {
      const std::string name = std::string(part) + "/" + entry.path().filename().string();
      const bool listed =
          std::any_of(samples.begin(), samples.end(), [&](const Sample& one) { return name == one.file; });
      EXPECT_TRUE(listed) << name;
    }
  }
}

TEST_F(CcsdsSamples, ComeBackWholeInBothForms) {
  for (const Sample& sample : samples) {
    if (*sample.refusal != '\0') continue;
    SCOPED_TRACE(sample.file);
    const NdmFile read = read_ndm(folder_ / "ccsds" / sample.file);
    const NdmFile by_keywords = read_ndm_text(write_ndm(read, NdmForm::kvn), "again.txt");
    EXPECT_EQ(said(by_keywords), said(read));
    const NdmFile by_xml = read_ndm_text(write_ndm(by_keywords, NdmForm::xml), "again.xml");
    EXPECT_EQ(said(by_xml), said(read));
    // What has been through a form once is the same text ever after.
    EXPECT_EQ(write_ndm(by_xml, NdmForm::xml),
              write_ndm(read_ndm_text(write_ndm(by_xml, NdmForm::xml), "b.xml"), NdmForm::xml));
  }
}

TEST(Conjunctions, OfAlfanoAreRead) {
  const fs::path folder = fs::path(COSMODROME_TRUTH_DIR) / "conjunction";
  if (!fs::exists(folder)) GTEST_SKIP() << "the conjunctions are not here";
  int count = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".cdm") continue;
    const NdmFile read = read_ndm(entry.path());
    EXPECT_EQ(read.messages.front().kind, NdmKind::cdm);
    EXPECT_EQ(said(read_ndm_text(write_ndm(read, NdmForm::xml), "again.xml")), said(read));
    ++count;
  }
  EXPECT_EQ(count, 10);
}

}  // namespace
}  // namespace cosmodrome
