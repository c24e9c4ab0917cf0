//! How runs and tests end.
//!
//! Invariant: a status is no better than that of any of the runs that it sums up.

use crate::suite::Mode;
use serde::{Deserialize, Serialize};

/// Which tier a run is made in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// The interpreter alone.
    Interp,
    /// Machine code for every function from its first call on.
    Jit,
}

impl Tier {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Tier::Interp => "interp",
            Tier::Jit => "jit",
        }
    }
}

/// How a run or a test ended, from best to worst.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    clap::ValueEnum,
)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// As it should.
    Pass,
    /// Not as it should.
    Fail,
    /// Not in the same way in both tiers.
    Difference,
    /// Not in time.
    Timeout,
    /// With a defect of the engine: a panic, a signal.
    Crash,
}

impl Status {
    /// All of them, from best to worst.
    pub const ALL: [Status; 5] =
        [Status::Pass, Status::Fail, Status::Difference, Status::Timeout, Status::Crash];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Status::Pass => "pass",
            Status::Fail => "fail",
            Status::Difference => "difference",
            Status::Timeout => "timeout",
            Status::Crash => "crash",
        }
    }

    /// The status with this name.
    pub fn from_name(name: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.name() == name)
    }
}

/// One run of a test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// In which mode.
    pub mode: Mode,
    /// In which tier.
    pub tier: Tier,
    /// How it ended; never as a difference.
    pub status: Status,
    /// Why it did not pass.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
    /// How long it took.
    pub ms: f64,
}

/// Sums up the runs of a test.
pub fn sum_up(runs: &[Run]) -> Status {
    let worst = runs.iter().map(|run| run.status).max().unwrap_or(Status::Pass);
    let differs = runs.iter().any(|a| {
        let others = runs.iter().filter(|b| a.mode == b.mode && a.tier != b.tier);
        others.into_iter().any(|b| a.status != b.status || a.message != b.message)
    });
    if differs { worst.max(Status::Difference) } else { worst }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(mode: Mode, tier: Tier, status: Status, message: &str) -> Run {
        Run { mode, tier, status, message: message.to_owned(), ms: 0.0 }
    }

    #[test]
    fn tiers_must_agree() {
        use Mode::*;
        use Status::*;
        use Tier::*;
        let strict = |status, message| run(Strict, Jit, status, message);
        let pass = run(Strict, Interp, Pass, "");
        assert_eq!(sum_up(&[pass.clone(), strict(Pass, "")]), Pass);
        assert_eq!(sum_up(&[pass.clone(), strict(Fail, "x")]), Difference);
        assert_eq!(sum_up(&[pass.clone(), strict(Crash, "x")]), Crash);
        let fail = run(Strict, Interp, Fail, "x");
        assert_eq!(sum_up(&[fail.clone(), strict(Fail, "x")]), Fail);
        assert_eq!(sum_up(&[fail.clone(), strict(Fail, "y")]), Difference);
        assert_eq!(sum_up(&[fail, run(Sloppy, Interp, Pass, "")]), Fail);
    }
}
