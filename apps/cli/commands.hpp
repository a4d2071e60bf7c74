#pragma once
// What the command line asks for, as plain values, and the functions that do it. Only main.cpp knows how words become
// these values.
#include <filesystem>
#include <string>
#include <vector>

namespace cosmodrome::cli {

/// Exit codes, the same for every command.
inline constexpr int exit_done = 0;
inline constexpr int exit_failed = 1;         ///< a fault of the program or the machine
inline constexpr int exit_wrong_input = 2;    ///< the user's input cannot be used; nothing was written
inline constexpr int exit_target_missed = 3;  ///< flown and written, but a target was not reached
inline constexpr int exit_unconfirmed = 3;    ///< no optimum was found, or its flight does not confirm it
inline constexpr int exit_interrupted = 130;  ///< the user said stop (Ctrl-C)

struct FlyArguments {
  std::filesystem::path mission;
  std::filesystem::path output;  ///< empty: out/<mission>
  bool json = false;
  bool quiet = false;
  bool no_files = false;
  bool reference = false;  ///< fly with the high-order method at 1e-13
  long long sample = -1;   ///< a flight of the mission's campaign, by its number; below 0: the nominal one
};
int run_fly(const FlyArguments& arguments);

struct DisperseArguments {
  std::filesystem::path mission;
  std::filesystem::path output;  ///< empty: out/<mission>-campaign
  long long flights = 0;         ///< 0: as the mission says
  std::string until;             ///< "OUTCOME:WIDTH" or "COLUMN:WIDTH"; empty: only the number of flights
  int jobs = 0;                  ///< threads; 0: as many as the machine has
  bool resume = false;
  bool list = false;
  bool json = false;
  bool quiet = false;
};
int run_disperse(const DisperseArguments& arguments);

struct SafetyArguments {
  std::filesystem::path mission;
  std::filesystem::path output;       ///< empty: out/<mission>-safety
  std::string ballistic_coefficient;  ///< "100 kg/m2"; empty: no falls through the air
  std::filesystem::path assumptions;  ///< a safety file; empty: the generic one
  std::filesystem::path population;   ///< a map of people; empty: the one that ships
  std::filesystem::path criteria;     ///< limits of risk; empty: those of 14 CFR 450.101
  long long flights = 2048;           ///< whose planned falls are followed
  long long falls = 200'000;          ///< of debris, in all
  double probability = 0.1;           ///< that the flight fails
  std::string history;                ///< "150:2", flights and failures of the vehicle; empty: as `probability` says
  int jobs = 0;                       ///< threads; 0: as many as the machine has
  bool json = false;
};
int run_safety(const SafetyArguments& arguments);

struct PropagateArguments {
  std::filesystem::path input;
  std::string length = "1 d";
  std::string step = "60 s";
  std::string model = "accurate";     ///< a name that OrbitModel knows
  std::vector<std::string> stations;  ///< pads, or NAME=LATITUDE,LONGITUDE[,ALTITUDE]
  std::string mask = "5 deg";
  std::string mass, drag_area, light_area;  ///< empty: as the file says
  std::filesystem::path output;             ///< empty: out/<input>-orbit
  bool json = false;
};
int run_propagate(const PropagateArguments& arguments);

struct DesignArguments {
  std::string repeat;       ///< "233/16": revolutions and days; or
  std::string altitude;     ///< "500 km"
  std::string inclination;  ///< empty: sun-synchronous
  std::string local_time;   ///< of the ascending node, "22:30"; or
  std::string node;         ///< its longitude; neither: 0
  std::string epoch = "2026-06-01T00:00:00Z";
  std::filesystem::path output;  ///< an OPM; empty: none
  bool json = false;
};
int run_design(const DesignArguments& arguments);

struct LifetimeArguments {
  std::filesystem::path input;
  std::string mass, drag_area;  ///< empty: as the file says
  double flux = 0;              ///< at 10.7 cm, steady; 0: the table of past and forecast
  double years = 100;           ///< at most
  bool json = false;
};
int run_lifetime(const LifetimeArguments& arguments);

struct OptimizeArguments {
  std::filesystem::path mission;
  std::filesystem::path output;  ///< empty: out/<mission>-optimal
  std::string solver = "interior-point";
  bool json = false;
  bool quiet = false;
  bool no_files = false;
};
int run_optimize(const OptimizeArguments& arguments);

struct PayloadArguments {
  std::string vehicle;
  std::string site;
  std::string altitude;     ///< "200 km:1500 km:100 km", or one; empty: ten that suit the vehicle
  std::string orbit;        ///< "200 km x 500 km", in place of altitudes
  std::string inclination;  ///< likewise a range or one; empty: twenty that the pad reaches
  std::filesystem::path output;
  int jobs = 0;  ///< threads; 0: as many as the machine has
  bool json = false;
};
int run_payload(const PayloadArguments& arguments);

struct WindowsArguments {
  std::filesystem::path mission;
  std::string from;         ///< first day; empty: of the month of the mission's lift-off
  std::string to;           ///< last day; empty: of the month of the first
  std::string flight_time;  ///< "5 d", or "4 d:6 d"; empty: that
  std::filesystem::path output;
  int jobs = 0;  ///< threads; 0: as many as the machine has
  bool json = false;
};
int run_windows(const WindowsArguments& arguments);

struct CheckArguments {
  std::filesystem::path mission;
  bool json = false;
};
int run_check(const CheckArguments& arguments);

/// For `vehicles`, `sites` and `show`: an id shows that entry, none lists all.
struct CatalogueArguments {
  std::string id;
  bool json = false;
  bool ids = false;  ///< ids alone, one a line
};
int run_vehicles(const CatalogueArguments& arguments);
int run_sites(const CatalogueArguments& arguments);
int run_show(const CatalogueArguments& arguments);

struct NewArguments {
  std::string file = "-";  ///< "-": standard output
  std::string site = "vostochny/1S";
  std::string vehicle = "soyuz-2.1b";
  std::string payload;      ///< empty: well within what the vehicle lifts
  std::string orbit;        ///< empty: 200 km, 500 km for a vehicle that goes there by an ellipse
  std::string inclination;  ///< empty: the lowest that the site reaches
  std::string liftoff = "2026-06-01T12:00:00Z";
};
int run_new(const NewArguments& arguments);

struct SchemaArguments {
  std::string kind;  ///< "mission", "vehicle", "site", "safety"
};
int run_schema(const SchemaArguments& arguments);

struct ConvertArguments {
  std::filesystem::path input;
  std::string output;           ///< "-": standard output
  std::string to;               ///< format; empty: by the output's ending
  std::string liftoff;          ///< dates a table that stands alone
  std::string message_version;  ///< of CCSDS messages; empty: as read
};
int run_convert(const ConvertArguments& arguments);

/// A word of the command line, for completion.
struct OptionWords {
  std::vector<std::string> names;  ///< "-o", "--output"; empty: it goes by its place
  std::string help;
  std::string
      value;  ///< what its value is: "MISSION", "VEHICLE", "FOLDER", "mission|vehicle|site|safety"; empty: a flag
};
struct CommandWords {
  std::string name;
  std::string help;
  std::vector<OptionWords> options;
  std::vector<std::string> commands;  ///< of its own: "show"
};
int run_completion(const std::string& shell, const std::vector<CommandWords>& commands);

}  // namespace cosmodrome::cli
