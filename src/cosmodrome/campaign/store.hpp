#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cosmodrome/campaign/parquet.hpp"

namespace cosmodrome {

/// What a store holds flights of: another campaign has another.
struct StoreKey {
  std::string campaign;  ///< hash of the mission, what varies in it and how it is drawn
  std::string mission;   ///< its name, for messages
  std::uint64_t seed = 0;
  std::vector<std::string> columns;
};

/// The flights of a campaign on disk: one Parquet file a block of consecutive flights, each written under another
/// name, brought to the disk and only then given its own. So a file is whole or not there, whatever ends the program,
/// and what is there stays. One writer at a time: a lock that the system takes back when the writer is gone.
class CampaignStore {
 public:
  static constexpr std::size_t block_flights = 2048;

  enum class Mode {
    begin,   ///< refuses a folder that holds flights
    resume,  ///< goes on with what is there; refuses flights of another campaign
    read,    ///< writes nothing and needs no lock
  };

  /// Throws InputError if the folder cannot be used so: it says what was found there and what would do.
  CampaignStore(std::filesystem::path folder, const StoreKey& key, Mode mode);

  /// The block if it is there, whole and of so many flights.
  [[nodiscard]] std::optional<std::vector<Column>> find(std::uint64_t block, std::size_t flights) const;

  /// Puts a block on the disk. From any thread. Throws InputError if the disk is full or the folder is gone; what was
  /// there before stays as it was.
  void add(std::uint64_t block, const std::vector<Column>& columns) const;

  /// The same of a block that another machine flew, as write_parquet() wrote it there. Throws std::runtime_error if it
  /// is torn or not of so many flights.
  void add_written(std::uint64_t block, const std::string& bytes, std::size_t flights) const;

  /// Removes blocks from number `first` on: they belong to flights that do not count.
  void remove_from(std::uint64_t first) const;

  /// Numbers of the blocks that are there, whole or not, in order.
  [[nodiscard]] std::vector<std::uint64_t> blocks() const;

  /// What was asked for, so that a campaign that goes on needs not be told again. Throws InputError.
  struct Asked {
    std::uint64_t flights = 0;
    std::string until;
    double width = 0;
    std::uint64_t pairs = 0;  ///< of flights, for Sobol's indices
  };
  void keep_asked(const Asked& asked) const;
  [[nodiscard]] std::optional<Asked> asked() const;

  /// Some columns of a block. Throws std::runtime_error if the file is torn.
  [[nodiscard]] std::vector<Column> read(std::uint64_t block, const std::vector<std::string>& columns) const;

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  [[nodiscard]] std::filesystem::path file_of(std::uint64_t block) const;
  void take_lock();
  void check_key(const StoreKey& key, Mode mode) const;

  /// Held until it is destroyed, also where a constructor throws.
  struct Lock {
    Lock() = default;
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;
    ~Lock();
    int file = -1;
  };

  std::filesystem::path folder_;
  Lock lock_;
};

}  // namespace cosmodrome
