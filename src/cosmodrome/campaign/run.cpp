#include "cosmodrome/campaign/run.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <thread>

namespace cosmodrome {
namespace {

/// Hands out blocks in order, takes them back in any order, and sums them in order.
class Run {
 public:
  Run(const Campaign& campaign, const CampaignStore& store, const RunRequest& request)
      : campaign_(campaign),
        store_(store),
        request_(request),
        blocks_((request.flights + size - 1) / size),
        result_{Statistics(campaign.column_names(), campaign.inputs()), 0, false, false} {}

  RunResult all() {
    const int threads = std::max(1, request_.threads);
    most_ahead_ = 4 * static_cast<std::uint64_t>(threads);
    std::vector<std::jthread> workers;
    for (int i = 1; i < threads; ++i) workers.emplace_back([this] { work(); });
    work();
    workers.clear();
    if (failure_) std::rethrow_exception(failure_);
    return std::move(result_);
  }

 private:
  static constexpr std::uint64_t size = CampaignStore::block_flights;
  /// So many blocks are flown before it is asked whether something is known well enough.
  static constexpr std::uint64_t least_blocks = 4;

  struct Done {
    std::vector<Column> columns;
    bool flown = false;
  };

  void work() {
    try {
      for (std::uint64_t block = 0; take(block);) put(block, make(block));
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      over_ = true;
      changed_.notify_all();
    }
  }

  bool take(std::uint64_t& block) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return over_ || next_ < summed_ + most_ahead_; });
    if (!over_ && next_ < blocks_ && request_.stop && request_.stop()) over_ = result_.stopped = true;
    if (over_ || next_ >= blocks_) return false;
    block = next_++;
    return true;
  }

  Done make(std::uint64_t block) const {
    const std::uint64_t first = block * size;
    const auto count = static_cast<std::size_t>(std::min(size, request_.flights - first));
    if (auto there = store_.find(block, count)) return {std::move(*there), false};
    Done done{campaign_.fly(first, count), true};
    store_.add(block, done.columns);
    return done;
  }

  void put(std::uint64_t block, Done done) {
    const std::lock_guard lock(mutex_);
    waiting_[block] = std::move(done);
    while (!waiting_.empty() && waiting_.begin()->first == summed_ && !result_.known) {
      const Done& now = waiting_.begin()->second;
      result_.statistics.add(now.columns);
      if (now.flown) result_.flown += now.columns[0].rows();
      waiting_.erase(waiting_.begin());
      ++summed_;
      if (request_.progress) request_.progress(result_.statistics, result_.flown);
      if (request_.width > 0 && summed_ >= least_blocks &&
          result_.statistics.half_width(request_.until) <= request_.width) {
        over_ = result_.known = true;
        store_.remove_from(summed_);
      }
    }
    // Others may have stored later blocks before they heard of it.
    if (result_.known && block >= summed_) store_.remove_from(summed_);
    changed_.notify_all();
  }

  const Campaign& campaign_;
  const CampaignStore& store_;
  const RunRequest& request_;
  std::uint64_t blocks_;
  std::uint64_t most_ahead_ = 4;
  RunResult result_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t next_ = 0, summed_ = 0;
  std::map<std::uint64_t, Done> waiting_;
  bool over_ = false;
  std::exception_ptr failure_;
};

}  // namespace

RunResult run_campaign(const Campaign& campaign, const CampaignStore& store, const RunRequest& request) {
  return Run(campaign, store, request).all();
}

}  // namespace cosmodrome
